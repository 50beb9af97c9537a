import { el, keyed, setShown, setText } from "../shared/dom.js";
import { brief, dollars, ending, plural, states, verdicts, acts } from "./words.js";

export const keyOf = item => `${item.assignment} ${item.worker}`;

const open = ["waiting", "question"];

/** Where the parts that a filter takes are read: `state` (or "todo" for all that wait), `proposal`, `writing`, `worker`, and words that stand anywhere in them. */
export function addressOf({ state = "", proposal = "", writing = "", worker = "", text = "" }, take, skip = 0) {
  const wanted = Object.entries({ state, proposal, writing, worker, text: text.trim(), take, skip }).filter(([, value]) => value !== "" && value !== 0);
  return `review?${new URLSearchParams(wanted)}`;
}

/** The list of parts, worker by worker, the nearest deadline first. */
export function queueList({ select, more, pendingOf }) {
  const list = el("ul", { class: "queue" });
  const empty = el("p", { class: "section-empty", text: "" });
  const rest = el("button", { class: "button button-small queue-rest", type: "button", on: { click: more } });
  const element = el("nav", { class: "queue-pane", "aria-label": "Parts to review" }, empty, list, rest);
  // Whoever scrolls to the end wants to go on.
  new IntersectionObserver(seen => seen.some(one => one.isIntersecting) && more(), { root: element }).observe(rest);
  return {
    element,
    update(workers, selected, now, whenEmpty, unread) {
      setText(empty, whenEmpty);
      setShown(empty, workers.length === 0);
      setText(rest, `${plural(unread, "more part")}: show them`);
      setShown(rest, unread > 0);
      keyed(list, workers, worker => worker.worker, createWorker, (row, worker) => {
        setText(row.querySelector(".queue-history"), historyLine(worker.history));
        keyed(row.querySelector("ul"), worker.items, keyOf, item => createItem(item, select), (line, item) => drawItem(line, item, selected, pendingOf(item), now));
      });
    },
    reveal(key) {
      const line = [...list.querySelectorAll(".queue-item")].find(each => each.dataset.key === key);
      line?.scrollIntoView({ block: "nearest" });
    },
  };
}

/** What is known of a worker, in one line. */
export function historyLine({ runs, approved, rejected, bonuses }) {
  const parts = [runs > 1 ? plural(runs, "run") : "first run", `${approved} approved`];
  if (rejected) parts.push(`${rejected} rejected`);
  if (bonuses) parts.push(plural(bonuses, "bonus", "bonuses"));
  return parts.join(" · ");
}

function createWorker(worker) {
  return el("li", { class: "queue-worker" }, el("p", { class: "queue-head" }, el("code", { class: "queue-name", text: worker.worker }), el("span", { class: "queue-history" })), el("ul"));
}

function createItem(item, select) {
  const button = el("button", { class: "queue-item", type: "button", "data-key": keyOf(item) },
    el("span", { class: "badge queue-state" }), el("span", { class: "queue-what" }), el("span", { class: "badge queue-proposal" }), el("span", { class: "badge badge-turn queue-writing" }),
    el("span", { class: "queue-when" }));
  button.addEventListener("click", () => select(keyOf(item)));
  return el("li", {}, button);
}

function drawItem(line, item, selected, pending, now) {
  const button = line.firstChild;
  const [state, what, proposal, writing, when] = button.children;
  const [text, style] = pending ? [`${acts[pending] ?? pending} …`, "badge-pending"] : states[item.state] ?? [item.state, ""];
  setText(state, text);
  state.className = `badge queue-state ${style}`;
  setText(what, [ending(item.ended), item.bonuses.length ? `bonus ${dollars(item.bonuses.reduce((sum, bonus) => sum + bonus.amount, 0))}` : ""].filter(Boolean).join(" · "));
  const [verdict, color] = verdicts[item.proposal?.verdict] ?? ["", ""];
  setText(proposal, verdict ? `rule: ${verdict}` : "");
  proposal.className = `badge queue-proposal ${color}`;
  setShown(proposal, verdict !== "" && open.includes(item.state));
  const mark = markOf(item);
  setText(writing, mark);
  setShown(writing, mark !== "");
  setText(when, item.approvesItself ? `${brief(item.approvesItself - now)} left` : "");
  if (selected === keyOf(item)) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
}

/** What of the writing is worth a word in the list: most of an answer came in another way than by hand. */
export function markOf({ writing }) {
  if (!writing) return "";
  return [writing.isMostlyPasted ? "pasted" : "", writing.marks.includes("untyped") ? "not typed" : ""].filter(Boolean).join(", ");
}
