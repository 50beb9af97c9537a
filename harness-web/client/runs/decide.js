import { acts } from "./words.js";

/** How long a decision can be taken back before it is sent. Money that has gone out cannot be asked back, so it goes out a little later. */
export const hold = 5_000;

const opposites = { block: "unblock", softBlock: "softUnblock", grant: "revoke" };

/**
 * The decisions of this page: each is held for a moment, then sent, and remembered so that it can be undone as far as a marketplace allows. `changed` is called
 * whenever what is pending has changed, `tell` with `{ text, isProblem }` when there is something to say.
 */
export function decisions({ send, by, changed, tell, timer = (run, time) => setTimeout(run, time), cancel = clearTimeout }) {
  const pending = [];
  const made = [];

  /** Decides about a part or a worker. The same part cannot have two decisions of one kind on their way. */
  function make(request, label) {
    const entry = { request: { by, ...request }, label, timer: null };
    const same = pending.find(other => keyOf(other.request) === keyOf(request));
    if (same) drop(same);
    pending.push(entry);
    entry.timer = timer(() => go(entry), hold);
    changed();
    tell({ text: `${acts[request.act] ?? request.act}: ${label}`, pending: true });
  }

  async function go(entry, keepalive = false) {
    if (!drop(entry)) return;
    // From now on, and not when the answer has come: whoever takes back takes back what they decided last.
    if (entry.request.act !== "undo") made.push(entry);
    entry.sent = deliver(entry, keepalive);
    await entry.sent;
  }

  async function deliver(entry, keepalive) {
    let isDecided = false;
    try {
      const answer = await send(entry.request, keepalive);
      const problem = problemOf(answer);
      if (problem) tell({ text: `${entry.label}: ${problem}`, isProblem: true });
      isDecided = (answer.problems ?? []).length === 0;
    } catch (problem) {
      tell({ text: `${entry.label}: ${problem.message} It is not decided.`, isProblem: true });
    }
    if (!isDecided && made.includes(entry)) made.splice(made.indexOf(entry), 1);
    changed(true);
    return isDecided;
  }

  function drop(entry) {
    const at = pending.indexOf(entry);
    if (at < 0) return false;
    cancel(entry.timer);
    pending.splice(at, 1);
    return true;
  }

  /** Takes the last decision back: at once where it was not sent yet (and answers with it), otherwise by another line in the log. */
  function undo() {
    const last = pending.at(-1);
    if (last) {
      drop(last);
      changed();
      tell({ text: `Taken back: ${last.label}` });
      return last.request;
    }
    const entry = made.pop();
    return entry ? takeBack(entry) : tell({ text: "There is nothing to take back." });
  }

  async function takeBack(entry) {
    const { act, assignments, worker, name } = entry.request;
    if (act === "note") return tell({ text: "A note stays in the log." });
    // It may be on its way; what was not decided after all has been told.
    if (!await entry.sent) return;
    const back = opposites[act] ? { act: opposites[act], worker, name } : { act: "undo", assignments, worker, name: act === "bonus" ? name ?? "bonus" : undefined };
    const again = { request: { by, ...back, because: "Taken back." }, label: entry.label, timer: null };
    pending.push(again);
    tell({ text: `Taking back: ${entry.label}` });
    await go(again);
  }

  return {
    make,
    undo,
    /** What is on its way for a part, or null. */
    of: item => pending.find(({ request }) => request.assignments?.includes(item.assignment) && (request.worker ?? item.worker) === item.worker)?.request.act ?? null,
    count: () => pending.length,
    /** Sends at once what is held: the page goes away, or somebody does not want to wait. */
    flush(keepalive = false) {
      return Promise.all([...pending].map(entry => go(entry, keepalive)));
    },
  };
}

const keyOf = ({ act, assignments = [], worker, name }) => `${["bonus", "note", "grant"].includes(act) ? act : assignments.length ? "verdict" : act} ${assignments.join()} ${worker} ${name ?? ""}`;

/** What went wrong, in words; empty when nothing did. */
export function problemOf({ problems = [], halted = null, lines = [] }) {
  if (problems.length) return problems.map(({ what, whatToDo }) => `${what} ${whatToDo}`).join("\n");
  if (halted) return `${halted}\nIt is decided, and will be carried out later.`;
  const failed = lines.filter(({ outcome }) => !["done", "due", "later"].includes(outcome));
  return failed.map(({ act, outcome, detail }) => `${act} ${outcome}${detail ? `: ${detail}` : ""}`).join("\n");
}
