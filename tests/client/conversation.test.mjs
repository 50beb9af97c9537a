import assert from "node:assert/strict";
import test from "node:test";
import { blank, currentPrompt, quiet, reduce } from "../../harness-web/client/worker/conversation.js";

const welcome = { t: "welcome", v: 1, worker: "W1", task: "qa", edition: 1, seq: 0, reset: false, now: 0, running: true };
const event = (s, k, fields = {}, e = 1) => ({ t: "event", e, s, at: s * 1000, k, ...fields });
const after = (...frames) => frames.reduce(reduce, blank());
const texts = state => state.entries.map(entry => entry.text);

test("a seated worker knows their role and the others", () => {
  const state = after(welcome, event(1, "seated", { role: "asker", others: ["answerer"] }));
  assert.equal(state.phase, "talking");
  assert.equal(state.role, "asker");
  assert.deepEqual(state.others, ["answerer"]);
});

test("the versions of pages outlast a new script and a new conversation", () => {
  const pages = { "task.html": { revision: "a1", takesData: true } };
  const state = after(welcome, { t: "pages", pages }, { t: "reset", edition: 2, events: [] }, { t: "lobby", since: 0 });
  assert.deepEqual(state.pages, pages);
});

test("an event that comes twice is one event", () => {
  const hello = event(1, "told", { from: "task", text: "Hello" });
  assert.deepEqual(texts(after(welcome, hello, hello)), ["Hello"]);
});

test("an event of an older edition is ignored", () => {
  const state = after({ ...welcome, edition: 2 }, event(1, "told", { from: "task", text: "old" }, 1));
  assert.deepEqual(state.entries, []);
});

test("an event of a newer edition begins anew", () => {
  const state = after(welcome, event(1, "told", { from: "task", text: "old" }), event(1, "told", { from: "task", text: "new" }, 2));
  assert.deepEqual(texts(state), ["new"]);
  assert.equal(state.edition, 2);
});

test("a welcome with reset forgets everything", () => {
  const state = after(welcome, event(1, "told", { from: "task", text: "old" }), { ...welcome, edition: 3, reset: true });
  assert.deepEqual(state.entries, []);
  assert.equal(state.seq, 0);
  assert.equal(state.edition, 3);
});

test("a welcome after a broken line keeps what was seen", () => {
  const state = after(welcome, event(1, "told", { from: "task", text: "kept" }), { ...welcome, seq: 1 });
  assert.deepEqual(texts(state), ["kept"]);
});

test("a changed script replaces all events at once and says what changed", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "text", text: "Old words" }), {
    t: "reset", edition: 2, note: "A prompt was reworded.", events: [event(1, "asked", { prompt: 1, kind: "text", text: "New words" }, 2)],
  });
  assert.deepEqual(texts(state), ["New words"]);
  assert.equal(currentPrompt(state).text, "New words");
  assert.equal(state.note.text, "A prompt was reworded.");
});

test("a message keeps its key from the page to the acknowledgement", () => {
  const state = after(welcome, event(1, "said", { cid: "t-1", prompt: 0, text: "Hi" }));
  assert.equal(state.entries[0].key, "ct-1");
});

test("an answer closes its prompt", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "text", text: "?" }), event(2, "said", { cid: "t-1", prompt: 1, text: "!" }));
  assert.equal(currentPrompt(state), null);
});

test("a prompt whose answer is under way is not offered", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "text", text: "?" }));
  assert.equal(currentPrompt(state, [{ frame: { t: "say", cid: "t-1", prompt: 1, text: "!" } }]), null);
  assert.equal(currentPrompt(state, []).number, 1);
});

test("an answer that will not do leaves the prompt open and says why", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "text", text: "?" }),
    event(2, "again", { cid: "t-1", prompt: 1, text: "A whole question, please.", answer: "no" }));
  assert.equal(currentPrompt(state).again.text, "A whole question, please.");
  assert.equal(currentPrompt(state).again.mine, "no");
  assert.deepEqual(texts(state), ["?", "no", "A whole question, please."]);
});

test("a prompt closed by an answer opens again when the answer will not do", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "text", text: "?" }), event(2, "said", { cid: "t-1", prompt: 1, text: "no" }),
    event(3, "again", { cid: "t-1", prompt: 1, text: "Please." }));
  assert.equal(currentPrompt(state).number, 1);
  assert.deepEqual(texts(state), ["?", "no", "Please."]);
});

test("a form's problems stay with their fields", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "form", text: "", fields: [{ name: "Age", label: "Your age" }] }),
    event(2, "again", { cid: "t-1", prompt: 1, text: "", problems: { Age: "At least 18." } }));
  assert.deepEqual(currentPrompt(state).again.problems, { Age: "At least 18." });
});

test("an answered form remembers its labels", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "form", text: "", fields: [{ name: "Age", label: "Your age" }] }),
    event(2, "said", { cid: "t-1", prompt: 1, text: "", fields: { Age: 20 } }));
  assert.deepEqual(state.entries[0].labels, { Age: "Your age" });
});

test("the oldest open prompt is offered first", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "text", text: "a" }), event(2, "asked", { prompt: 2, kind: "text", text: "b" }));
  assert.equal(currentPrompt(state).number, 1);
});

test("a withdrawn prompt is closed and the reason is told", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "text", text: "?" }), event(2, "withdrawn", { prompt: 1, why: "late" }));
  assert.equal(currentPrompt(state), null);
  assert.equal(state.entries.at(-1).why, "late");
});

test("the floor opens and closes", () => {
  assert.equal(after(welcome, event(1, "floor", { open: true })).floor, true);
  assert.equal(after(welcome, event(1, "floor", { open: true }), event(2, "floor", { open: false })).floor, false);
});

test("somebody who speaks is no longer typing", () => {
  const state = after(welcome, { t: "typing", from: "asker" }, event(1, "told", { from: "asker", text: "Hi" }));
  assert.deepEqual(state.typing, []);
});

test("typing ends by itself", () => {
  assert.deepEqual(quiet(after(welcome, { t: "typing", from: "asker" })).typing, []);
});

test("a lost line of another worker shows until it is back", () => {
  const lost = after(welcome, { t: "presence", role: "asker", online: false });
  assert.deepEqual(lost.offline, ["asker"]);
  assert.deepEqual(reduce(lost, { t: "presence", role: "asker", online: true }).offline, []);
});

test("who has departed is no longer waited for", () => {
  const state = after(welcome, { t: "presence", role: "asker", online: false }, event(1, "departed", { role: "asker", why: "disconnected" }));
  assert.deepEqual(state.offline, []);
  assert.deepEqual(state.departed, ["asker"]);
});

test("the end closes everything and stays the end", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "text", text: "?" }), event(2, "floor", { open: true }),
    event(3, "ended", { state: "partnerLeft", text: "They left.", pay: "$0.25" }), event(4, "told", { from: "task", text: "late words" }));
  assert.equal(state.phase, "ended");
  assert.equal(state.floor, false);
  assert.equal(currentPrompt(state), null);
  assert.equal(state.ending.pay, "$0.25");
});

test("a lobby after the end begins a new conversation, whatever its edition", () => {
  const state = after({ ...welcome, edition: 5 }, event(1, "ended", { state: "finished", text: "", pay: "" }, 5),
    { t: "lobby", since: 1, until: null, needs: ["asker"], text: "" }, event(1, "seated", { role: "asker", others: [] }, 1));
  assert.equal(state.phase, "talking");
  assert.equal(state.ending, null);
  assert.equal(state.role, "asker");
});

test("what is shown is the last that was shown", () => {
  const state = after(welcome, event(1, "shown", { page: null, data: { Title: "A" } }), event(2, "shown", { page: "b.html", data: null }));
  assert.equal(state.shown.page, "b.html");
});

test("an unknown frame or event changes nothing that is seen", () => {
  const state = after(welcome, event(1, "told", { from: "task", text: "Hi" }));
  assert.equal(reduce(state, { t: "somethingNew" }), state);
  assert.deepEqual(texts(reduce(state, event(2, "somethingNew"))), ["Hi"]);
});

test("no frame changes the state it was given", () => {
  const frozen = deepFreeze(after(welcome, event(1, "asked", { prompt: 1, kind: "text", text: "?" })));
  const frames = [
    event(2, "said", { cid: "t-1", prompt: 1, text: "!" }), event(2, "again", { cid: "t-1", prompt: 1, text: "!" }), event(2, "departed", { role: "x", why: "returned" }),
    { t: "typing", from: "x" }, { t: "presence", role: "x", online: false }, { t: "lobby", since: 0, until: null, needs: [] }, { t: "reset", edition: 2, events: [] },
  ];
  for (const frame of frames) assert.doesNotThrow(() => reduce(frozen, frame), frame.t);
});

function deepFreeze(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

test("a renewed prompt has its new time", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "text", text: "?", due: 5 }), event(2, "renewed", { prompt: 1, due: 9 }));
  assert.equal(currentPrompt(state).due, 9);
});

test("an end before any conversation is an end, whatever was seen before", () => {
  const state = after({ ...welcome, edition: 2 }, event(1, "told", { from: "task", text: "Hi" }, 2), event(1, "ended", { state: "nobodyCame", text: "Nobody came." }, 0));
  assert.equal(state.ending.state, "nobodyCame");
  assert.equal(state.phase, "ended");
});

test("an answer that will not do does not undo a renewed time", () => {
  const state = after(welcome, event(1, "asked", { prompt: 1, kind: "text", text: "?", due: 5 }), event(2, "renewed", { prompt: 1, due: 9 }),
    event(3, "again", { cid: "t-1", prompt: 1, text: "Please." }));
  assert.equal(currentPrompt(state).due, 9);
});
