import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileOf, pageOf, previewProps, propsOf } from "../../harness-web/client/worker/author-props.js";
import { blank, reduce } from "../../harness-web/client/worker/conversation.js";

const seated = [
  { t: "welcome", worker: "W1", task: "trial", edition: 1, seq: 0, reset: true, running: true },
  { t: "event", e: 1, s: 1, at: 1, k: "seated", role: "asker", others: ["judge"] },
];
const stateAfter = (...frames) => [...seated, ...frames].reduce(reduce, blank());
const propsAfter = (frames, outbox = [], failed = []) => propsOf({ state: stateAfter(...frames), outbox, failed, connection: "online" });
const event = (s, k, rest) => ({ t: "event", e: 1, s, at: s, k, ...rest });

test("a component gets what it is documented to get, and no more", () => {
  const declared = /export interface PageProps[^{]*\{([\s\S]*?)\n\}/.exec(readFileSync(new URL("../../tasks/crowdwork.d.ts", import.meta.url), "utf8"))[1];
  const names = [...declared.matchAll(/^ {2}(\w+)\??[:(]/gm)].map(match => match[1]).sort();
  const given = [...Object.keys(propsAfter([])), "send", "submit", "setDraft", "draft", "now", "file"].sort();
  assert.deepEqual(given, names);
  assert.deepEqual(Object.keys(previewProps("task")).sort(), names);
});

test("a file of public/ has one address, whatever its name and whatever the room is called", () => {
  assert.equal(fileOf("a run")("deep/a picture.svg"), "/worker/pages/a%20run/public/deep/a%20picture.svg");
});

test("what is wrong with an answer stands in the prompt, by field and as a whole", () => {
  const asked = [event(2, "asked", { prompt: 4, kind: "page", text: "", fields: [] })];
  const again = event(3, "again", { cid: "a-1", prompt: 4, text: "Some fields need another look.", fields: { age: 1 }, problems: { age: "Too young.", "": "Too much." } });
  const { prompt } = propsAfter([...asked, again]);
  assert.deepEqual([prompt.kind, prompt.problem, prompt.problems], ["form", "Too much.", { age: "Too young." }]);
  const refused = propsAfter(asked, [], [{ frame: { t: "say", cid: "a-1", prompt: 4, fields: { age: 1 } }, why: "late", text: "Its time has passed." }]);
  assert.equal(refused.prompt.problem, "Its time has passed.");
});

test("messages are those that are stored, then those under way, then those that were refused", () => {
  const props = propsAfter(
    [event(2, "told", { from: "judge", text: "Hello" }), event(3, "departed", { role: "judge", why: "returned" })],
    [{ frame: { t: "say", cid: "a-1", prompt: 0, text: "on its way" }, at: 5 }],
    [{ frame: { t: "say", cid: "a-2", prompt: 0, text: "lost" }, why: "late", text: "" }]);
  assert.deepEqual(props.messages.map(({ kind, from, text, status }) => [kind, from, text, status]), [
    ["told", "judge", "Hello", "sent"],
    ["note", "task", "The judge has left: they gave the work back.", "sent"],
    ["said", "me", "on its way", "sending"],
    ["said", "me", "lost", "failed"],
  ]);
  assert.equal(props.messages[3].why, "The time for this question had passed.");
});

test("an answer that is under way leaves no prompt open", () => {
  const asked = event(2, "asked", { prompt: 4, kind: "text", text: "What?" });
  assert.equal(propsAfter([asked]).prompt.number, 4);
  assert.equal(propsAfter([asked]).waiting, null);
  const answered = propsAfter([asked], [{ frame: { t: "say", cid: "a-1", prompt: 4, text: "That." }, at: 5 }]);
  assert.equal(answered.prompt, null);
  assert.deepEqual([answered.waiting.for, answered.waiting.needs], ["others", ["judge"]]);
});

test("the script's page comes before the role's, and the first role's before there is one", () => {
  const roles = { asker: "Asker.jsx", judge: "Judge.tsx" };
  assert.equal(pageOf(blank(), roles), "Asker.jsx");
  assert.equal(pageOf(stateAfter(), roles), "Asker.jsx");
  assert.equal(pageOf(stateAfter(event(2, "shown", { page: "Extra.jsx", data: 1 })), roles), "Extra.jsx");
  assert.equal(pageOf(stateAfter(event(2, "shown", { page: "task.html", data: 1 })), roles), "Asker.jsx");
  assert.equal(pageOf(stateAfter(), {}), null);
});
