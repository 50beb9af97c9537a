import { el, setShown } from "../shared/dom.js";
import { icon } from "../shared/icons.js";

/**
 * The instructions, one element that is always within reach: under the waiting room while there is nothing else to do, in the
 * side pane where there is room for one, and behind a button everywhere.
 */
export function instructionsPane(content, { roles, revision, token, changed }) {
  const dialog = el("dialog", { class: "sheet", "aria-labelledby": "sheet-title" });
  const close = el("button", { class: "icon-button", type: "button", "aria-label": "Close", on: { click: () => dialog.close() } }, icon("close"));
  const body = el("div", { class: "sheet-body" });
  dialog.append(el("div", { class: "sheet-head" }, el("h2", { id: "sheet-title", text: "Instructions" }), close), body);
  dialog.addEventListener("click", event => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => home());
  const button = el("button", { class: "tool", type: "button", hidden: true }, icon("book"), el("span", { class: "tool-word", text: "Instructions" }));
  const side = el("section", { class: "side-instructions", "aria-label": "Instructions", hidden: true }, el("h2", { class: "side-title", text: "Instructions" }));
  const lobby = el("section", { class: "lobby-instructions", "aria-label": "Instructions", hidden: true }, el("h2", { class: "side-title", text: "While you wait: the instructions" }));
  const holder = el("div");
  let own = false;
  let place = null;
  // Those of a role are fetched when it is known who has it; until then those for everybody stand there.
  let wanted = { role: "", revision };
  let had = wanted;
  let fetching = false;
  content.hidden = false;
  holder.append(content);

  button.addEventListener("click", () => {
    if (dialog.open) return dialog.close();
    body.append(holder);
    dialog.showModal();
  });

  function home() {
    if (place) place.append(holder);
    else holder.remove();
  }

  async function fetchThem() {
    fetching = true;
    const now = wanted;
    try {
      const answer = await fetch(`/worker/instructions?t=${encodeURIComponent(token)}`);
      if (answer.ok) {
        // Made of Markdown by the server, which lets no markup of its author through.
        content.innerHTML = answer.status === 204 ? "" : await answer.text();
        had = now;
      }
    } catch {
      // No line just now.
    }
    // What failed is tried again in a while, and what has changed meanwhile at once.
    setTimeout(() => { fetching = false; changed(); }, had === now ? 0 : 5_000);
  }

  return {
    button,
    dialog,
    side,
    lobby,
    /** The settings or a file of instructions have been saved. */
    hear(next) {
      roles = next.roles;
      revision = next.revision;
      changed();
    },
    update({ state, wide, author }) {
      wanted = { role: state.role !== null && roles.includes(state.role) ? state.role : "", revision };
      if (!fetching && (wanted.role !== had.role || wanted.revision !== had.revision)) fetchThem();
      const has = content.hasChildNodes();
      if (own !== author.has("Instructions")) {
        own = !own;
        holder.replaceChildren(own ? author.slot("Instructions") : content);
      }
      const any = own || has;
      const next = !any ? null : state.phase === "waiting" ? lobby : wide && !author.whole ? side : null;
      setShown(lobby, next === lobby);
      setShown(side, next === side);
      setShown(button, any && (next === null || dialog.open));
      if (next === place) return;
      place = next;
      if (!dialog.open) home();
    },
  };
}
