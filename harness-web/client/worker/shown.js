import { layOut } from "../shared/data.js";
import { el, setShown } from "../shared/dom.js";
import { isJsx } from "./author-props.js";

// Stands for what the author's own component shows; it draws itself again.
const own = { page: "own" };

/** The context pane: what the script shows beside the conversation, as laid-out data or as a page of the task. */
export function shownPane(token) {
  const body = el("div", { class: "shown-body" });
  const news = el("p", { class: "sr", role: "status" });
  const element = el("details", { class: "shown", open: true, hidden: true }, el("summary", { class: "shown-summary", text: "Shown to you" }), body, news);
  let current = null;
  let pageFrame = null;

  return {
    element,
    get empty() { return current === null; },
    update({ state, author }) {
      const shown = author.has("Context") && state.shown !== null ? own : asData(state.shown);
      if (same(shown, current)) return;
      const first = current === null;
      current = shown;
      setShown(element, shown !== null);
      if (!shown) return body.replaceChildren();
      draw(shown, author);
      if (first) element.open = true;
      else news.textContent = element.open ? "What is shown to you has changed." : "There is something new to see.";
      element.classList.toggle("shown-new", !element.open);
    },
  };

  function draw(shown, author) {
    element.classList.toggle("shown-page", shown.page !== null && shown !== own);
    if (shown === own) {
      pageFrame = null;
      body.replaceChildren(author.slot("Context"));
    } else if (shown.page === null) {
      pageFrame = null;
      body.replaceChildren(layOut(shown.data));
    } else if (pageFrame?.page === shown.page && pageFrame.revision === shown.revision) {
      pageFrame.give(shown.data);
    } else {
      pageFrame = taskPage(shown.page, token, shown.data);
      pageFrame.revision = shown.revision;
      body.replaceChildren(pageFrame.element);
    }
  }
}

/** What a page of the author's takes is data for this pane if the page does not show it. */
function asData(shown) {
  if (!isJsx(shown?.page)) return shown;
  return shown.data === null ? null : { ...shown, page: null };
}

function same(one, other) {
  return one === other || (one !== null && other !== null && one.page === other.page && one.revision === other.revision
    && JSON.stringify(one.data) === JSON.stringify(other.data));
}

/**
 * A page that the task's author wrote, shut away from this one: without allow-same-origin it can read neither the session nor
 * the conversation. Its origin is opaque, so a message to it cannot name one; it goes to this one window and holds what the
 * worker is shown anyway.
 */
function taskPage(page, token, data) {
  const address = `/worker/pages/${page.split("/").map(encodeURIComponent).join("/")}?t=${encodeURIComponent(token)}`;
  const frame = el("iframe", { class: "shown-frame", src: address, title: `Shown to you: ${page}`, sandbox: "allow-scripts allow-forms" });
  let latest = data;
  let loaded = false;
  const post = () => frame.contentWindow?.postMessage({ t: "data", data: latest }, "*");
  frame.addEventListener("load", () => {
    loaded = true;
    post();
  });
  return {
    element: frame,
    page,
    give(next) {
      latest = next;
      if (loaded) post();
    },
  };
}
