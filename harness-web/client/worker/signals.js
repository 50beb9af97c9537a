import "../page/ears.js";
import { currentPrompt } from "./conversation.js";

/**
 * How an answer is written, for the review: what was typed and what pasted, how long it took, and how often the worker was elsewhere. Numbers only; docs/protocol.md
 * says what each means.
 *
 *     boxes --ears--> acts --after--> figures of a place --\
 *     page seen, page left ----look-----> absence ----------> signals, which go with the answer
 *
 * A place is where one writes: the standard box, a form, the author's components, the author's page. What stands in a place stays there until it is sent, over reloads and
 * other questions, and so do its figures. Absence is counted from question to answer.
 */
const most = 1_000_000;
const longest = 7 * 24 * 60 * 60 * 1000;
// Nobody types a sentence in one moment. It may be dictated, or come from a program; either way it was written without typing.
const mostAtOnce = 30;
const places = ["text", "form", "own", "page"];
const counts = ["keys", "typed", "deleted", "pastes", "pasted", "drops", "dropped", "kept"];
// What was brought in is told by an event of its own, with its length.
const brought = ["insertFromPaste", "insertFromPasteAsQuotation", "insertFromYank", "insertFromDrop"];

export const untouched = Object.freeze({ ...Object.fromEntries(counts.map(name => [name, 0])), writing: 0, last: null });

/** The figures of a place after something was done there. */
export function after(figures, act, at) {
  const next = { ...figures };
  const add = (name, number) => { next[name] = Math.min(most, next[name] + whole(number)); };
  if (act.k === "key" || act.k === "there") {
    add(act.k === "key" ? "keys" : "kept", act.k === "key" ? 1 : act.length);
    return next;
  }
  if (act.k === "paste") {
    add("pastes", 1);
    add("pasted", act.length);
  } else if (act.k === "drop") {
    add("drops", 1);
    add("dropped", act.length);
  } else if (act.k === "input") {
    const { typed, deleted } = changeBy(act);
    add("typed", typed);
    add("deleted", deleted);
  } else return figures;
  // The time before a reload stays; the reload itself is none.
  if (figures.last !== null) next.writing += Math.max(0, at - figures.last);
  next.last = at;
  return next;
}

function changeBy({ how = "", before, selected, after: length }) {
  const [was, chosen, is] = [whole(before), whole(selected), whole(length)];
  if (typeof how !== "string" || how.startsWith("history")) return { typed: 0, deleted: 0 };
  if (brought.includes(how)) return { typed: 0, deleted: chosen };
  // A word that is being composed is written anew with every key.
  if (how.includes("Composition")) return { typed: is - was, deleted: 0 };
  if (how.startsWith("delete")) return { typed: 0, deleted: was - is };
  if (how.startsWith("insert")) return { typed: is - was + chosen > mostAtOnce ? 0 : is - was + chosen, deleted: chosen };
  return { typed: 0, deleted: 0 };
}

export const present = Object.freeze({ here: true, left: 0, away: 0, since: null });

/** Whether the worker looks at the page, noted. */
export function look(absence, here, at) {
  if (here === absence.here) return absence;
  if (!here) return { ...absence, here, left: absence.left + 1, since: at };
  return { here, left: absence.left, away: awayBy(absence, at), since: null };
}

/** Something is asked from now on. Who is elsewhere at this moment has not left it. */
export function anew(absence) {
  return { ...present, here: absence.here };
}

/** The figures as they are sent: whole, within what the server takes, and without the zeros. */
export function signalsOf(figures, absence, characters, at) {
  const all = {
    chars: Math.min(most, whole(characters)), ...Object.fromEntries(counts.map(name => [name, figures[name]])),
    writing: Math.min(longest, whole(figures.writing)), left: Math.min(most, absence.left), away: Math.min(longest, whole(awayBy(absence, at))),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value > 0));
}

const awayBy = (absence, at) => absence.away + (absence.since === null ? 0 : Math.max(0, at - absence.since));

const whole = number => (Number.isFinite(number) && number > 0 ? Math.round(number) : 0);

/** The signals of a page: the figures of each place, kept with the drafts, and the absence. */
export class Signals {
  #figures = new Map();
  #absence;
  #question = "";
  #complaint = null;

  /** @param options.counts false where the task's author wants none of it: then nothing is heard, kept or sent */
  constructor({ drafts, counts: isOn = true, now = () => performance.now(), here = () => !document.hidden && document.hasFocus() }) {
    Object.assign(this, { drafts, isOn, now, here });
    this.#absence = { ...present, here: here() };
  }

  /** From now on what is written in an element counts for a place. */
  listen(place, element) {
    if (this.isOn) globalThis.crowdworkEars.listen(element, act => this.hear(place, act));
    return element;
  }

  hear(place, act) {
    this.#set(place, after(this.#of(place), act, this.now()));
  }

  /** So many characters stand there that were written before, for an answer that was sent. */
  keep(place, characters) {
    const figures = this.#of(place);
    this.#set(place, { ...figures, kept: Math.max(figures.kept, whole(characters)) });
  }

  /** An answer that was never stored is back where it was written, and so are its figures. */
  resume(place, signals = {}) {
    const told = [...counts, "writing"].map(name => [name, whole(signals[name])]);
    this.#set(place, { ...untouched, ...Object.fromEntries(told) });
  }

  /** What was written there is gone. */
  forget(place) {
    this.#figures.delete(place);
    this.drafts.set(`signals:${place}`, undefined);
  }

  /** The page was loaded again, and what was not sent is there again. */
  restore() {
    for (const place of places) if (this.drafts.get(`signals:${place}`)) this.resume(place, this.drafts.get(`signals:${place}`));
    const text = this.drafts.get("text");
    if (text && !this.#figures.has("text")) this.keep("text", text.length);
  }

  /** What goes with an answer from a place; without one it was clicked. Counting begins anew. */
  take(place, characters = 0) {
    if (!this.isOn) return undefined;
    this.look();
    const signals = signalsOf(place ? this.#of(place) : untouched, this.#absence, characters, this.now());
    if (place) this.forget(place);
    this.#absence = anew(this.#absence);
    return signals;
  }

  look() {
    this.#absence = look(this.#absence, this.here(), this.now());
  }

  update({ state, outbox, author }) {
    this.look();
    const prompt = currentPrompt(state, outbox);
    const question = `${state.conversation} ${prompt?.number ?? 0}`;
    if (question !== this.#question) this.#absence = anew(this.#absence);
    this.#question = question;
    const again = prompt?.again ?? null;
    if (again && again.cid !== this.#complaint && prompt.kind !== "choice") this.keep(placeOf(prompt, author), lengthOf(again));
    this.#complaint = again?.cid ?? null;
  }

  #of(place) {
    return this.#figures.get(place) ?? untouched;
  }

  #set(place, figures) {
    if (!this.isOn) return;
    this.#figures.set(place, figures);
    const { last, ...told } = figures;
    this.drafts.set(`signals:${place}`, told);
  }
}

function placeOf(prompt, author) {
  if (author.whole || author.has("TextResponse")) return "own";
  return prompt.kind === "page" || prompt.kind === "form" ? prompt.kind : "text";
}

function lengthOf({ mine, fields }) {
  const texts = [mine, ...Object.values(fields ?? {})].filter(value => typeof value === "string");
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** How many characters of an answer stand in the boxes of an element, which is sent now. */
export const charactersIn = element => globalThis.crowdworkEars.finish(element);
