import { el, keyed, setText } from "../shared/dom.js";
import { timeOfDay } from "../shared/time.js";
import { place } from "./words.js";

/** What is wrong: first what the compiler says of the last save, then what went wrong while it ran, newest first. */
export function problemsTab() {
  const list = el("ul", { class: "problems" });
  const good = el("p", { class: "tab-empty", text: "No problems. The script is built, and nothing has failed." });
  const element = el("div", {}, list, good);
  return {
    name: "problems",
    title: "Problems",
    element,
    count: state => problems(state).length,
    update(state) {
      const all = problems(state);
      keyed(list, all, each => each.key, create, change);
      good.hidden = all.length > 0;
    },
  };
}

function problems(state) {
  const builds = (state.build.problems ?? []).map((problem, index) => ({
    ...problem, key: `build ${index} ${place(problem)} ${problem.message}`, grade: problem.severity === "warning" ? "warning" : "error",
  }));
  const faults = [...(state.faults ?? [])].reverse().map(fault => ({ ...fault, key: `fault ${fault.id}`, grade: "fault" }));
  return [...builds, ...faults];
}

const grades = { error: "error", warning: "warning", fault: "while running" };
const kinds = { world: "script", page: "page", store: "store" };

function create(problem) {
  const where = el("code", { class: "problem-place", text: place(problem) });
  const badge = el("span", { class: `badge ${problem.grade === "warning" ? "badge-turn" : "badge-bad"}`, text: grades[problem.grade] });
  const who = el("span", { class: "problem-who" });
  const what = el("p", { class: "problem-what", dir: "auto", text: problem.message });
  const remedy = problem.remedy ? el("p", { class: "problem-remedy", text: problem.remedy }) : null;
  const frames = problem.frames?.length > 1
    ? el("details", { class: "problem-frames" }, el("summary", { text: `${problem.frames.length} frames` }), el("pre", { text: problem.frames.join("\n") }))
    : null;
  const element = el("li", { class: `problem problem-${problem.grade}` }, el("div", { class: "problem-head" }, badge, where, who), what, excerpt(problem), remedy, frames);
  element.who = who;
  return element;
}

function change(element, problem) {
  const parts = [
    problem.kind && (kinds[problem.kind] ?? problem.kind), problem.conversation && `conversation ${problem.conversation}`, problem.worker,
    problem.grade === "fault" && problem.at && timeOfDay(problem.at),
  ];
  setText(element.who, parts.filter(Boolean).join(" · "));
}

/** The line of source with a mark under the column. Tabs stay tabs in the mark, so that it stands where it should. */
function excerpt({ excerpt: source, line, column }) {
  if (!source) return null;
  const mark = column > 0 ? `\n${source.slice(0, column - 1).replace(/[^\t]/g, " ")}^` : "";
  return el("pre", { class: "problem-excerpt" }, el("span", { class: "problem-line", "aria-hidden": "true", text: String(line || "") }), el("code", { text: source + mark }));
}
