import { currentPrompt } from "./conversation.js";
import { departed, isPlain, refused, waitingFor, withdrawn } from "./texts.js";

/**
 * What a component of a task's author is given, as a pure function of what the page knows. docs/jsx-pages.md and
 * tasks/crowdwork.d.ts describe it for authors; whoever changes it changes all three.
 */
export function propsOf({ state, outbox, failed, connection }) {
  return {
    role: state.role,
    others: state.others,
    worker: { id: state.worker, role: state.role, online: connection === "online" },
    data: state.shown?.data ?? null,
    messages: messagesOf(state, outbox, failed),
    prompt: promptOf(currentPrompt(state, outbox), failed),
    free: state.floor,
    waiting: waitingOf(state, outbox),
    ending: state.ending && { state: state.ending.state, text: state.ending.text, pay: state.ending.pay },
    preview: false,
  };
}

/** Where a file of the task's public/ is fetched from: in a rehearsal and in a run, whose files are a copy. */
export function fileOf(task) {
  return name => `/worker/pages/${encodeURIComponent(task)}/public/${String(name).split("/").map(encodeURIComponent).join("/")}`;
}

/** Before the work is accepted there is nobody yet to whom anything could have happened, and nothing can be sent. */
export function previewProps(task) {
  const nothing = () => false;
  return {
    role: null, others: [], worker: { id: "", role: null, online: false }, data: null, messages: [], prompt: null, free: false, waiting: null, ending: null,
    preview: true, send: nothing, submit: nothing, draft: "", setDraft: nothing, now: () => Date.now(), file: fileOf(task),
  };
}

/** The messages, oldest first: what is stored, then what is under way. */
function messagesOf(state, outbox, failed) {
  const stored = state.entries.map(entry => ({ ...messageOf(entry, state), status: entry.rejected ? "rejected" : "sent" }));
  const pending = outbox.filter(item => item.frame.t === "say").map(item => own(item.frame, state, { at: item.at, status: "sending", why: "" }));
  const lost = failed.map(item => own(item.frame, state, { at: null, status: "failed", why: item.text || refused[item.why] || refused.invalid }));
  return [...stored, ...pending, ...lost];
}

function own(frame, state, rest) {
  const labels = Object.fromEntries((state.asked[frame.prompt]?.fields ?? []).map(field => [field.name, field.label ?? field.name]));
  return { id: `c${frame.cid}`, kind: "said", from: "me", text: frame.text ?? "", fields: frame.fields ?? null, labels, ...rest };
}

/** One entry of the list as an author gets it. Notes come with the sentence that the standard page would show. */
export function messageOf(entry, state) {
  const common = { id: entry.key, kind: entry.kind, at: entry.at ?? null, fields: entry.fields ?? null, labels: entry.labels ?? {}, why: "" };
  switch (entry.kind) {
    case "said": return { ...common, from: "me", text: entry.text };
    case "told":
    case "asked": return { ...common, from: entry.from, text: entry.text };
    case "withdrawn": return { ...common, kind: "note", from: "task", text: withdrawn(entry.why) };
    case "departed": return { ...common, kind: "note", from: "task", text: departed(isPlain(entry.role) ? "other worker" : entry.role, entry.why) };
    default: return { ...common, kind: "note", from: "task", text: [entry.text, ...Object.values(entry.problems ?? {})].filter(Boolean).join(" ") };
  }
}

function promptOf(prompt, failed) {
  if (!prompt) return null;
  const lost = failed.findLast(item => item.frame.prompt === prompt.number && item.frame.fields);
  const { "": whole, ...problems } = prompt.again?.problems ?? {};
  return {
    number: prompt.number, kind: prompt.kind === "page" ? "form" : prompt.kind, text: prompt.text, options: prompt.options, fields: prompt.fields, due: prompt.due,
    problem: lost?.text || whole || prompt.again?.text || "", problems,
  };
}

/** For what the worker waits: for the conversation to begin, for somebody's turn to end, or for nothing. */
function waitingOf(state, outbox) {
  if (state.phase === "waiting") return { for: "start", text: state.lobby?.text ?? "", since: state.lobby?.since ?? null, until: state.lobby?.until ?? null, needs: state.lobby?.needs ?? [] };
  if (state.phase !== "talking" || state.floor || currentPrompt(state, outbox)) return null;
  const others = state.others.filter(role => !state.departed.includes(role));
  return { for: "others", text: waitingFor(others), since: null, until: null, needs: others };
}

/** Which page of the task a worker sees: the one that the script shows, or that of the role. Before there is a role, the first. */
export function pageOf(state, roles) {
  if (isJsx(state.shown?.page)) return state.shown.page;
  return state.role === null ? Object.values(roles)[0] ?? null : roles[state.role] ?? null;
}

export const isJsx = page => /\.[jt]sx$/.test(page ?? "");
