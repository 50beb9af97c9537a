import { layOut, words } from "../shared/data.js";
import { el } from "../shared/dom.js";

// What fits on some lines is read faster open than unfolded.
const mostOpen = 14;
const mostInTheLine = 6;

/** Data of a conversation: open where they are few, else a line that unfolds. An experiment shows the same forty file names with each of its sixty trials. */
export function folded(data, open = leaves(data) <= mostOpen) {
  if (open) return layOut(data, 1);
  const box = el("details", { class: "folded" }, el("summary", { dir: "auto", text: inALine(data) }));
  // Laid out when it is asked for: a sitting has hundreds of such pieces.
  box.addEventListener("toggle", () => { if (box.open && box.childElementCount === 1) box.append(layOut(data, 1)); });
  return box;
}

export function leaves(data) {
  if (data === null || typeof data !== "object") return 1;
  return Object.values(data).reduce((sum, piece) => sum + leaves(piece), 0);
}

/** The short values by name, and of the others how much there is. */
export function inALine(data) {
  if (Array.isArray(data)) return `${data.length} pieces`;
  const entries = Object.entries(data).filter(([, content]) => content !== null);
  const said = entries.slice(0, mostInTheLine).map(([name, content]) => `${words(name)}: ${brief(content)}`);
  return [...said, ...(entries.length > mostInTheLine ? [`${entries.length - mostInTheLine} more`] : [])].join(", ");
}

function brief(content) {
  if (Array.isArray(content)) return `${content.length} pieces`;
  if (typeof content === "object") return "…";
  const text = String(content);
  return text.length <= 30 ? text : `${text.slice(0, 29)}…`;
}
