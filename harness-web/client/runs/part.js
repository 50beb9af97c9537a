import { el } from "../shared/dom.js";
import { countdown, timeOfDay } from "../shared/time.js";
import { folded, leaves } from "./folded.js";
import { historyLine } from "./queue.js";
import { acts, cents, dateTime, dollars, ending, states, verdicts } from "./words.js";

const fewSaved = 4;
const fewValues = 40;

/** One part: who, what is proposed and decided, the answer, and the conversation as this worker saw it. Everything a worker wrote is set as text. */
export function drawPart({ item, history, part }) {
  return [head(item, history), facts(item, part), el("div", { class: "part-columns" }, transcript(item, part), answer(item, part))];
}

function head(item, history) {
  const [text, style] = states[item.state] ?? [item.state, ""];
  return el("header", { class: "part-head" },
    el("h2", { class: "part-title" }, el("code", { text: item.worker })), el("span", { class: `badge ${style}`, text }), el("span", { class: "part-history", text: historyLine(history) }),
    el("span", { class: "part-history", text: `${dollars(history.paid)} paid in all` }), ...history.qualifications.map(name => el("span", { class: "badge", dir: "auto", text: name })));
}

function facts(item, part) {
  const rows = [];
  if (item.question) rows.push(["Look at this", el("span", { class: "fact-bad", text: item.question })]);
  if (item.proposal) rows.push(["The rule says", proposal(item.proposal)]);
  if (item.decision) rows.push(["Decided", entry(item.decision)]);
  for (const bonus of item.bonuses) rows.push(["Bonus", `${dollars(bonus.amount)}${bonus.isPaid ? ", paid" : ""}${bonus.because ? `: ${bonus.because}` : ""}`]);
  rows.push(["Ended", [ending(item.ended) || "open", item.due === "owed" ? `${dollars(item.dueAmount)} was promised` : ""].filter(Boolean).join(", ")]);
  if (part) rows.push(["Took", `${countdown(part.to - part.from)}, ${part.lines.filter(line => line.kind === "said").length} answers`]);
  if (part?.writing) rows.push(["Written", part.writing]);
  if (item.submitted) rows.push(["Handed in", dateTime(item.submitted)]);
  if (item.approvesItself) rows.push(["Approves itself", dateTime(item.approvesItself)]);
  rows.push(["Assignment", el("code", { text: item.assignment })]);
  return el("dl", { class: "facts" }, ...rows.flatMap(([name, value]) => [el("dt", { text: name }), el("dd", { dir: "auto" }, value)]));
}

function proposal({ verdict, because, bonus }) {
  const [text, style] = verdicts[verdict] ?? [verdict, ""];
  return el("span", {}, el("span", { class: `badge ${style}`, text }), ` ${because}${bonus ? ` Bonus ${dollars(bonus)}.` : ""}`);
}

export const entry = ({ act, by, because, name, at, cents: amount }) =>
  el("span", { dir: "auto" }, `${acts[act] ?? act}${name && act !== "bonus" ? ` ${name}` : ""}${amount && act === "bonus" ? ` ${cents(amount)}` : ""} by ${by}, ${dateTime(at)}${because ? `: ${because}` : ""}`);

function answer(item, part) {
  const pieces = [];
  if (part?.answerPage) pieces.push(el("iframe", { class: "answer-frame", src: part.answerPage, sandbox: "allow-scripts", title: `The answer of ${item.worker}` }));
  // Of many, the task's own page shows what matters, or the last one sums them up.
  const saved = part?.saved ?? [];
  const areMany = saved.length > fewSaved && saved.reduce((sum, one) => sum + leaves(one.data), 0) > fewValues;
  for (const [index, one] of saved.entries())
    pieces.push(el("section", { class: "saved" }, el("h4", { class: "saved-type", text: one.type || "Saved" }), folded(one.data, areMany ? index === saved.length - 1 : undefined)));
  if (!pieces.length) pieces.push(el("p", { class: "none", text: "Nothing was saved." }));
  if (item.answer) pieces.push(el("details", { class: "raw" }, el("summary", { text: "What was handed in to the marketplace" }), el("pre", { class: "json", tabindex: "0", text: item.answer })));
  if (item.log.length) pieces.push(el("section", { class: "log" }, el("h3", { class: "column-title", text: "Log" }), el("ul", {}, ...item.log.map(one => el("li", {}, entry(one))))));
  return el("section", { class: "column", "aria-label": "Answer" }, el("h3", { class: "column-title", text: "Answer" }), ...pieces);
}

function transcript(item, part) {
  const title = el("h3", { class: "column-title" }, "As the worker saw it");
  if (!part) return el("section", { class: "column", "aria-label": "Transcript" }, title, el("p", { class: "none", text: item.conversation ? "The journal has nothing of it." : "They never were in a conversation." }));
  return el("section", { class: "column", "aria-label": "Transcript" }, title, el("ol", { class: "lines" }, ...part.lines.map(line => draw(line, part.role)).filter(Boolean)));
}

function draw(line, role) {
  const time = el("time", { class: "line-time", datetime: new Date(line.at).toISOString(), text: timeOfDay(line.at) });
  switch (line.kind) {
    case "seated": return row("note", time, `Began as ${role}${line.options?.length ? `, with ${line.options.join(", ")}` : ""}`);
    case "told": return row(line.from === "task" ? "task" : "other", time, said(line.from === "task" ? "task" : line.from, line.text));
    case "shown": return row("shown", time, said("shown", line.text), line.data === null ? null : folded(line.data));
    case "asked": return row("task", time, said("asks", line.text), line.options?.length ? el("p", { class: "options", dir: "auto", text: line.options.join(" / ") }) : null, form(line.data));
    case "said": return row("own", time, said(role, line.text, thought(line.thought)), line.data === null ? null : folded(line.data), wrote(line.wrote));
    case "again": return row("again", time, said("refused", line.options?.[0] ?? ""), el("p", { class: "options", dir: "auto", text: [line.text, ...Object.values(line.data ?? {})].filter(Boolean).join(" ") }), wrote(line.wrote));
    case "withdrawn": return row("note", time, "The question was taken back");
    case "departed": return row("note", time, `${line.from} left (${ending(lower(line.text))})`);
    case "ended": return row("note", time, `${ending(line.from)}: ${line.text}`);
    default: return null;
  }
}

const lower = text => (text ? text.charAt(0).toLowerCase() + text.slice(1) : "");

function row(kind, time, ...content) {
  return el("li", { class: `line line-${kind}` }, time, el("div", { class: "line-body", dir: "auto" }, ...content));
}

function said(who, text, more = null) {
  return el("p", { class: "line-said" }, el("span", { class: "line-who", text: who }), " ", el("span", { class: "line-text", dir: "auto", text: text ?? "" }), more);
}

/** How long they took since the last thing they saw. Very short and very long is what a reviewer looks for. */
function thought(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return null;
  const text = milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s` : countdown(milliseconds);
  return el("span", { class: milliseconds < 1_000 ? "thought thought-fast" : "thought", title: "Since the last thing that they saw" }, el("span", { class: "sr", text: "after " }), text);
}

/** How they wrote it, as their page told. What should catch the eye is a badge, the rest is small. */
function wrote(remarks) {
  if (!remarks?.length) return null;
  return el("p", { class: "wrote", title: "As the worker's own page tells it: evidence, and no proof" }, el("span", { class: "sr", text: "How it was written: " }),
    ...remarks.flatMap(({ text, isMark }, index) => [index ? el("span", { class: "sr", text: ", " }) : null, el("span", { class: isMark ? "badge badge-turn" : "wrote-fact", text })]));
}

/** The fields of a form that was asked for: their labels are enough. */
function form(fields) {
  if (!Array.isArray(fields)) return null;
  const labels = fields.map(field => field?.label ?? field?.name).filter(Boolean);
  return labels.length ? el("p", { class: "options", dir: "auto", text: labels.join(" / ") }) : null;
}
