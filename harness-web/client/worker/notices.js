import { el, setShown, setText } from "../shared/dom.js";
import { connection, connectionTexts } from "./texts.js";

/** The badge in the header: always there, so that a worker knows where to look when something stalls. */
export function connectionBadge() {
  const word = el("span", { class: "line-word" });
  const element = el("span", { class: "line", role: "status" }, el("span", { class: "line-dot", "aria-hidden": "true" }), word);
  return {
    element,
    update({ connection: state, clock }) {
      setText(word, state === "online" && clock.known && !clock.running ? "Clock stopped" : connection[state]);
      element.dataset.state = state;
    },
  };
}

/** A bar across the conversation for what the worker has to know now. A short break says nothing here: the badge is enough. */
export function noticeBar({ patience = 2_500 } = {}) {
  const text = el("p", { class: "notice-text" });
  const element = el("div", { class: "notice", role: "status", hidden: true }, text);
  let since = 0;
  let state = "connecting";
  return {
    element,
    update({ connection: next, now }) {
      if (state === "online" || next === "online" || since === 0) since = now;
      state = next;
      const sentence = connectionTexts[next === "connecting" ? "offline" : next] ?? "";
      const waits = next === "offline" || next === "connecting";
      setText(text, sentence);
      setShown(element, sentence !== "" && (!waits || now - since > patience));
      element.classList.toggle("notice-bad", next === "forbidden" || next === "storeDown");
    },
  };
}

/** Covers a page whose worker is open in a newer tab: two pages must not both take answers. */
export function supersededSheet({ takeOver }) {
  const use = el("button", { class: "button button-main", type: "button", text: "Use this tab", on: { click: () => takeOver() } });
  const element = el("section", { class: "cover", hidden: true, "aria-label": "Open in another tab" },
    el("div", { class: "cover-card" },
      el("h2", { text: "This task is open in another tab" }),
      el("p", { text: "The newest tab goes on; nothing you wrote is lost. You can close this one, or go on here instead." }), use));
  return {
    element,
    update({ connection: state }) {
      const shown = state === "superseded";
      if (element.hidden === shown && shown && document.hasFocus()) setTimeout(() => use.focus());
      setShown(element, shown);
    },
  };
}

/** In a rehearsal: says for a few seconds that the script was changed, and how. */
export function scriptNote({ lasts = 6_000 } = {}) {
  const element = el("p", { class: "script-note", role: "status", hidden: true });
  let note = null;
  let timer = 0;
  return {
    element,
    update({ state }) {
      if (state.note === note) return;
      note = state.note;
      clearTimeout(timer);
      setShown(element, note !== null);
      if (!note) return;
      setText(element, note.text);
      timer = setTimeout(() => setShown(element, false), lasts);
    },
  };
}
