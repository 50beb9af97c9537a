import assert from "node:assert/strict";
import test from "node:test";
import { written } from "../../harness-web/client/harness/journal.js";
import { Signals, after, anew, look, present, signalsOf, untouched } from "../../harness-web/client/worker/signals.js";

const input = (how, before, length, selected = 0) => ({ k: "input", how, before, selected, after: length });
const figures = (...acts) => acts.reduce((sum, act, index) => after(sum, act, index * 100), untouched);
const told = (...acts) => signalsOf(figures(...acts), present, 0, 0);

/** A page's signals with a clock and a worker's eyes that a test moves. */
function page(kept = {}) {
  const values = { ...kept };
  const drafts = { get: name => values[name], set: (name, value) => { if (value === undefined) delete values[name]; else values[name] = value; } };
  const world = { now: 0, here: true };
  const signals = new Signals({ drafts, now: () => world.now, here: () => world.here });
  return { signals, world, values };
}

const view = (prompts, author = { whole: false, has: () => false }) => ({ state: { conversation: 7, prompts }, outbox: [], author });

test("what is typed counts keys, characters and the time from the first to the last", () => {
  assert.deepEqual(told({ k: "key" }, input("insertText", 0, 1), { k: "key" }, input("insertText", 1, 2)), { keys: 2, typed: 2, writing: 200 });
});

test("a sentence that is there in one moment was not typed", () => {
  assert.deepEqual(told(input("insertText", 0, 30), input("insertText", 30, 90)), { typed: 30, writing: 100 });
});

test("what is taken away is counted, and so is what is written over", () => {
  assert.deepEqual(told(input("insertText", 0, 9), input("deleteContentBackward", 9, 8), input("insertText", 8, 4, 5)), { typed: 10, deleted: 6, writing: 200 });
});

test("a paste is told once, by its length", () => {
  assert.deepEqual(told({ k: "paste", length: 240 }, input("insertFromPaste", 0, 240)), { pastes: 1, pasted: 240, writing: 100 });
});

test("a drop is told once, by its length", () => {
  assert.deepEqual(told({ k: "drop", length: 12 }, input("insertFromDrop", 4, 16)), { drops: 1, dropped: 12, writing: 100 });
});

test("a word that is composed grows as it is written anew", () => {
  assert.deepEqual(told(input("insertCompositionText", 0, 1), input("insertCompositionText", 1, 2), input("insertCompositionText", 2, 1)), { typed: 2, writing: 200 });
});

test("taking back and doing again is no writing", () => {
  assert.deepEqual(told(input("insertText", 0, 5), input("historyUndo", 5, 0), input("historyRedo", 0, 5)), { typed: 5, writing: 200 });
});

test("what stood in a box before is told as such", () => {
  assert.deepEqual(told({ k: "there", length: 80 }, { k: "there", length: 5 }, input("insertText", 80, 81)), { typed: 1, kept: 85 });
});

test("nonsense from a page counts for nothing", () => {
  assert.deepEqual(told({ k: "paste", length: -4 }, { k: "paste", length: "many" }, { k: "paste", length: Infinity }, { k: "sing" }, { k: "input", how: 7 }, {}), { pastes: 3, writing: 400 });
});

test("figures stay within what a server takes", () => {
  assert.deepEqual(told({ k: "paste", length: 5e8 }), { pastes: 1, pasted: 1_000_000 });
  assert.equal(signalsOf({ ...untouched, writing: 1e12 }, present, 1e9, 0).writing, 7 * 24 * 60 * 60 * 1000);
});

test("leaving is counted with its time, also while it lasts", () => {
  const gone = look(look(look(present, false, 1000), true, 3000), false, 5000);
  assert.deepEqual(signalsOf(untouched, gone, 0, 5500), { left: 2, away: 2500 });
});

test("whoever is elsewhere when they are asked has not left", () => {
  const back = look(anew(look(present, false, 1000)), true, 9000);
  assert.deepEqual(signalsOf(untouched, back, 0, 9000), {});
});

test("where nothing is to be counted nothing is kept or sent", () => {
  const values = {};
  const signals = new Signals({ counts: false, drafts: { get: name => values[name], set: (name, value) => { values[name] = value; } }, now: () => 0, here: () => true });
  signals.hear("page", { k: "key" });
  signals.keep("text", 5);
  assert.equal(JSON.stringify({ signals: signals.take("text", 5) }), "{}");
  assert.deepEqual(values, {});
});

test("the journal of the harness says in a few words how an answer was written", () => {
  assert.equal(written({ chars: 40, typed: 12, pasted: 28, left: 2 }), "typed 12, pasted 28, left the page 2 times");
  assert.equal(written({ chars: 40, left: 1 }), "written without typing, left the page once");
  assert.equal(written({}), "");
  assert.equal(written(undefined), "");
});

test("an answer takes its figures with it, and the next one begins anew", () => {
  const { signals, world, values } = page();
  signals.hear("text", input("insertText", 0, 3));
  world.now = 400;
  signals.hear("text", input("insertText", 3, 4));
  assert.deepEqual(signals.take("text", 4), { chars: 4, typed: 4, writing: 400 });
  assert.deepEqual(signals.take("text", 0), {});
  assert.deepEqual(values, {});
});

test("a click says that nothing was written, and leaves the box's figures alone", () => {
  const { signals } = page();
  signals.hear("text", input("insertText", 0, 3));
  assert.deepEqual(signals.take(), {});
  assert.equal(signals.take("text", 3).typed, 3);
});

test("a reload keeps what was counted, and is no writing time", () => {
  const { signals, world, values } = page();
  signals.hear("text", { k: "paste", length: 30 });
  world.now = 500;
  signals.hear("text", input("deleteContentBackward", 30, 29));
  const later = page({ ...values, text: "x".repeat(29) });
  later.signals.restore();
  later.world.now = 99_000;
  later.signals.hear("text", input("insertText", 29, 30));
  assert.deepEqual(later.signals.take("text", 30), { chars: 30, typed: 1, deleted: 1, pastes: 1, pasted: 30, writing: 500 });
});

test("a text that was kept without figures counts as one that was there", () => {
  const { signals } = page({ text: "from before" });
  signals.restore();
  assert.deepEqual(signals.take("text", 11), { chars: 11, kept: 11 });
});

test("words that the server refused come back with their figures", () => {
  const { signals } = page();
  signals.hear("text", { k: "paste", length: 30 });
  signals.resume("text", signals.take("text", 30));
  assert.deepEqual(signals.take("text", 30), { chars: 30, pastes: 1, pasted: 30 });
});

test("an answer that is to be changed was there before", () => {
  const { signals } = page();
  const again = { cid: "t-1", mine: "too short a text", fields: null };
  signals.update(view([{ number: 3, kind: "text", again: null }]));
  signals.take("text", 16);
  signals.update(view([{ number: 3, kind: "text", again }]));
  signals.update(view([{ number: 3, kind: "text", again }]));
  assert.deepEqual(signals.take("text", 16), { chars: 16, kept: 16 });
});

test("a choice that is to be made again leaves nothing in the box", () => {
  const { signals } = page();
  signals.update(view([{ number: 3, kind: "choice", again: { cid: "t-1", mine: "Yes", fields: null } }]));
  assert.deepEqual(signals.take("text", 0), {});
});

test("a question is asked anew, and absence from an earlier one is none from it", () => {
  const { signals, world } = page();
  signals.update(view([{ number: 3, kind: "text", again: null }]));
  [world.now, world.here] = [1000, false];
  signals.look();
  [world.now, world.here] = [4000, true];
  signals.update(view([{ number: 4, kind: "text", again: null }]));
  assert.deepEqual(signals.take("text", 0), {});
});

test("absence while a question is open is told with its answer", () => {
  const { signals, world } = page();
  signals.update(view([{ number: 3, kind: "text", again: null }]));
  [world.now, world.here] = [1000, false];
  signals.look();
  [world.now, world.here] = [43_000, true];
  assert.deepEqual(signals.take("text", 0), { left: 1, away: 42_000 });
});
