import { el } from "./dom.js";
import { icon } from "./icons.js";
import { keep, kept } from "./keep.js";

const key = "crowdwork.theme";
const storage = () => localStorage;
const dark = matchMedia("(prefers-color-scheme: dark)");

/** What is seen now: "light" or "dark", by hand or by the system. */
export function theme() {
  return document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");
}

export function setTheme(name) {
  document.documentElement.dataset.theme = name;
}

/** A button that turns the page to the other theme. `changed` tells whoever has frames to turn. */
export function themeSwitch(changed = () => {}) {
  const button = el("button", { class: "icon-button", type: "button" });
  const draw = () => {
    const other = theme() === "dark" ? "light" : "dark";
    button.replaceChildren(icon(other === "dark" ? "moon" : "sun"));
    button.title = `Switch to ${other}`;
    button.setAttribute("aria-label", button.title);
  };
  button.addEventListener("click", () => {
    setTheme(theme() === "dark" ? "light" : "dark");
    keep(storage, key, theme());
    draw();
    changed(theme());
  });
  dark.addEventListener("change", draw);
  addEventListener("storage", event => {
    if (event.key !== key || !kept(storage, key)) return;
    setTheme(kept(storage, key));
    draw();
    changed(theme());
  });
  draw();
  return button;
}
