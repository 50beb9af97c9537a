import { el, setShown } from "../shared/dom.js";
import { icon } from "../shared/icons.js";

/**
 * The instructions, one element that is always within reach: under the waiting room while there is nothing else to do, in the
 * side pane where there is room for one, and behind a button everywhere.
 */
export function instructionsPane(content) {
  const dialog = el("dialog", { class: "sheet", "aria-labelledby": "sheet-title" });
  const close = el("button", { class: "icon-button", type: "button", "aria-label": "Close", on: { click: () => dialog.close() } }, icon("close"));
  const body = el("div", { class: "sheet-body" });
  dialog.append(el("div", { class: "sheet-head" }, el("h2", { id: "sheet-title", text: "Instructions" }), close), body);
  dialog.addEventListener("click", event => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => home());
  const button = el("button", { class: "tool", type: "button", hidden: content === null }, icon("book"), el("span", { class: "tool-word", text: "Instructions" }));
  const side = el("section", { class: "side-instructions", "aria-label": "Instructions", hidden: true }, el("h2", { class: "side-title", text: "Instructions" }));
  const lobby = el("section", { class: "lobby-instructions", "aria-label": "Instructions", hidden: true }, el("h2", { class: "side-title", text: "While you wait: the instructions" }));
  let place = null;
  if (content) content.hidden = false;
  content?.remove();

  button.addEventListener("click", () => {
    if (dialog.open) return dialog.close();
    body.append(content);
    dialog.showModal();
  });

  function home() {
    if (content && place) place.append(content);
    else content?.remove();
  }

  return {
    button,
    dialog,
    side,
    lobby,
    update({ state, wide }) {
      if (!content) return;
      const next = state.phase === "waiting" ? lobby : wide ? side : null;
      setShown(lobby, next === lobby);
      setShown(side, next === side);
      setShown(button, next === null || dialog.open);
      if (next === place) return;
      place = next;
      if (!dialog.open) home();
    },
  };
}
