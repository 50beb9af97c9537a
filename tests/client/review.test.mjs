import assert from "node:assert/strict";
import test from "node:test";
import { fitting, requests, sum } from "../../harness-web/client/runs/bulk.js";
import { decisions, problemOf } from "../../harness-web/client/runs/decide.js";
import { addressOf, markOf } from "../../harness-web/client/runs/queue.js";
import { inALine, leaves } from "../../harness-web/client/runs/folded.js";
import { brief } from "../../harness-web/client/runs/words.js";

/** Decisions with a clock that only runs when a test says so. */
function desk(answer = { problems: [], lines: [], halted: null }) {
  const timers = new Map();
  const sent = [];
  const told = [];
  let next = 0;
  const book = decisions({
    send: async (request, keepalive) => {
      sent.push({ ...request, keepalive });
      return typeof answer === "function" ? answer(request) : answer;
    },
    by: "me", changed: () => {}, tell: ({ text }) => told.push(text), timer: run => {
      timers.set(++next, run);
      return next;
    },
    cancel: id => timers.delete(id),
  });
  return { book, sent, told, pass: () => Promise.all([...timers.values()].map(run => run())) };
}

test("a decision is sent when its time has passed, and not before", async () => {
  const { book, sent, pass } = desk();
  book.make({ act: "approve", assignments: ["A"], worker: "W" }, "W");
  assert.equal(book.of({ assignment: "A", worker: "W" }), "approve");
  assert.equal(sent.length, 0);
  await pass();
  assert.deepEqual(sent.map(({ act, assignments, by }) => ({ act, assignments, by })), [{ act: "approve", assignments: ["A"], by: "me" }]);
  assert.equal(book.of({ assignment: "A", worker: "W" }), null);
});

test("what is taken back in time is never sent", async () => {
  const { book, sent, pass } = desk();
  book.make({ act: "reject", assignments: ["A"], worker: "W", because: "Empty." }, "W");
  book.undo();
  await pass();
  assert.equal(sent.length, 0);
});

test("what is taken back later is another line in the log", async () => {
  const { book, sent, pass } = desk();
  book.make({ act: "reject", assignments: ["A"], worker: "W", because: "Empty." }, "W");
  await pass();
  await book.undo();
  assert.deepEqual(sent.map(request => request.act), ["reject", "undo"]);
  await book.undo();
  assert.equal(sent.length, 2);
});

test("what is taken back while it is on its way is what was decided last, and not what was decided before", async () => {
  let answered = () => {};
  const { book, sent, pass } = desk(request => (request.act === "reject" ? new Promise(done => { answered = done; }) : { problems: [], lines: [], halted: null }));
  book.make({ act: "approve", assignments: ["A"], worker: "V" }, "V");
  await pass();
  book.make({ act: "reject", assignments: ["B"], worker: "W", because: "Empty." }, "W");
  pass();
  const back = book.undo();
  assert.deepEqual(sent.map(request => request.act), ["approve", "reject"]);
  answered({ problems: [], lines: [], halted: null });
  await back;
  assert.deepEqual(sent.slice(2).map(({ act, assignments }) => ({ act, assignments })), [{ act: "undo", assignments: ["B"] }]);
});

test("what was refused on its way cannot be taken back, and what was decided before stays", async () => {
  let answered = () => {};
  const { book, sent, pass } = desk(request => (request.act === "reject" ? new Promise(done => { answered = done; }) : { problems: [], lines: [], halted: null }));
  book.make({ act: "approve", assignments: ["A"], worker: "V" }, "V");
  await pass();
  book.make({ act: "reject", assignments: ["B"], worker: "W", because: "Empty." }, "W");
  pass();
  const back = book.undo();
  answered({ problems: [{ what: "This is paid already.", whatToDo: "" }], lines: [], halted: null });
  await back;
  assert.deepEqual(sent.map(request => request.act), ["approve", "reject"]);
  await book.undo();
  assert.deepEqual(sent.at(-1).assignments, ["A"]);
});

test("a block is taken back by its opposite", async () => {
  const { book, sent, pass } = desk();
  book.make({ act: "softBlock", worker: "W", because: "Spam." }, "W");
  await pass();
  await book.undo();
  assert.deepEqual(sent.map(request => request.act), ["softBlock", "softUnblock"]);
});

test("a second verdict on the same part takes the place of the first", async () => {
  const { book, sent, pass } = desk();
  book.make({ act: "approve", assignments: ["A"], worker: "W" }, "W");
  book.make({ act: "reject", assignments: ["A"], worker: "W", because: "No." }, "W");
  await pass();
  assert.deepEqual(sent.map(request => request.act), ["reject"]);
});

test("a bonus does not take the place of the verdict", async () => {
  const { book, sent, pass } = desk();
  book.make({ act: "approve", assignments: ["A"], worker: "W" }, "W");
  book.make({ act: "bonus", assignments: ["A"], worker: "W", amount: 0.5, because: "Good." }, "W");
  await pass();
  assert.deepEqual(sent.map(request => request.act), ["approve", "bonus"]);
});

test("when the page goes away, what is held is sent at once", async () => {
  const { book, sent } = desk();
  book.make({ act: "approve", assignments: ["A"], worker: "W" }, "W");
  await book.flush(true);
  assert.deepEqual(sent.map(request => request.keepalive), [true]);
});

test("what was refused is said, and cannot be undone", async () => {
  const { book, sent, told, pass } = desk({ problems: [{ where: "A", what: "This is paid already.", whatToDo: "There is nothing to do." }], lines: [], halted: null });
  book.make({ act: "approve", assignments: ["A"], worker: "W" }, "W");
  await pass();
  assert.match(told.at(-1), /paid already/);
  book.undo();
  assert.equal(sent.length, 1);
});

test("a server that does not answer is told as such", async () => {
  const { book, told, pass } = desk(() => Promise.reject(new Error("The runner does not answer.")));
  book.make({ act: "approve", assignments: ["A"], worker: "W" }, "W");
  await pass();
  assert.match(told.at(-1), /not decided/);
});

test("problems are what was refused, halted or failed; waiting is none", () => {
  assert.equal(problemOf({ problems: [], halted: null, lines: [{ act: "reward", outcome: "done" }, { act: "bonus", outcome: "later" }] }), "");
  assert.match(problemOf({ problems: [], halted: "There is no money.", lines: [] }), /carried out later/);
  assert.match(problemOf({ problems: [], halted: null, lines: [{ act: "bonus", outcome: "overCap", detail: "the cap" }] }), /overCap: the cap/);
});

const item = (assignment, more = {}) => ({
  assignment, worker: "W", state: "waiting", ended: "finished", answer: "", proposal: { verdict: "approve", because: "Complete", bonus: 0 }, question: null, log: [], submitted: 1, bonuses: [], ...more,
});

test("the filter is asked of the server, with only what it says", () => {
  assert.equal(addressOf({ state: "todo", proposal: "", text: "  " }, 200), "review?state=todo&take=200");
  assert.equal(addressOf({ proposal: "approve", text: "a & b" }, 200, 400), "review?proposal=approve&text=a+%26+b&take=200&skip=400");
  assert.equal(addressOf({ worker: "W/1" }, 2000), "review?worker=W%2F1&take=2000");
});

test("deciding about many leaves out what it makes no sense for", () => {
  const all = [item("A"), item("B", { state: "paid" }), item("C", { state: "open", submitted: null }), item("D", { state: "question" })];
  assert.deepEqual(fitting("approve", all).map(one => one.assignment), ["A", "D"]);
  assert.deepEqual(fitting("bonus", all).map(one => one.assignment), ["A", "B", "D"]);
  assert.equal(fitting("note", all).length, 4);
  assert.deepEqual(fitting("proposed", all).map(one => one.assignment), ["A"]);
});

test("as the rule says: one request for each reason, and its bonuses", () => {
  const all = [
    item("A"), item("B"), item("C", { proposal: { verdict: "reject", because: "Empty", bonus: 0 } }), item("D", { proposal: { verdict: "approve", because: "Great", bonus: 0.2 } }),
    item("E", { proposal: { verdict: "ask", because: "?", bonus: 0 } }),
  ];
  assert.deepEqual(requests("proposed", all, {}), [
    { act: "approve", because: "Complete", assignments: ["A", "B"] }, { act: "reject", because: "Empty", assignments: ["C"] }, { act: "approve", because: "Great", assignments: ["D"] },
    { act: "bonus", because: "Great", amount: 0.2, name: "rule", assignments: ["D"] },
  ]);
  assert.deepEqual(requests("reject", [item("A", { state: "paid" })], { because: "No" }), []);
});

test("a preview says how many, whose and how much", () => {
  const answer = { lines: [{ worker: "V", cost: 0.6 }, { worker: "W", cost: 0.6 }, { worker: "W", cost: 0.6 }], left: 3.1 };
  assert.equal(sum([answer]), "3 decisions about 2 workers, $1.80 with fees. $3.10 is left under the cap.");
});

test("times are short in tables", () => {
  assert.deepEqual([5_000, 99_000, 150_000, 7_200_000, 200_000_000].map(brief), ["5 s", "99 s", "3 min", "2 h", "2 d"]);
});

test("the filter asks for how answers were written", () => {
  assert.equal(addressOf({ state: "todo", writing: "pasted" }, 50), "review?state=todo&writing=pasted&take=50");
});

test("the list has a word for what was pasted and for what nobody typed", () => {
  assert.equal(markOf({ writing: { marks: ["pasted", "left"], isMostlyPasted: true } }), "pasted");
  assert.equal(markOf({ writing: { marks: ["pasted", "untyped"], isMostlyPasted: false } }), "not typed");
  assert.equal(markOf({ writing: null }), "");
});

test("data of a conversation in one line names its short values and counts the others", () => {
  assert.equal(inALine({ phase: "trials", files: ["a", "b", "c"], of: 58, trial: { number: 3 }, next: null }), "Phase: trials, Files: 3 pieces, Of: 58, Trial: …");
  assert.equal(inALine([1, 2]), "2 pieces");
  assert.equal(inALine({ text: "x".repeat(50) }), `Text: ${"x".repeat(29)}…`);
  assert.equal(inALine({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8 }), "A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, 2 more");
});

test("leaves of data are counted through lists and records", () => {
  assert.equal(leaves({ a: 1, b: [1, 2, { c: null }], d: {} }), 4);
  assert.equal(leaves("text"), 1);
});
