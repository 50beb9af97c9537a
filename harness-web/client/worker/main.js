import { el, oncePerFrame, setAttribute, setShown, setText } from "../shared/dom.js";
import { icon } from "../shared/icons.js";
import { keepJson, keptJson } from "../shared/keep.js";
import { attention } from "./attention.js";
import { authorPages } from "./author.js";
import { Clock } from "./clock.js";
import { blank, currentPrompt, quiet, reduce } from "./conversation.js";
import { Drafts } from "./drafts.js";
import { endScreen } from "./ending.js";
import { handInPanel } from "./hand-in.js";
import { reportFaults } from "./faults.js";
import { instructionsPane } from "./instructions.js";
import { Line } from "./line.js";
import { waitingRoom } from "./lobby.js";
import { messageList } from "./messages.js";
import { connectionBadge, noticeBar, scriptNote, supersededSheet } from "./notices.js";
import { isPaged, pageForm } from "./page-form.js";
import { promptArea } from "./prompt.js";
import { shownPane } from "./shown.js";
import { Signals } from "./signals.js";
import { isPlain, named, nameRoles, refused } from "./texts.js";
import { turnLine } from "./turn.js";

/**
 * A worker's page: one line to the server, one state, and views that are brought in line with it at most once a frame. A
 * changed script arrives as one `reset` frame and is therefore one drawing.
 */
const boot = JSON.parse(document.getElementById("boot").textContent);
const clock = new Clock();
const drafts = new Drafts();
const signals = new Signals({ drafts, counts: boot.signals !== false });
const wide = matchMedia("(min-width: 820px)");
const roomy = matchMedia("(min-width: 1080px)");
let state = blank();
let connection = "connecting";
let failed = [];
let typingStops = 0;
nameRoles(boot.labels);

const line = new Line({
  token: boot.token,
  tab: Array.from(crypto.getRandomValues(new Uint8Array(5)), byte => (byte % 36).toString(36) + (byte >> 5).toString(36)).join(""),
  position: () => ({ conversation: state.conversation, edition: state.edition, seq: state.seq }),
  onFrame: heard,
  onState: next => {
    connection = next;
    draw();
  },
  onWelcome: ({ task, worker }, outbox) => {
    const key = `crowdwork:outbox:${task}:${worker}`;
    outbox.attach(keptJson(() => sessionStorage, key), items => keepJson(() => sessionStorage, key, items));
    drafts.attach(task, worker);
    prompt.restore();
    signals.restore();
    faults.flush();
    author.welcome();
  },
});
const faults = reportFaults(frame => line.mention(frame));

const call = attention(boot.title);
const instructions = instructionsPane(document.getElementById("instructions"), { ...boot.instructions, token: boot.token, changed: () => draw() });
const say = frame => { line.say(frame); draw(); };
const prompt = promptArea({ say, typing: () => line.mention({ t: "typing" }), drafts, signals, wide: () => wide.matches });
const pages = pageForm({ say, drafts, signals });
const shown = shownPane({ task: boot.task, token: boot.token, heard: (frame, message) => {
  if (message.t === "fault") faults.tell(message.message, `/${frame.page}`, message.line, message.column);
  else pages.heard(frame, message);
} });
const giveBack = leaveDialog();
const author = authorPages({
  task: boot.task, roles: boot.pages ?? {}, runtime: boot.harness ? "development" : "production", mention: frame => line.mention(frame), say, drafts, signals, faults,
  changed: Object.assign(() => draw(), { now: () => drawNow() }), now: () => clock.now,
});
const views = [
  shown, pages, instructions, connectionBadge(), noticeBar(), scriptNote(), supersededSheet({ takeOver: () => line.takeOver() }),
  waitingRoom(instructions.lobby), messageList({ retry: () => line.check(), takeBack, discard }), turnLine(), prompt,
  endScreen({ again: boot.harness ? takePartAgain : null, handIn: boot.handIn ? handInPanel({ handIn: boot.handIn, token: boot.token, again: takePartAgain }) : null }), giveBack,
];
const [, , , badge, bar, note, cover, lobby, messages, turn, , ending] = views;
const side = el("aside", { class: "side", "aria-label": "About the task" }, shown.element, instructions.side);
const chat = el("section", { class: "chat", "aria-label": "Conversation" },
  bar.element, note.element, author.slot("default"), lobby.element, messages.element, ending.element, turn.element, prompt.element);
const role = document.getElementById("role");

function heard(frame) {
  if (frame.t === "welcome" || frame.t === "clock") clock.set(frame.now, frame.running);
  if (frame.t === "roles") {
    nameRoles(frame.labels);
    instructions.hear(frame.instructions);
    messages.renamed();
  }
  if (frame.t === "page" || frame.t === "roles") return author.hear(frame);
  if (frame.t === "refused") return turnedDown(frame);
  if (frame.t === "typing") {
    clearTimeout(typingStops);
    typingStops = setTimeout(() => change(quiet(state)), 4_000);
  }
  if (frame.t === "event" && (frame.k === "told" || frame.k === "asked" || frame.k === "ended")) call.call(frame.k !== "told");
  change(reduce(state, frame));
}

function change(next) {
  if (next === state) return;
  if (next.phase !== state.phase && next.phase === "waiting") failed = [];
  state = next;
  call.turn(currentPrompt(state, line.outbox.items) !== null);
  draw();
}

function takePartAgain() {
  line.outbox.drop("again");
  line.say({ t: "again" });
}

/** The server will never take it: the words go back to the worker, into the box if it is free. */
function turnedDown({ why, text, answers }) {
  if (answers?.frame.t !== "say") return draw();
  const because = text || refused[why] || refused.invalid;
  draw.now();
  if (pages.refused(answers.frame, because)) return draw();
  if (answers.frame.text && prompt.give(answers.frame.text, because, answers.frame.signals)) return draw();
  failed = [...failed, { frame: answers.frame, why, text: because }];
  draw();
}

function takeBack(cid) {
  const item = failed.find(each => each.frame.cid === cid);
  if (item && prompt.give(item.frame.text, "", item.frame.signals)) discard(cid);
}

function discard(cid) {
  failed = failed.filter(each => each.frame.cid !== cid);
  draw();
}

function drawNow() {
  const paged = isPaged(state);
  const view = { state, outbox: line.outbox.items, failed, connection, clock, now: performance.now(), wide: paged ? roomy.matches : wide.matches, author };
  signals.update(view);
  author.choose(view);
  for (const each of views) each.update(view);
  setText(role, state.role === null ? "" : named(state.role));
  setShown(role, !isPlain(state.role));
  setShown(messages.element, state.phase === "talking" || state.phase === "ended");
  setShown(side, !shown.element.hidden || !instructions.side.hidden);
  setAttribute(document.body, "data-phase", state.phase);
  setAttribute(document.body, "data-page", author.whole ? "own" : author.pending && state.phase === "talking" ? "loading" : "standard");
  setAttribute(document.body, "data-side", !side.hidden && !author.whole);
  setAttribute(document.body, "data-layout", paged ? "page" : null);
  author.draw();
}

/** What scrolls can be scrolled by keyboard, and what does not is no stop on the way through the page. */
function reachable(element) {
  const look = () => setAttribute(element, "tabindex", element.scrollHeight > element.clientHeight + 1 ? "0" : null);
  const sizes = new ResizeObserver(look);
  const watch = () => [element, ...element.children].forEach(each => sizes.observe(each));
  new MutationObserver(watch).observe(element, { childList: true });
  watch();
}

function drawSoon() {
  const soon = oncePerFrame(drawNow);
  soon.now = drawNow;
  return soon;
}

const draw = drawSoon();

/** Giving the work back is final, so it asks once. */
function leaveDialog() {
  const dialog = el("dialog", { class: "sheet sheet-small", "aria-labelledby": "leave-title" });
  const stay = el("button", { class: "button", type: "button", text: "Stay", on: { click: () => dialog.close() } });
  const leave = el("button", { class: "button button-main", type: "button", text: "Give the work back" });
  leave.addEventListener("click", () => {
    dialog.close();
    line.say({ t: "return" });
  });
  dialog.append(el("div", { class: "sheet-body" }, el("h2", { id: "leave-title", text: "Give the work back?" }),
    el("p", { text: "You leave the task, and cannot come back to it. The others are told that you have left." })),
  el("div", { class: "sheet-foot" }, stay, leave));
  const button = el("button", { class: "tool tool-icon", type: "button", title: "Give the work back", "aria-label": "Give the work back" }, icon("door"));
  button.addEventListener("click", () => dialog.showModal());
  return {
    button,
    dialog,
    update: view => {
      setShown(button, view.state.phase === "talking");
      if (view.state.phase === "ended" && dialog.open) dialog.close();
    },
  };
}

/** What the harness around this page asks of it. Nobody else is listened to. */
function listenToHarness() {
  addEventListener("message", event => {
    if (event.source !== parent || event.origin !== location.origin) return;
    if (event.data?.t === "theme") document.documentElement.dataset.theme = event.data.theme;
    if (event.data?.t === "break") line.breakFor(Number(event.data.seconds) * 1000);
  });
}

function tooSmall() {
  return boot.blockMobile && matchMedia("(pointer: coarse) and (hover: none)").matches && Math.min(screen.width, screen.height) < 600;
}

function begin() {
  const page = document.getElementById("page");
  if (tooSmall()) {
    page.replaceChildren(el("section", { class: "cover-card" }, el("h2", { text: "This task needs a larger screen" }),
      el("p", { text: "Please open it on a computer or a tablet. Nothing has been started, and your place is free for somebody else." })));
    return;
  }
  document.getElementById("tools").append(badge.element, instructions.button, call.button, giveBack.button);
  for (const each of [side, lobby.element, author.slot("default")]) reachable(each);
  page.replaceChildren(side, chat, cover.element, instructions.dialog, giveBack.dialog);
  if (boot.harness && parent !== window) listenToHarness();
  for (const event of ["online", "pageshow"]) addEventListener(event, () => line.check());
  document.addEventListener("visibilitychange", () => document.hidden || line.check());
  document.addEventListener("visibilitychange", () => signals.look());
  // A moment later: while the focus goes from this page to a frame within it, it is nowhere.
  for (const event of ["blur", "focus"]) addEventListener(event, () => setTimeout(() => signals.look()));
  addEventListener("beforeunload", event => line.outbox.safe || event.preventDefault());
  wide.addEventListener("change", draw);
  roomy.addEventListener("change", draw);
  setInterval(draw, 500);
  drawNow();
  line.start();
}

begin();
