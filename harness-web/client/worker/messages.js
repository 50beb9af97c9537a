import { el, keyed, setShown, setText } from "../shared/dom.js";
import { icon } from "../shared/icons.js";
import { departed, isPlain, named, refused, seated, withdrawn } from "./texts.js";

/**
 * The messages, oldest first: events as they are stored, then what is still under way. A message keeps its element from the
 * moment it is sent, so nothing jumps when it is acknowledged.
 *
 * The log role is on the scrolling box and not on the list, where it would take the list's own role away.
 */
export function messageList({ retry, takeBack, discard }) {
  const list = el("ul", { class: "messages" });
  const box = el("div", { class: "log", role: "log", tabindex: "0", "aria-label": "Messages" }, list);
  const newer = el("button", { class: "button button-small log-newer", type: "button", hidden: true }, icon("down"), "New messages");
  let follows = true;
  let count = 0;
  let last = [];
  box.addEventListener("scroll", () => {
    follows = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
    if (follows) setShown(newer, false);
  }, { passive: true });
  newer.addEventListener("click", () => toEnd(box));
  // A composer that grows, or a window that shrinks, must not hide the last message.
  // In the next frame, since scrolling inside the observer would be observed again.
  new ResizeObserver(() => follows && requestAnimationFrame(() => toEnd(box))).observe(box);

  return {
    element: el("div", { class: "log-frame" }, box, newer),
    /** Roles are called something else now. */
    renamed() {
      last = [];
      list.replaceChildren();
    },
    update({ state, outbox, failed, connection, now, author }) {
      if (author.whole) return;
      const isOwn = author.has("ChatMessage");
      const seen = [state, outbox, failed, connection, isOwn];
      if (outbox.length === 0 && seen.every((each, index) => each === last[index])) return;
      last = seen;
      const items = entries(state, outbox, failed, connection, now);
      const grown = items.length > count;
      count = items.length;
      // A part that becomes the author's, or is no longer, is another element.
      keyed(list, items, item => (isOwn && item.kind in speaks ? `own ${item.key}` : item.key),
        item => (isOwn && item.kind in speaks ? authored(item, { retry, takeBack, discard }) : create(item, { retry, takeBack, discard })), change);
      author.messages(isOwn ? placesIn(list, items) : []);
      if (follows || items.at(-1)?.own && grown) toEnd(box);
      else if (grown) setShown(newer, true);
    },
  };
}

function toEnd(box) {
  box.scrollTop = box.scrollHeight;
}

function entries(state, outbox, failed, connection, now) {
  const role = state.others.length > 0 || !isPlain(state.role) ? [{ key: "role", kind: "note", text: seated(state.role, state.others) }] : [];
  const stored = state.entries.map((entry, index) => ({
    ...entry, own: entry.kind === "said", follows: index > 0 && speaker(entry) === speaker(state.entries[index - 1]),
  }));
  const pending = outbox.filter(item => item.frame.t === "say").map(item => ({
    key: `c${item.frame.cid}`, kind: "said", own: true, cid: item.frame.cid, text: item.frame.text ?? "", fields: item.frame.fields ?? null,
    labels: labelsOf(state, item.frame.prompt), sending: now - item.at > 500 ? (connection === "online" ? "slow" : "offline") : "fresh",
  }));
  const lost = failed.map(item => ({
    key: `c${item.frame.cid}`, kind: "said", own: true, cid: item.frame.cid, text: item.frame.text ?? "", fields: item.frame.fields ?? null,
    labels: labelsOf(state, item.frame.prompt), refused: item.why, because: item.text,
  }));
  return [...role, ...stored, ...pending, ...lost];
}

function labelsOf(state, prompt) {
  return Object.fromEntries((state.asked[prompt]?.fields ?? []).map(field => [field.name, field.label ?? field.name]));
}

function speaker(entry) {
  if (entry.kind === "said") return "me";
  if (entry.kind === "told" || entry.kind === "asked") return entry.from;
  return entry.key;
}

const speaks = { said: true, told: true, asked: true };

/** A message that the author's ChatMessage draws. Whether it was sent is still said below it. */
function authored(item, actions) {
  const place = el("div", { class: "own own-message" });
  if (item.kind !== "said") return Object.assign(el("li", { class: "message message-authored" }, place), { place });
  const element = own(item, actions);
  element.className = "message message-authored";
  element.body.replaceWith(place);
  return Object.assign(element, { place, body: null });
}

function placesIn(list, items) {
  const places = new Map([...list.children].map(element => [element.__key, element.place]));
  return items.filter(item => item.kind in speaks).map(entry => ({ key: entry.key, element: places.get(`own ${entry.key}`), entry }));
}

function create(item, actions) {
  if (item.kind === "said") return own(item, actions);
  if (item.kind === "told" || item.kind === "asked") return heard(item);
  return el("li", { class: `note note-${item.kind}`, dir: "auto" });
}

function heard(item) {
  const byTask = item.from === "task";
  const text = el("p", { class: "message-text", dir: "auto" });
  const name = el("span", { class: byTask ? "sr" : "message-from", dir: "auto", text: byTask ? "Task: " : named(item.from) });
  const element = el("li", { class: byTask ? "message message-task" : "message message-other" }, name, text);
  element.text = text;
  return element;
}

function own(item, { retry, takeBack, discard }) {
  const body = el("div", { class: "message-body" });
  const status = el("span", { class: "message-status" });
  const again = el("button", { class: "link-button", type: "button", text: "Try now", on: { click: () => retry() } });
  const back = el("button", { class: "link-button", type: "button", text: "Edit again", on: { click: () => takeBack(item.cid) } });
  const away = el("button", { class: "link-button", type: "button", text: "Discard", on: { click: () => discard(item.cid) } });
  const foot = el("div", { class: "message-foot", hidden: true }, status, again, back, away);
  const element = el("li", { class: "message message-own" }, el("span", { class: "sr", text: "You: " }), body, foot);
  Object.assign(element, { body, status, again, back, away, foot });
  return element;
}

function change(element, item) {
  element.classList.toggle("message-follows", item.follows === true);
  if (item.kind === "told" || item.kind === "asked") return element.text && setText(element.text, item.text);
  if (item.kind !== "said") return setText(element, noteText(item));
  if (element.body) changeBody(element.body, item);
  element.classList.toggle("message-pending", item.sending !== undefined);
  element.classList.toggle("message-failed", item.refused !== undefined);
  element.classList.toggle("message-rejected", item.rejected === true);
  setText(element.status, statusText(item));
  setShown(element.again, item.sending === "offline");
  setShown(element.back, item.refused !== undefined && !item.fields);
  setShown(element.away, item.refused !== undefined);
  setShown(element.foot, (item.sending !== undefined && item.sending !== "fresh") || item.refused !== undefined);
}

function changeBody(body, item) {
  const content = JSON.stringify([item.text, item.fields, item.labels]);
  if (body.content === content) return;
  body.content = content;
  body.replaceChildren(item.fields ? fields(item) : el("p", { class: "message-text", dir: "auto", text: item.text }));
}

function fields(item) {
  const rows = Object.entries(item.fields).flatMap(([name, value]) => [
    el("dt", { text: item.labels?.[name] ?? name }), el("dd", { dir: "auto", text: spokenValue(value) }),
  ]);
  return el("dl", { class: "message-fields" }, ...rows);
}

function spokenValue(value) {
  if (value === null || value === "") return "–";
  if (typeof value === "object") return Array.isArray(value) && value.every(item => typeof item !== "object") ? value.join(", ") : JSON.stringify(value);
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

function statusText(item) {
  if (item.refused !== undefined) return `Not sent. ${item.because || refused[item.refused] || refused.invalid}`;
  if (item.sending === "offline") return "Waiting for the connection";
  return item.sending === "slow" ? "Sending …" : "";
}

function noteText(item) {
  switch (item.kind) {
    case "again": return [item.text, ...Object.values(item.problems ?? {})].filter(Boolean).join(" ");
    case "withdrawn": return withdrawn(item.why);
    case "departed": return departed(item.role, item.why);
    default: return item.text;
  }
}
