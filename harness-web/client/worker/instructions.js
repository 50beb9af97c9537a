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
  const holder = el("div");
  let own = false;
  let place = null;
  if (content) content.hidden = false;
  if (content) holder.append(content);

  button.addEventListener("click", () => {
    if (dialog.open) return dialog.close();
    body.append(holder);
    dialog.showModal();
  });

  function home() {
    if (place) place.append(holder);
    else holder.remove();
  }

  return {
    button,
    dialog,
    side,
    lobby,
    update({ state, wide, author }) {
      if (own !== author.has("Instructions")) {
        own = !own;
        holder.replaceChildren(...(own ? [author.slot("Instructions")] : content ? [content] : []));
      }
      const any = own || content !== null;
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
