import assert from "node:assert/strict";
import test from "node:test";
import { isPaged, pageForm } from "../../harness-web/client/worker/page-form.js";

const asked = { number: 3, kind: "page", asked: 5000, again: null };
const talking = prompts => ({ phase: "talking", edition: 1, conversation: 7, prompts });

/** A form, the page that it is in, and what was said and kept. */
function open(prompts = [asked], kept = {}) {
  const values = { ...kept };
  const drafts = {
    get: name => values[name], set: (name, value) => { values[name] = value; },
    clear: prefix => Object.keys(values).filter(name => name.startsWith(prefix)).forEach(name => delete values[name]),
  };
  const said = [];
  const told = [];
  const heard = [];
  const signals = { hear: (place, act) => heard.push([place, act]), take: (place, characters) => ({ chars: characters }), resume: (place, before) => heard.push([place, before]), forget: () => {} };
  const form = pageForm({ say: frame => said.push(frame), drafts, signals });
  const frame = { tell: message => told.push(message) };
  form.update({ state: talking(prompts), outbox: [] });
  form.heard(frame, { t: "ready" });
  return { form, frame, said, told, values, heard };
}

test("a page that is ready learns that its form may be sent, and what was filled in", () => {
  const { told } = open([asked], { "page:5000": { a: "half" } });
  assert.deepEqual(told, [{ t: "form", open: true, sending: false, problems: {}, text: "", draft: { a: "half" } }]);
});

test("an answer goes to the prompt, and once", () => {
  const { form, frame, said, told } = open();
  form.heard(frame, { t: "answer", fields: { a: "1" }, characters: 1 });
  form.update({ state: talking([asked]), outbox: [{ frame: said[0] }] });
  form.heard(frame, { t: "answer", fields: { a: "1" } });
  assert.deepEqual(said, [{ t: "say", conversation: 7, e: 1, prompt: 3, text: "", fields: { a: "1" }, signals: { chars: 1 } }]);
  assert.equal(told.at(-1).open, false);
});

test("how the page was written in is counted, and comes back with a refused answer", () => {
  const { form, frame, said, heard } = open();
  form.heard(frame, { t: "wrote", act: { k: "key" } });
  form.heard({ tell: () => {} }, { t: "wrote", act: { k: "paste", length: 9 } });
  form.heard(frame, { t: "wrote", act: "nonsense" });
  form.heard(frame, { t: "answer", fields: { a: "1" }, characters: 1 });
  form.refused(said[0], "Too late.");
  assert.deepEqual(heard, [["page", { k: "key" }], ["page", { chars: 1 }]]);
});

test("problems come back to the page", () => {
  const { form, told } = open();
  form.update({ state: talking([{ ...asked, again: { cid: "t-1", text: "Look again.", problems: { a: "Too short." }, fields: { a: "x" } } }]), outbox: [] });
  assert.deepEqual([told.at(-1).problems, told.at(-1).text], [{ a: "Too short." }, "Look again."]);
});

test("what was left unfinished does not turn up in the next conversation", () => {
  const { form, frame, values } = open();
  form.heard(frame, { t: "draft", fields: { a: "half" } });
  assert.deepEqual(values, { "page:5000": { a: "half" } });
  form.update({ state: { ...talking([]), phase: "ended" }, outbox: [] });
  assert.deepEqual(values, {});
});

test("another frame, or a strange answer, is not listened to", () => {
  const { form, frame, said } = open();
  form.heard({ tell() {} }, { t: "answer", fields: { a: "1" } });
  form.heard(frame, { t: "answer", fields: [1] });
  form.heard(frame, { t: "answer" });
  assert.deepEqual(said, []);
});

test("what the server will not take is told in the form", () => {
  const { form, told } = open();
  assert.equal(form.refused({ prompt: 3, fields: {} }, "Too late."), true);
  form.update({ state: talking([asked]), outbox: [] });
  assert.equal(told.at(-1).text, "Too late.");
  assert.equal(form.refused({ prompt: 4, fields: {} }, "Not mine."), false);
});

test("the page is the whole of what is seen when it holds the form", () => {
  assert.equal(isPaged({ shown: { page: "task.html" }, asked: { 3: asked } }), true);
  assert.equal(isPaged({ shown: { page: "task.html" }, asked: { 3: { kind: "text" } } }), false);
  assert.equal(isPaged({ shown: null, asked: { 3: asked } }), false);
});
