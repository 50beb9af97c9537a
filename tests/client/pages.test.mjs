import assert from "node:assert/strict";
import test from "node:test";
import { arrange } from "../../harness-web/client/harness/grid.js";
import { words } from "../../harness-web/client/shared/data.js";
import { keepJson, keptJson } from "../../harness-web/client/shared/keep.js";
import { ahead, countdown, spoken } from "../../harness-web/client/shared/time.js";
import { Clock } from "../../harness-web/client/worker/clock.js";
import { problemOf } from "../../harness-web/client/worker/form.js";
import { departed, nameRoles, named, needs, seated, typing, waitingFor } from "../../harness-web/client/worker/texts.js";

test("panes stay wide enough and fill the stage", () => {
  assert.deepEqual(arrange(1, 1400), { columns: 1, rows: 1 });
  assert.deepEqual(arrange(2, 1400), { columns: 2, rows: 1 });
  assert.deepEqual(arrange(5, 1400), { columns: 3, rows: 2 });
  assert.deepEqual(arrange(8, 1400), { columns: 4, rows: 2 });
  assert.deepEqual(arrange(4, 700), { columns: 2, rows: 2 });
});

test("without workers, or without room, there is still one column", () => {
  assert.deepEqual(arrange(0, 1400), { columns: 1, rows: 1 });
  assert.deepEqual(arrange(2, 200), { columns: 1, rows: 2 });
});

test("times read the way people write them", () => {
  assert.deepEqual([0, 999, 65_000, 3_605_000, -5].map(countdown), ["0:00", "0:01", "1:05", "1:00:05", "0:00"]);
  assert.deepEqual([1000, 45_000, 180_000, 7_200_000].map(spoken), ["1 second", "45 seconds", "3 minutes", "2 hours"]);
  assert.deepEqual([10_000, 300_000, 3_900_000].map(ahead), ["+10 s", "+5 min", "+1 h 5 min"]);
});

test("the clock runs on from the server's word, and stands still when told", () => {
  let elapsed = 0;
  const clock = new Clock(() => elapsed);
  clock.set(1_000_000, true);
  elapsed = 500;
  assert.equal(clock.now, 1_000_500);
  clock.set(2_000_000, false);
  elapsed = 9_000;
  assert.equal(clock.now, 2_000_000);
});

test("blocked storage is no error", () => {
  const blocked = () => { throw new DOMException("blocked", "SecurityError"); };
  assert.equal(keptJson(blocked, "key"), null);
  assert.equal(keepJson(blocked, "key", { a: 1 }), false);
});

test("damaged storage is as good as none", () => {
  assert.equal(keptJson(() => ({ getItem: () => "{half" }), "key"), null);
});

test("names of program text become words", () => {
  assert.deepEqual(["PassageId", "url", "first_name", "URL"].map(words), ["Passage id", "Url", "First name", "URL"]);
});

test("a required field must be filled, a required box ticked", () => {
  assert.equal(problemOf({ type: "text", required: true }, null), "Please fill this in.");
  assert.equal(problemOf({ type: "checkbox", required: true }, false), "Please tick this box.");
  assert.equal(problemOf({ type: "text", required: false }, null), null);
});

test("numbers are checked for what they are and how large", () => {
  assert.equal(problemOf({ type: "integer" }, Number.NaN), "Please write a whole number.");
  assert.equal(problemOf({ type: "integer" }, 1.5), "Please write a whole number.");
  assert.equal(problemOf({ type: "number" }, Number.NaN), "Please write a number.");
  assert.equal(problemOf({ type: "integer", min: 1, max: 7 }, 8), "Please choose between 1 and 7.");
  assert.equal(problemOf({ type: "integer", min: 0, max: 7 }, 0), null);
  assert.equal(problemOf({ type: "number", min: 1 }, 0.5), "Please choose 1 or more.");
});

test("text is checked for length and form", () => {
  assert.equal(problemOf({ type: "text", maxLength: 3 }, "four"), "Please write at most 3 characters.");
  assert.equal(problemOf({ type: "text", pattern: "[a-z]+", patternHint: "Small letters only." }, "ABC"), "Small letters only.");
  assert.equal(problemOf({ type: "text", pattern: "[a-z]+" }, "abc"), null);
});

test("a pattern that this browser does not understand is left to the server", () => {
  assert.equal(problemOf({ type: "text", pattern: "(?<n>" }, "abc"), null);
});

test("sentences name whom one is with and whom one waits for", () => {
  assert.equal(seated("asker", ["answerer", "judge"]), "You are the asker, together with the answerer and the judge.");
  assert.equal(waitingFor(["answerer"]), "Waiting for the answerer …");
  assert.equal(waitingFor([]), "One moment …");
  assert.equal(needs(["answerer", "judge", "judge"]), "It takes an answerer and 2 × judge.");
  assert.equal(departed("asker", "returned"), "The asker has left: they gave the work back.");
});

test("sentences call roles what config.json calls them", t => {
  t.after(() => nameRoles({}));
  nameRoles({ asker: "the buyer", judge: "Umpire" });
  assert.equal(named("asker"), "the buyer");
  assert.equal(named("answerer"), "answerer");
  assert.equal(seated("asker", ["answerer", "judge"]), "You are the buyer, together with the answerer and the Umpire.");
  assert.equal(waitingFor(["judge"]), "Waiting for the Umpire …");
  assert.equal(typing(["asker"]), "The buyer is typing …");
  assert.equal(needs(["asker", "judge", "judge"]), "It takes the buyer and 2 × Umpire.");
  assert.equal(needs(["judge"]), "It takes an Umpire.");
  assert.equal(departed("asker", "returned"), "The buyer has left: they gave the work back.");
});

test("text that is too short is told so", () => {
  assert.equal(problemOf({ type: "text", minLength: 3 }, "ab"), "Please write at least 3 characters.");
});
