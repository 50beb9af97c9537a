import { el, keyed, setShown, setText } from "../shared/dom.js";
import { brief, cents, ending, places } from "./words.js";

const order = ["talking", "onboarding", "waiting", "away", "over", "refused", "gone"];

/** Everybody who came: those who are here first, with where they are and since when. */
export function workerTable(reviewHref) {
  const body = el("tbody");
  const head = el("tr", {}, ...["Worker", "Where", "Since", "Role", "Conversation", "How it ended", "Owed"].map(text => el("th", { scope: "col", text })));
  const empty = el("p", { class: "section-empty", text: "Nobody has come yet." });
  const scroll = el("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Table of workers" }, el("table", { class: "table" }, el("thead", {}, head), body));
  const element = el("section", { class: "section" }, el("h2", { class: "section-title", text: "Workers" }), empty, scroll);
  return {
    element,
    update(workers, now) {
      setShown(empty, workers.length === 0);
      setShown(scroll, workers.length > 0);
      const sorted = [...workers].sort((one, other) => order.indexOf(one.place) - order.indexOf(other.place));
      keyed(body, sorted, one => `${one.assignment} ${one.worker}`, create, (row, one) => draw(row, one, now, reviewHref));
    },
    tick(now) {
      for (const row of body.children) row.__since?.(now);
    },
  };
}

function create() {
  const cells = Array.from({ length: 7 }, () => el("td"));
  return el("tr", {}, ...cells);
}

function draw(row, one, now, reviewHref) {
  const [who, where, since, role, conversation, ended, due] = row.children;
  if (!who.firstChild) {
    const name = el("code", { class: "worker-id", text: one.isOperator ? "you" : one.worker });
    who.append(one.isOperator ? name : el("a", { href: `${reviewHref}#worker=${encodeURIComponent(one.worker)}`, title: `Review the work of ${one.worker}` }, name));
  }
  row.dataset.place = one.place;
  const offline = one.online === false;
  const text = offline && one.place !== "away" ? `${places[one.place]}, line lost` : places[one.place] ?? one.place;
  where.className = `place place-${offline ? "away" : one.place}`;
  setText(where, text);
  setText(role, one.role ?? "");
  setText(conversation, one.conversation ? String(one.conversation) : "");
  setText(ended, one.place === "over" || one.place === "refused" || one.place === "gone" ? ending(one.detail) : "");
  setText(due, one.due && one.due !== "nothing" ? (one.due === "review" ? "by the review" : cents(one.cents)) : "");
  row.__since = at => setText(since, `${brief(at - one.since)}${one.place === "over" || one.place === "gone" || one.place === "refused" ? " ago" : ""}`);
  row.__since(now);
}
