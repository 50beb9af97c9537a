import { el, setAttribute, setShown, setText } from "../shared/dom.js";
import { icon } from "../shared/icons.js";

const lowest = 90;
const usual = 240;

/**
 * The lower panel, a row of the page and not a layer over it: it covers nothing. It opens by itself when something is wrong,
 * and closes again by itself when that is mended, unless a hand was on it in between.
 */
export function panel(dock, tabs, { memory, read, ask }) {
  let open = memory.get("panel open") === true;
  let height = memory.get("panel height") ?? usual;
  let chosen = tabs.find(tab => tab.name === memory.get("panel tab")) ?? tabs[0];
  let byItself = false;
  let alarming = new Set();
  let latest = null;

  const buttons = new Map(tabs.map(tab => [tab, tabButton(tab)]));
  const strip = el("div", { class: "tabs", role: "tablist", "aria-label": "Details" }, ...[...buttons.values()].map(each => each.element));
  const fold = el("button", { class: "icon-button", type: "button", on: { click: () => touch(() => setOpen(!open)) } });
  const edge = el("div", { class: "edge", role: "separator", tabindex: "0", "aria-orientation": "horizontal", "aria-label": "Height of the details" });
  const body = el("div", { class: "dock-body", role: "tabpanel", id: "dock-body", tabindex: "0" });
  dock.append(edge, el("div", { class: "dock-head" }, strip, fold), body);
  strip.addEventListener("keydown", moveTab);
  edge.addEventListener("pointerdown", drag);
  edge.addEventListener("keydown", event => {
    const step = { ArrowUp: 24, ArrowDown: -24, PageUp: 120, PageDown: -120 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    touch(() => resize(height + step));
  });
  choose(chosen);
  setOpen(open);

  function tabButton(tab) {
    const count = el("span", { class: "tab-count", hidden: true });
    const element = el("button", { class: "tab", role: "tab", type: "button", id: `tab-${tab.name}`, "aria-controls": "dock-body" }, tab.title, count);
    element.addEventListener("click", () => touch(() => {
      if (open && chosen === tab) return setOpen(false);
      choose(tab);
      setOpen(true);
    }));
    return { element, count };
  }

  function touch(change) {
    byItself = false;
    change();
    memory.set("panel open", open);
    memory.set("panel tab", chosen.name);
    memory.set("panel height", height);
  }

  function choose(tab) {
    chosen = tab;
    for (const [each, { element }] of buttons) {
      setAttribute(element, "aria-selected", String(each === tab));
      element.tabIndex = each === tab ? 0 : -1;
    }
    setAttribute(body, "aria-labelledby", `tab-${tab.name}`);
    if (body.firstElementChild !== tab.element) body.replaceChildren(tab.element);
    if (latest && open) tab.update(latest, read, ask);
  }

  function setOpen(next) {
    open = next;
    dock.classList.toggle("dock-open", open);
    setShown(body, open);
    setShown(edge, open);
    fold.replaceChildren(icon(open ? "down" : "up"));
    fold.title = open ? "Close the details" : "Open the details";
    fold.setAttribute("aria-label", fold.title);
    fold.setAttribute("aria-expanded", String(open));
    resize(height);
    if (open && latest) chosen.update(latest, read, ask);
  }

  function resize(next) {
    height = Math.round(Math.max(lowest, Math.min(next, innerHeight * 0.7)));
    dock.style.setProperty("--dock-height", `${height}px`);
    setAttribute(edge, "aria-valuenow", height);
    setAttribute(edge, "aria-valuemin", lowest);
    setAttribute(edge, "aria-valuemax", Math.round(innerHeight * 0.7));
  }

  // Frames would swallow the pointer on its way.
  function drag(event) {
    const [from, start] = [event.clientY, height];
    document.body.classList.add("dragging");
    edge.setPointerCapture(event.pointerId);
    const moved = next => resize(start + from - next.clientY);
    edge.addEventListener("pointermove", moved);
    edge.addEventListener("lostpointercapture", () => {
      edge.removeEventListener("pointermove", moved);
      document.body.classList.remove("dragging");
      touch(() => {});
    }, { once: true });
  }

  function moveTab(event) {
    const at = tabs.indexOf(chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(tabs.at(to % tabs.length));
    buttons.get(chosen).element.focus();
  }

  // Packages are installed for a while, with news of how it goes; that is one matter and not many.
  function alarm(state) {
    const all = state.build.problems ?? [];
    const problems = all.filter(problem => problem.severity !== "warning").map(problem => `${problem.file} ${problem.line} ${problem.message}`);
    const packages = all.filter(problem => problem.severity === "warning" && problem.file.endsWith("/package.json")).map(problem => `packages ${problem.line}`);
    const now = new Set([...problems, ...packages, ...(state.faults ?? []).map(fault => `fault ${fault.id}`)]);
    const isNew = [...now].some(each => !alarming.has(each));
    alarming = now;
    if (isNew && (!open || chosen !== tabs[0])) {
      byItself = !open;
      choose(tabs[0]);
      setOpen(true);
    } else if (now.size === 0 && byItself) {
      byItself = false;
      setOpen(false);
    }
  }

  return {
    show(name) {
      touch(() => {
        choose(tabs.find(tab => tab.name === name));
        setOpen(true);
      });
    },
    update(state) {
      latest = state;
      for (const [tab, { count }] of buttons) {
        const number = tab.count(state);
        setText(count, String(number));
        setShown(count, number > 0);
        count.classList.toggle("tab-count-bad", tab.name === "problems");
      }
      alarm(state);
      if (open) chosen.update(state, read, ask);
    },
  };
}
