import { el } from "../shared/dom.js";

/** The buttons for one part, with the key of each; a key that is pressed and a button that is pressed do the same. */
export function toolbar(run) {
  const button = (name, text, key, style = "") => el("button", { class: `button button-small ${style}`, type: "button", "data-act": name, "aria-keyshortcuts": key, on: { click: () => run(name) } }, text, el("kbd", { text: key, "aria-hidden": "true" }));
  return el("div", { class: "toolbar", role: "toolbar", "aria-label": "Decide about this part" },
    button("approve", "Approve", "a", "button-main"), button("reject", "Reject", "r"), button("softReject", "Soft reject", "s"), button("bonus", "Bonus", "b"),
    button("block", "Block", "x"), button("grant", "Qualify", "g"), button("note", "Note", "n"), button("undo", "Undo", "u"), button("worker", "Whole worker", "w"));
}
