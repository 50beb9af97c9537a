import { layOut } from "../shared/data.js";
import { el, setAttribute, setShown } from "../shared/dom.js";
import { isJsx } from "./author-props.js";
import { isPaged } from "./page-form.js";
import { TaskFrame } from "./task-frame.js";

const tallest = 20_000;

// Stands for what the author's own component shows; it draws itself again.
const own = { page: "own" };

/** The context pane: what the script shows beside the conversation, as laid-out data or as a page of the task. */
export function shownPane({ task, token, heard }) {
  const body = el("div", { class: "shown-body" });
  const news = el("p", { class: "sr", role: "status" });
  const element = el("details", { class: "shown", open: true, hidden: true }, el("summary", { class: "shown-summary", text: "Shown to you" }), body, news);
  let current = null;
  let frame = null;

  return {
    element,
    get empty() { return current === null; },
    update({ state, author }) {
      if (isPaged(state) && !element.open) element.open = true;
      const data = asData(state.shown);
      const shown = author.has("Context") && state.shown !== null ? own : data && { ...data, version: versionOf(state) };
      if (same(shown, current)) return;
      const first = current === null;
      const onlyMended = !first && shown !== null && current.key === shown.key;
      current = shown;
      setShown(element, shown !== null);
      if (!shown) {
        leave();
        return body.replaceChildren();
      }
      draw(shown, author);
      if (onlyMended) return;
      if (first) element.open = true;
      else news.textContent = element.open ? "What is shown to you has changed." : "There is something new to see.";
      element.classList.toggle("shown-new", !element.open);
    },
  };

  function draw(shown, author) {
    element.classList.toggle("shown-page", shown.page !== null && shown !== own);
    if (shown === own) {
      leave();
      return body.replaceChildren(author.slot("Context"));
    }
    if (shown.page === null) {
      leave();
      return body.replaceChildren(layOut(shown.data));
    }
    if (frame?.page !== shown.page) {
      leave();
      const own = new TaskFrame({ task, page: shown.page, token, heard: message => hear(own, message) });
      frame = own;
      body.replaceChildren(frame.element);
    }
    frame.show(shown.version, shown.data);
  }

  function leave() {
    frame?.close();
    frame = null;
  }

  function hear(from, message) {
    if (from !== frame) return;
    if (message.t === "height") setAttribute(from.element, "style", `--height: ${Math.min(tallest, Math.max(0, Number(message.height) || 0))}px`);
    heard(from, message);
  }
}

/** What a page of the author's takes is data for this pane if the page does not show it. */
function asData(shown) {
  if (!isJsx(shown?.page)) return shown;
  return shown.data === null ? null : { ...shown, page: null };
}

/** A page is loaded again when its text has changed: the file, or the data, if the file makes any use of them on the server. */
function versionOf({ shown, pages }) {
  const page = pages[shown.page];
  return `${page?.revision ?? ""}${page?.takesData ? ` ${shown.at} ${JSON.stringify(shown.data)}` : ""}`;
}

function same(one, other) {
  return one === other || (one !== null && other !== null && one.page === other.page && one.version === other.version
    && JSON.stringify(one.data) === JSON.stringify(other.data));
}
