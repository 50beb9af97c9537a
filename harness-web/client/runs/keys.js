import { el } from "../shared/dom.js";

/** What the keys do, in the order in which the help shows them. */
export const keyHelp = [
  ["j", "next part"], ["k", "previous part"], ["a", "approve"], ["r", "reject, with a reason"], ["s", "soft reject: pay, but leave the data out"], ["b", "bonus"],
  ["x", "block the worker"], ["g", "qualify the worker"], ["n", "note"], ["u", "undo"], ["w", "the whole worker"], ["m", "all that are shown"], ["/", "filter"], ["?", "this help"],
];

/** Runs what belongs to a key, except while somebody types or a dialog is open. */
export function onKeys(actions) {
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const run = actions[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  });
}

export function showHelp() {
  const close = el("button", { class: "button button-main", type: "button", text: "Close" });
  const rows = keyHelp.flatMap(([key, text]) => [el("dt", {}, el("kbd", { text: key })), el("dd", { text })]);
  const dialog = el("dialog", { class: "dialog", "aria-labelledby": "help-title" },
    el("div", { class: "dialog-form" }, el("h2", { class: "dialog-title", id: "help-title", text: "Keys" }), el("dl", { class: "key-list" }, ...rows), el("div", { class: "dialog-buttons" }, close)));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
