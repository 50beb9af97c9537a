import { el } from "../shared/dom.js";

/**
 * A button with a menu. The menu is made when it is opened, in the top layer, so that no pane cuts it off.
 * `items()` answers with `{ text, run, disabled?, danger? }`, or null for a line between groups.
 */
export function menuButton(properties, content, items) {
  const button = el("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...properties }, ...content);
  let menu = null;

  const close = focusBack => {
    menu?.remove();
    menu = null;
    button.setAttribute("aria-expanded", "false");
    if (focusBack) button.focus();
  };

  const open = () => {
    const entries = items().map(item => (item === null ? el("hr", { class: "menu-line" }) : entry(item, close)));
    menu = el("div", { class: "menu", role: "menu", popover: "auto" }, ...entries);
    menu.addEventListener("toggle", event => event.newState === "closed" && close(menu?.contains(document.activeElement)));
    menu.addEventListener("keydown", event => move(menu, event));
    button.after(menu);
    menu.showPopover();
    put(menu, button);
    button.setAttribute("aria-expanded", "true");
    menu.querySelector("button:not(:disabled)")?.focus();
  };

  // The popover closes itself when the button is pressed; without a look at the state before, the click would open it again.
  let wasOpen = false;
  button.addEventListener("pointerdown", () => { wasOpen = menu !== null; });
  button.addEventListener("click", event => {
    if (menu) return close(true);
    if (wasOpen && event.detail > 0) {
      wasOpen = false;
      return;
    }
    open();
  });
  return button;
}

function entry({ text, run, disabled, danger }, close) {
  const button = el("button", { class: danger ? "menu-item menu-danger" : "menu-item", role: "menuitem", type: "button", disabled, text });
  button.addEventListener("click", () => {
    close(true);
    run();
  });
  return button;
}

function put(menu, button) {
  const at = button.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(4, Math.min(at.right - size.width, innerWidth - size.width - 4))}px`;
  menu.style.top = `${at.bottom + size.height + 4 > innerHeight ? Math.max(4, at.top - size.height - 4) : at.bottom + 4}px`;
}

function move(menu, event) {
  const items = [...menu.querySelectorAll("button:not(:disabled)")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}
