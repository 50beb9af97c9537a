import { el, oncePerFrame } from "../shared/dom.js";
import { keepJson, keptJson } from "../shared/keep.js";
import { Clock } from "../worker/clock.js";
import { changesTab } from "./changes.js";
import { journalTab } from "./journal.js";
import { panel } from "./panel.js";
import { workerPanes } from "./panes.js";
import { problemsTab } from "./problems.js";
import { harnessSocket } from "./socket.js";
import { reviewTab, savedTab } from "./tables.js";
import { topBar } from "./topbar.js";

/** The harness: one socket brings the whole state of the rehearsal, and every part of the page draws its share of it. */
const boot = JSON.parse(document.getElementById("boot").textContent);
const clock = new Clock();
const memory = remembered(`crowdwork.harness.${boot.task}`);
const toast = el("p", { class: "toast", role: "alert", hidden: true });
let state = null;
let toastEnds = 0;

const socket = harnessSocket({
  token: boot.token,
  task: boot.task,
  onState: next => {
    state = next;
    clock.set(next.clock.now, next.clock.running);
    draw();
  },
  onLine: line => {
    if (line === "forbidden") return newToken();
    bar.line(line === "online" ? "" : "No connection to the runner");
  },
});

const bar = topBar(document.getElementById("bar"), {
  ask, bots, clock, showProblems: () => details.show("problems"), themeChanged: () => panes.turnTheme(),
});
const panes = workerPanes(document.getElementById("stage"), { ask, bots, memory });
const details = panel(document.getElementById("dock"), [problemsTab(), journalTab(), savedTab(), reviewTab(), changesTab()], { memory, read: socket.read, ask });
const draw = oncePerFrame(() => {
  bar.update(state);
  panes.update(state.workers, clock);
  details.update(state);
  tick();
});
document.body.append(toast);
setInterval(tick, 500);

function tick() {
  bar.tick();
  panes.tick(clock);
}

/** The bots that can play, by name. */
function bots() {
  return state?.bots ?? [];
}

/** Gives a command, and says so when it was not carried out. */
async function ask(what, args) {
  const answer = await socket.ask(what, args);
  if (answer.ok) return;
  toast.textContent = answer.problem;
  toast.hidden = false;
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => { toast.hidden = true; }, 6_000);
}

/** The runner was started anew and has another token: the page is loaded again, once. */
function newToken() {
  const last = Number(keptJson(() => sessionStorage, "crowdwork.harness.loaded") ?? 0);
  if (Date.now() - last < 10_000) return bar.line("Not allowed. Open the address that the runner printed.");
  keepJson(() => sessionStorage, "crowdwork.harness.loaded", Date.now());
  location.reload();
}

function remembered(key) {
  const values = keptJson(() => localStorage, key) ?? {};
  return {
    get: name => values[name],
    set(name, value) {
      values[name] = value;
      keepJson(() => localStorage, key, values);
    },
  };
}
