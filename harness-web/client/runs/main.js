import { el, oncePerFrame, setShown, setText } from "../shared/dom.js";
import { runActions } from "./actions.js";
import { faultList } from "./faults.js";
import { figures } from "./figures.js";
import { runApi, runSocket } from "./socket.js";
import { workerTable } from "./workers.js";

/** The page of a run: one socket brings how it stands, and every part of the page draws its share of it. */
const boot = JSON.parse(document.getElementById("boot").textContent);
const reviewHref = `/runs/${encodeURIComponent(boot.run)}/review`;
const main = document.getElementById("main");
const toast = el("p", { class: "toast", role: "status", hidden: true });
const trouble = el("p", { class: "notice notice-turn", role: "status", hidden: true });
const notServed = el("p", { class: "notice", hidden: true }, "No process serves this run just now, so nobody can come in. To go on with it: ", el("code", { text: `runner resume ${boot.run}` }));
const bar = runActions(document.getElementById("bar"), runApi(boot), say);
const numbers = figures();
const faults = faultList();
const workers = workerTable(reviewHref);
let state = null;
let toastEnds = 0;

main.replaceChildren(trouble, notServed, numbers.element, ...seat(), faults.element, workers.element);
document.body.append(toast);

const draw = oncePerFrame(() => {
  bar.update(state);
  setText(trouble, state.trouble ? `Waiting: ${state.trouble}` : "");
  setShown(trouble, Boolean(state.trouble));
  setShown(notServed, state.run.phase === "notServed");
  numbers.update(state, reviewHref);
  faults.update(state.faults);
  workers.update(state.workers, Date.now());
});

runSocket({
  ...boot,
  onState: next => {
    state = next;
    draw();
  },
  onLine: line => bar.line({ online: "", offline: "No connection to the runner", forbidden: "Not allowed: open the address that the runner printed" }[line]),
});
setInterval(() => workers.tick(Date.now()), 1_000);

/** The operator's own seat, where the task keeps a role for them: the page that every worker has. */
function seat() {
  if (!boot.seat) return [];
  const frame = el("iframe", { class: "seat-frame", src: boot.seat, title: "Your own seat in the conversations" });
  return [el("details", { class: "section seat", open: true }, el("summary", { class: "section-title", text: "Your own seat" }), frame)];
}

function say(words) {
  toast.textContent = words;
  toast.hidden = false;
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => { toast.hidden = true; }, 5_000);
}
