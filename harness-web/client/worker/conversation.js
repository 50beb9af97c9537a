/**
 * What a worker sees, as a pure function of the frames that have come. Nothing here knows of a page, a socket or a clock.
 *
 *     frames --reduce--> state --views--> page
 *
 * Events last and are numbered; the same number twice is one event. A new edition of the script, a new conversation after
 * onboarding, or "take part again" starts from an empty state, with the connection kept.
 */
export function blank() {
  return {
    phase: "arriving", // then "waiting", "talking", "ended"
    worker: null,
    task: null,
    conversation: 0,
    edition: 0,
    seq: 0,
    lobby: null,
    role: null,
    others: [],
    entries: [],
    prompts: [], // the open ones, oldest first
    asked: {}, // every prompt by number, for the labels of answers and for prompts that open again
    floor: false,
    shown: null,
    typing: [],
    offline: [],
    departed: [],
    ending: null,
    note: null,
    running: true,
  };
}

export function reduce(state, frame) {
  switch (frame.t) {
    case "welcome": return welcomed(state, frame);
    case "event": return happened(state, frame);
    case "reset": return reset(state, frame);
    case "lobby": return waiting(state, frame);
    case "typing": return state.typing.includes(frame.from) ? state : { ...state, typing: [...state.typing, frame.from] };
    case "presence": return present(state, frame);
    case "clock": return { ...state, running: frame.running };
    default: return state;
  }
}

/** Nobody has been heard typing for a while. */
export function quiet(state) {
  return state.typing.length ? { ...state, typing: [] } : state;
}

/** The prompt that the page offers: the oldest that is open and has no answer under way. */
export function currentPrompt(state, outbox = []) {
  const answered = new Set(outbox.filter(item => item.frame.t === "say").map(item => item.frame.prompt));
  return state.prompts.find(prompt => !answered.has(prompt.number)) ?? null;
}

function emptied(state, edition) {
  const { worker, task, conversation, running } = state;
  return { ...blank(), worker, task, conversation, running, edition };
}

function welcomed(state, frame) {
  const anew = frame.reset || (state.seq > 0 && frame.edition !== state.edition);
  const base = anew ? emptied(state, frame.edition) : { ...state, edition: frame.edition };
  return { ...base, worker: frame.worker, task: frame.task, conversation: frame.conversation ?? 0, running: frame.running, offline: [], typing: [] };
}

function waiting(state, frame) {
  const { since, until, needs = [], text = "" } = frame;
  return { ...emptied(state, 0), phase: "waiting", lobby: { since, until: until ?? null, needs, text } };
}

function reset(state, frame) {
  const base = { ...emptied(state, frame.edition), phase: state.phase, lobby: state.lobby, offline: state.offline };
  const events = frame.events ?? [];
  const start = events.length ? { ...base, phase: "talking", lobby: null } : base;
  const after = events.reduce((so, event) => happened(so, { e: frame.edition, ...event, t: "event" }), start);
  return { ...after, note: frame.note ? { text: frame.note, edition: frame.edition } : null };
}

function happened(state, event) {
  if (event.e === 0) return turnedAway(state, event);
  if (event.e < state.edition) return state;
  const base = event.e > state.edition ? emptied(state, event.e) : state;
  if (event.s <= base.seq) return base;
  const next = { ...base, seq: event.s, lobby: null, phase: base.phase === "ended" ? "ended" : "talking" };
  return kinds[event.k]?.(next, event) ?? next;
}

/** An end before any conversation, such as nobody having come, belongs to no edition and has no number. */
function turnedAway(state, event) {
  return event.k === "ended" ? kinds.ended(emptied(state, 0), event) : state;
}

const kinds = {
  seated: (state, event) => ({ ...state, role: event.role, others: event.others ?? [] }),

  told: (state, event) => said(quietened(state, event.from), {
    key: `s${event.s}`, kind: "told", from: event.from, text: event.text, at: event.at,
  }),

  asked: (state, event) => {
    const prompt = {
      number: event.prompt, kind: event.kind, text: event.text ?? "", options: event.options ?? [], fields: event.fields ?? [],
      due: event.due ?? null, asked: event.at, again: null,
    };
    const entry = { key: `s${event.s}`, kind: "asked", from: "task", prompt: prompt.number, text: prompt.text, at: event.at };
    const open = { ...state, asked: { ...state.asked, [prompt.number]: prompt }, prompts: [...state.prompts, prompt] };
    return prompt.text ? said(open, entry) : open;
  },

  said: (state, event) => said(closed(state, event.prompt), mine(state, event)),

  // The prompt is open, or was closed a moment ago by the answer that will not do.
  again: (state, event) => {
    const mine = event.answer ?? event.answers?.frame.text ?? "";
    const fields = event.fields ?? event.answers?.frame.fields ?? null;
    const again = { cid: event.cid, text: event.text ?? "", problems: event.problems ?? {}, mine, fields };
    const known = state.prompts.find(prompt => prompt.number === event.prompt) ?? state.asked[event.prompt];
    const others = state.prompts.filter(prompt => prompt.number !== event.prompt);
    const prompts = known ? [{ ...known, again }, ...others] : state.prompts;
    const entry = { key: `s${event.s}`, kind: "again", text: again.text, problems: again.problems, at: event.at };
    return said(said({ ...state, prompts }, rejected(state, event)), entry);
  },

  withdrawn: (state, event) => {
    if (!state.prompts.some(prompt => prompt.number === event.prompt)) return state;
    return said(closed(state, event.prompt), { key: `s${event.s}`, kind: "withdrawn", why: event.why, at: event.at });
  },

  renewed: (state, event) => ({
    ...state, prompts: state.prompts.map(prompt => (prompt.number === event.prompt ? { ...prompt, due: event.due ?? null } : prompt)),
  }),

  floor: (state, event) => ({ ...state, floor: event.open }),

  shown: (state, event) => ({
    ...state, shown: { page: event.page ?? null, data: event.data ?? null, revision: event.revision ?? 0, key: `${event.e}:${event.s}` },
  }),

  departed: (state, event) => said(
    { ...quietened(state, event.role), departed: [...state.departed, event.role], offline: state.offline.filter(role => role !== event.role) },
    { key: `s${event.s}`, kind: "departed", role: event.role, why: event.why, at: event.at }),

  ended: (state, event) => ({
    ...state, phase: "ended", prompts: [], floor: false, typing: [], offline: [],
    ending: { state: event.state, text: event.text ?? "", pay: event.pay ?? "", at: event.at },
  }),
};

function said(state, entry) {
  return entry === null ? state : { ...state, entries: [...state.entries, entry] };
}

/** The words that were not accepted, unless they are on the page already. */
function rejected(state, event) {
  const own = { ...event, text: event.answer ?? event.answers?.frame.text ?? "", fields: event.fields ?? event.answers?.frame.fields ?? null };
  const there = state.entries.some(entry => entry.cid === event.cid);
  return there || (!own.text && !own.fields) ? null : { ...mine(state, own), rejected: true };
}

function mine(state, event) {
  return {
    key: `c${event.cid}`, kind: "said", cid: event.cid, prompt: event.prompt, text: event.text ?? "", fields: event.fields ?? null,
    labels: labels(state.asked[event.prompt]), at: event.at,
  };
}

function labels(prompt) {
  return Object.fromEntries((prompt?.fields ?? []).map(field => [field.name, field.label ?? field.name]));
}

function closed(state, number) {
  return { ...state, prompts: state.prompts.filter(prompt => prompt.number !== number) };
}

function quietened(state, from) {
  return state.typing.includes(from) ? { ...state, typing: state.typing.filter(role => role !== from) } : state;
}

function present(state, frame) {
  const others = state.offline.filter(role => role !== frame.role);
  return { ...state, offline: frame.online ? others : [...others, frame.role] };
}
