import assert from "node:assert/strict";
import test from "node:test";
import { watchNames } from "../../harness-web/client/worker/names.js";

test("a name that is written differently is told once, and has no value", () => {
  const told = [];
  const data = { PassageId: 7, title: "x" };
  watchNames(data, (name, meant) => told.push(`${name} ${meant}`));
  watchNames(data, () => told.push("twice"));
  assert.equal(data.passageId, undefined);
  assert.equal(data.passageId, undefined);
  assert.equal(data.passage_id, undefined);
  assert.equal(data.Title, undefined);
  assert.equal(data.nothing, undefined);
  assert.deepEqual(told, ["passageId PassageId", "passage_id PassageId", "Title title"]);
});

test("what watches cannot be seen", () => {
  const data = { PassageId: 7 };
  watchNames(data, () => assert.fail("nobody has read it"));
  assert.deepEqual(Object.keys(data), ["PassageId"]);
  assert.deepEqual({ ...data }, { PassageId: 7 });
  assert.equal(JSON.stringify(structuredClone(data)), '{"PassageId":7}');
});

test("a name that is there in both spellings is what it is", () => {
  const data = { Title: 1, title: 2 };
  watchNames(data, () => assert.fail("both are there"));
  assert.deepEqual([data.Title, data.title], [1, 2]);
});

test("data that are no object are left alone", () => {
  for (const data of [null, "text", 3, [1]]) watchNames(data, assert.fail);
});
