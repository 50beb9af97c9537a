import { el, oncePerFrame, setShown, setText } from "../shared/dom.js";
import { keepJson, keptJson } from "../shared/keep.js";
import { themeSwitch } from "../shared/theme.js";
import { decideAll } from "./bulk.js";
import { decisions } from "./decide.js";
import { askFor } from "./dialogs.js";
import { onKeys, showHelp } from "./keys.js";
import { drawPart, entry } from "./part.js";
import { addressOf, keyOf, queueList } from "./queue.js";
import { runApi, runSocket } from "./socket.js";
import { toolbar } from "./toolbar.js";
import { plural } from "./words.js";

/**
 * The review page: the queue on the left, the part that is looked at on the right, and a key for everything that can be decided. What is decided is held for a few
 * seconds (decide.js), so that a slip of the finger costs nobody their pay.
 */
const boot = JSON.parse(document.getElementById("boot").textContent);
const api = runApi(boot);
const remembered = `crowdwork.review.${boot.run}`;
const pace = 1_000;

// Of thousands of parts only the first are read and drawn; whoever comes to the end of them gets more.
const piece = 200;
const wholeWorkers = 2_000;

let queue = { workers: [], parts: 0, everybody: 0, trouble: null, place: 0 };
let taken = piece;
let asking = 0;
let stale = 0;
let kept = null;
let loaded = false;
let selected = null;
let asked = "";
let drawn = "";
let revision = null;
let reading = false;
let readAgain = false;
let toastEnds = 0;

const book = decisions({ send: (request, keepalive) => api.decide(request, keepalive), by: boot.reviewer, changed: isSent => (isSent ? refresh() : draw()), tell });
const list = queueList({ select, more, pendingOf: item => book.of(item) });
const line = el("span", { class: "badge badge-bad", role: "status", hidden: true });
const count = el("span", { class: "filter-count", role: "status" });
const state = choice("State", [["todo", "To decide"], ["", "All"], ["open", "Open"], ["waiting", "Waiting"], ["question", "Look at it"], ["decided", "Decided"], ["paid", "Paid"], ["rejected", "Rejected"], ["gone", "Gone"]]);
const proposal = choice("Proposal of the rule", [["", "Any proposal"], ["approve", "Rule: approve"], ["reject", "Rule: reject"], ["ask", "Rule: ask a person"]]);
const writing = choice("How it was written", [["", "Written in any way"], ["pasted", "Something pasted"], ["untyped", "Without typing"], ["left", "Left the page"]]);
const text = el("input", { class: "input filter-text", type: "search", placeholder: "Filter ( / )", "aria-label": "Words that stand in a part" });
const bulk = el("button", { class: "button button-small", type: "button", "aria-keyshortcuts": "m", on: { click: allShown } }, "Decide about all that match");
const log = el("button", { class: "button button-small", type: "button", on: { click: showLog } }, "Log");
const help = el("button", { class: "button button-small", type: "button", "aria-keyshortcuts": "?", on: { click: showHelp } }, "Keys");
const body = el("div", { class: "part-body" });
const actions = toolbar(act);
const part = el("section", { class: "part-pane", "aria-label": "Part", tabindex: "-1" }, actions, body);
const words = el("span", { class: "toast-text" });
const undoNow = el("button", { type: "button", on: { click: undo } }, "Undo");
const sendNow = el("button", { type: "button", on: { click: () => book.flush() } }, "Send now");
const toast = el("div", { class: "toast", role: "status", hidden: true }, words, undoNow, sendNow);
const trouble = el("p", { class: "notice notice-turn", role: "status", hidden: true });

document.getElementById("bar").append(line, el("span", { class: "bar-space" }), log, help, themeSwitch());
document.getElementById("main").replaceChildren(
  el("div", { class: "filter", role: "search" }, state, proposal, writing, text, count, el("span", { class: "bar-space" }), bulk), trouble, el("div", { class: "review-columns" }, list.element, part));
document.body.append(toast);
restore();

for (const field of [state, proposal, writing]) field.addEventListener("change", changedFilter);
text.addEventListener("input", changedFilter);
text.addEventListener("keydown", event => {
  if (event.key !== "Escape" && event.key !== "Enter") return;
  event.preventDefault();
  text.blur();
});
onKeys({
  j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1), a: () => act("approve"), r: () => act("reject"), s: () => act("softReject"), b: () => act("bonus"), x: () => act("block"),
  g: () => act("grant"), n: () => act("note"), u: undo, w: () => act("worker"), m: allShown, "/": () => text.focus(), "?": showHelp,
});
addEventListener("pagehide", () => book.flush(true));
// A frame of the task's own page says how high it is. It may be anybody's page, so nothing else of it is heard.
addEventListener("message", event => {
  const frame = document.querySelector(".answer-frame");
  if (frame && event.source === frame.contentWindow && event.data?.t === "height") frame.style.setProperty("height", `${Math.min(1_200, Math.max(60, Number(event.data.height) || 0))}px`);
});
runSocket({
  ...boot,
  onState: next => {
    if (next.revision === revision) return;
    revision = next.revision;
    refresh();
  },
  onLine: to => {
    const says = { online: "", offline: "No connection to the runner", forbidden: "Not allowed: open the address that the runner printed" }[to];
    setText(line, says);
    setShown(line, says !== "");
  },
});
refresh();
setInterval(() => {
  if (!loaded || document.hidden) return;
  // A conversation that goes on is looked at while it does.
  if (current()?.state === "open") asked = "";
  draw();
}, 3_000);

function filter() {
  return { state: state.value, proposal: proposal.value, writing: writing.value, text: text.value };
}

const items = workers => workers.flatMap(worker => worker.items);

/** Reads the queue again; while it is being read, once more afterwards. */
async function refresh() {
  if (reading) {
    readAgain = true;
    return;
  }
  reading = true;
  await read();
  setTimeout(() => {
    reading = false;
    if (!readAgain) return;
    readAgain = false;
    refresh();
  }, pace);
}

/** Reads what the filter takes. What was asked for first may come last; only the answer to the last question is shown. */
async function read() {
  const number = ++asking;
  try {
    const next = await api.read(addressOf(filter(), taken));
    if (number !== asking) return;
    keepSelected(next);
    queue = next;
    loaded = true;
    asked = "";
    draw();
  } catch (problem) {
    if (number === asking) tell({ text: problem.message, isProblem: true });
  }
}

/** What was decided a moment ago leaves the filter; it stays on the right, as it is now, until somebody moves on. */
async function keepSelected(next) {
  if (selected === null || next.workers.some(worker => worker.items.some(item => keyOf(item) === selected))) {
    kept = null;
    return;
  }
  const worker = selected.slice(selected.indexOf(" ") + 1);
  const key = selected;
  try {
    const own = (await api.read(addressOf({ worker }, wholeWorkers))).workers[0];
    if (selected !== key) return;
    kept = own ?? null;
    asked = "";
    draw();
  } catch {
    // It is read again with the next change; until then the last that is known of it is shown.
  }
}

/** Everything that is known here: what is shown, and the part that stays on the right. */
function known() {
  return kept ? [...queue.workers, kept] : queue.workers;
}

function more() {
  if (items(queue.workers).length >= queue.parts) return;
  taken += piece;
  read();
}

const draw = oncePerFrame(() => {
  const all = items(queue.workers);
  if (selected === null && all.length) selected = keyOf(all[0]);
  list.update(queue.workers, selected, Date.now(), !loaded ? "Reading …" : isFiltered() ? "Nothing matches the filter." : "Nobody has come yet.", queue.parts - all.length);
  setText(count, loaded ? `${plural(queue.parts, "part")} of ${plural(queue.everybody, "worker")}` : "");
  setText(trouble, queue.trouble ? `The rule of the task cannot be asked, so nothing is proposed: ${queue.trouble}` : "");
  setShown(trouble, Boolean(queue.trouble));
  bulk.disabled = queue.parts === 0;
  setShown(sendNow, book.count() > 0);
  setShown(undoNow, book.count() > 0);
  show();
});

/** Shows the selected part. It is read again when the queue was, and drawn again only when it has changed: a frame in it would be loaded anew each time. */
async function show() {
  const worker = holderOf(selected);
  const item = worker?.items.find(each => keyOf(each) === selected);
  setShown(actions, item !== undefined);
  if (!item) {
    [asked, drawn] = ["", ""];
    return body.replaceChildren(loaded ? el("p", { class: "section-empty", text: "Choose a part on the left." }) : "");
  }
  const sign = JSON.stringify([item, worker.history]);
  if (asked === sign) return;
  asked = sign;
  try {
    const read = await api.read(`parts/${encodeURIComponent(item.assignment)}/${encodeURIComponent(item.worker)}`);
    if (asked !== sign) return;
    const whole = JSON.stringify([sign, read]);
    if (drawn === whole) return;
    drawn = whole;
    // A form that somebody reads must not jump back to its beginning because a deadline has come nearer.
    const top = body.dataset.key === selected ? part.scrollTop : 0;
    body.dataset.key = selected;
    body.replaceChildren(...drawPart({ item, history: worker.history, part: read }));
    part.scrollTop = top;
  } catch (problem) {
    [asked, drawn] = ["", ""];
    body.replaceChildren(el("p", { class: "section-empty", role: "alert", text: problem.message }));
  }
}

function select(key) {
  const holder = holderOf(key);
  if (holder && !queue.workers.includes(holder)) kept = holder;
  else if (holder) kept = null;
  selected = key;
  draw();
}

function holderOf(key) {
  return known().find(worker => worker.items.some(item => keyOf(item) === key));
}

function isFiltered() {
  return state.value !== "" || proposal.value !== "" || writing.value !== "" || text.value.trim() !== "";
}

function step(by) {
  const all = items(queue.workers);
  if (!all.length) return;
  const at = all.findIndex(item => keyOf(item) === selected);
  const next = at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by));
  if (next === all.length - 1) more();
  select(keyOf(all[next]));
  list.reveal(selected);
}

/** After a decision the next part that waits is what one wants to see. */
function stepOn() {
  const all = items(queue.workers);
  const at = all.findIndex(item => keyOf(item) === selected);
  const next = all.slice(at + 1).find(item => ["waiting", "question"].includes(item.state) && !book.of(item));
  if (next) {
    select(keyOf(next));
    list.reveal(selected);
  }
}

/** What was taken back is what one wants to look at again. */
function undo() {
  const back = book.undo();
  const item = items(known()).find(each => back?.assignments?.includes(each.assignment) && each.worker === back.worker);
  if (!item) return;
  select(keyOf(item));
  list.reveal(selected);
}

function current() {
  return items(known()).find(item => keyOf(item) === selected) ?? null;
}

/** Does what a key or a button says, about the part that is looked at. */
async function act(name) {
  if (name === "undo") return undo();
  const item = current();
  if (!item) return;
  if (name === "worker") return wholeWorker(item);
  const wish = await (forms[name] ?? (() => ({})))(item);
  if (!wish) return;
  const ofWorker = ["block", "softBlock", "grant"].includes(wish.act ?? name);
  book.make({ act: name, worker: item.worker, ...(ofWorker ? {} : { assignments: [item.assignment] }), ...wish }, item.worker);
  if (["approve", "reject", "softReject"].includes(name)) stepOn();
}

const reason = (label, hint) => ({ name: "because", label, kind: "long", required: true, hint });

/** What has to be asked before an act; null when it was closed. */
const forms = {
  reject: item => askFor({ title: `Reject the work of ${item.worker}`, confirm: "Reject", danger: true, fields: [reason("Reason", "The worker reads it.")] }),
  softReject: item => askFor({ title: `Soft-reject the work of ${item.worker}`, text: "They are paid, and the data stay out of the export.", confirm: "Soft-reject", fields: [{ ...reason("Reason", "Only the log has it."), required: false }] })
    .then(values => values && { because: values.because || undefined }),
  bonus: item => askFor({
    title: `A bonus for ${item.worker}`, confirm: "Pay the bonus",
    fields: [{ name: "amount", label: "Amount in dollars", kind: "money", required: true }, reason("Reason", "The worker reads it."), { name: "name", label: "Key", kind: "text", value: `bonus${item.bonuses.length ? item.bonuses.length + 1 : ""}`, hint: "No bonus is paid twice under one key." }],
  }).then(values => values && { amount: Number(values.amount), because: values.because, name: values.name || undefined }),
  block: item => askFor({
    title: `Block ${item.worker}`, confirm: "Block", danger: true,
    fields: [{ name: "act", label: "How", kind: "choice", options: [["softBlock", "Soft: from this task, by a qualification"], ["block", "Hard: from all tasks of this requester"]] }, reason("Reason", "A hard block is told to the marketplace.")],
  }),
  grant: item => askFor({
    title: `Qualify ${item.worker}`, confirm: "Give the qualification",
    fields: [{ name: "name", label: "Qualification", kind: "text", required: true }, { name: "amount", label: "Value", kind: "number", value: "1" }],
  }).then(values => values && { name: values.name, amount: Number(values.amount) || 0 }),
  note: item => askFor({ title: `A note on ${item.worker}`, confirm: "Write it down", fields: [reason("Note", "The log keeps it; the worker does not see it.")] }),
};

async function wholeWorker(item) {
  const all = await everything({ worker: item.worker });
  if (all?.length && await decideAll({ title: `All parts of ${item.worker}`, items: all, by: boot.reviewer, send: request => api.decide(request), tell })) refresh();
}

async function allShown() {
  const all = await everything(filter());
  if (all?.length && await decideAll({ title: "All that match", items: all, by: boot.reviewer, send: request => api.decide(request), tell })) refresh();
}

/** All parts that a filter takes, piece by piece. What is decided about is what was read here, however the queue changes meanwhile. */
async function everything(wanted) {
  const all = new Map();
  try {
    for (let skip = 0, parts = 1; skip < parts; skip += wholeWorkers) {
      const next = await api.read(addressOf(wanted, wholeWorkers, skip));
      for (const item of items(next.workers)) all.set(keyOf(item), item);
      parts = next.parts;
    }
    return [...all.values()];
  } catch (problem) {
    tell({ text: problem.message, isProblem: true });
    return null;
  }
}

/** Every decision of the run, newest first. */
async function showLog() {
  let rows;
  try {
    rows = await api.read("log");
  } catch (problem) {
    return tell({ text: problem.message, isProblem: true });
  }
  const close = el("button", { class: "button button-main", type: "button", text: "Close" });
  const lines = rows.map(row => el("li", {}, el("code", { text: row.worker }), " ", row.assignment ? el("code", { class: "log-assignment", text: row.assignment }) : null, " ", entry(row)));
  const dialog = el("dialog", { class: "dialog dialog-wide", "aria-labelledby": "log-title" }, el("div", { class: "dialog-form" },
    el("h2", { class: "dialog-title", id: "log-title", text: "Every decision of this run" }),
    lines.length ? el("ul", { class: "log-lines", tabindex: "0" }, ...lines) : el("p", { class: "none", text: "Nothing has been decided yet." }), el("div", { class: "dialog-buttons" }, close)));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function tell({ text: says, isProblem = false }) {
  words.textContent = says;
  toast.classList.toggle("toast-problem", isProblem);
  toast.setAttribute("role", isProblem ? "alert" : "status");
  toast.hidden = false;
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => { toast.hidden = true; }, isProblem ? 15_000 : 6_000);
  draw();
}

function changedFilter() {
  keepJson(() => sessionStorage, remembered, filter());
  taken = piece;
  // While somebody types, not for every letter.
  clearTimeout(stale);
  stale = setTimeout(read, 150);
}

/** What was chosen before; or, from the page of the run, all that one worker did. */
function restore() {
  const worker = new URLSearchParams(location.hash.slice(1)).get("worker");
  if (worker) {
    [state.value, text.value] = ["", worker];
    history.replaceState(null, "", location.pathname);
    return;
  }
  const kept = keptJson(() => sessionStorage, remembered) ?? { state: "todo" };
  state.value = kept.state ?? "todo";
  proposal.value = kept.proposal ?? "";
  writing.value = kept.writing ?? "";
  text.value = kept.text ?? "";
}

function choice(label, options) {
  return el("select", { class: "select", "aria-label": label }, ...options.map(([value, name]) => el("option", { value, text: name })));
}
