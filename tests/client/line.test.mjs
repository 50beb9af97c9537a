import assert from "node:assert/strict";
import test from "node:test";
import { Line } from "../../harness-web/client/worker/line.js";
import { afterClose, delayBefore } from "../../harness-web/client/worker/retry.js";

/** Time that moves when it is told to, and carriers that remember what went through them. */
class FakeWorld {
  carriers = [];
  time = 0;
  timers = [];
  random = () => 1;

  socket() { return this.#carrier("socket"); }
  stream() { return this.#carrier("stream"); }
  now() { return this.time; }
  setTimeout(run, wait) { return this.#timer(run, wait, 0); }
  setInterval(run, every) { return this.#timer(run, every, every); }
  clearTimeout(timer) { this.timers = this.timers.filter(each => each !== timer); }
  clearInterval(timer) { this.clearTimeout(timer); }
  get newest() { return this.carriers.at(-1); }

  pass(milliseconds) {
    const end = this.time + milliseconds;
    for (;;) {
      const next = this.timers.filter(timer => timer.at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.time = next.at;
      if (next.every) next.at += next.every;
      else this.clearTimeout(next);
      next.run();
    }
    this.time = end;
  }

  #timer(run, wait, every) {
    const timer = { run, at: this.time + wait, every };
    this.timers.push(timer);
    return timer;
  }

  #carrier(kind) {
    const carrier = { kind, sent: [], closed: false, open() {}, send(frame) { this.sent.push(frame); }, close() { this.closed = true; } };
    this.carriers.push(carrier);
    return carrier;
  }
}

const welcome = { t: "welcome", v: 1, worker: "W1", task: "qa", edition: 1, seq: 0, reset: false, now: 0, running: true };

function started() {
  const world = new FakeWorld();
  const states = [];
  const frames = [];
  const line = new Line({
    token: "T", tab: "tab", position: () => ({ edition: 1, seq: 3 }), onFrame: frame => frames.push(frame), onState: state => states.push(state),
  }, world);
  line.start();
  return { world, line, states, frames };
}

function connect({ world }) {
  world.newest.onopen();
  world.newest.onframe({ ...welcome });
  world.pass(0);
}

const said = world => world.newest.sent.filter(frame => frame.t === "say").map(frame => frame.text);

test("the first frame says who is there and how far the page has seen", () => {
  const { world } = started();
  world.newest.onopen();
  assert.deepEqual(world.newest.sent, [{ t: "hello", v: 1, token: "T", tab: "tab", edition: 1, seq: 3 }]);
});

test("what is said before the welcome goes out after it, in order", () => {
  const all = started();
  all.line.say({ t: "say", prompt: 0, text: "one" });
  all.line.say({ t: "say", prompt: 0, text: "two" });
  connect(all);
  assert.deepEqual(said(all.world), ["one", "two"]);
});

test("an unacknowledged message is sent again after a reconnect, with the same cid", () => {
  const all = started();
  connect(all);
  const { frame } = all.line.say({ t: "say", prompt: 0, text: "one" });
  all.world.newest.onclose(1006);
  all.world.pass(1000);
  connect(all);
  assert.equal(all.world.carriers.length, 2);
  assert.deepEqual(all.world.newest.sent.filter(each => each.t === "say"), [frame]);
});

test("an acknowledged message leaves the outbox and is not sent again", () => {
  const all = started();
  connect(all);
  const { frame } = all.line.say({ t: "say", prompt: 0, text: "one" });
  all.world.newest.onframe({ t: "event", e: 1, s: 4, k: "said", cid: frame.cid, text: "one" });
  all.world.newest.onclose(1006);
  all.world.pass(1000);
  connect(all);
  assert.deepEqual(said(all.world), []);
  assert.deepEqual(all.line.outbox.items, []);
});

test("an acknowledgement among the missed events comes before the sending again", () => {
  const all = started();
  connect(all);
  const { frame } = all.line.say({ t: "say", prompt: 0, text: "one" });
  all.world.newest.onclose(1006);
  all.world.pass(1000);
  all.world.newest.onopen();
  all.world.newest.onframe({ ...welcome });
  all.world.newest.onframe({ t: "event", e: 1, s: 4, k: "said", cid: frame.cid, text: "one" });
  all.world.pass(0);
  assert.deepEqual(said(all.world), []);
});

test("an acknowledgement inside a reset counts", () => {
  const all = started();
  connect(all);
  const { frame } = all.line.say({ t: "say", prompt: 0, text: "one" });
  all.world.newest.onframe({ t: "reset", edition: 2, events: [{ e: 2, s: 1, k: "said", cid: frame.cid, text: "one" }] });
  assert.deepEqual(all.line.outbox.items, []);
});

test("a refused message comes back with what was said", () => {
  const all = started();
  connect(all);
  const { frame } = all.line.say({ t: "say", prompt: 1, text: "late words" });
  all.world.newest.onframe({ t: "refused", cid: frame.cid, why: "late", text: "" });
  assert.equal(all.frames.at(-1).answers.frame.text, "late words");
  assert.deepEqual(all.line.outbox.items, []);
});

test("a line that does not answer a ping is given up", () => {
  const all = started();
  connect(all);
  all.world.pass(20_000);
  assert.deepEqual(all.world.newest.sent.at(-1), { t: "ping" });
  all.world.pass(10_000);
  assert.equal(all.world.carriers[0].closed, true);
  all.world.pass(1000);
  assert.equal(all.world.carriers.length, 2);
});

test("a line that answers is kept", () => {
  const all = started();
  connect(all);
  for (let round = 0; round < 5; round++) {
    all.world.pass(20_000);
    all.world.newest.onframe({ t: "pong" });
  }
  assert.equal(all.world.carriers.length, 1);
});

test("a page that wakes up does not wait for its next attempt", () => {
  const all = started();
  for (let attempt = 0; attempt < 2; attempt++) {
    all.world.newest.onclose(1006);
    all.world.pass(1000);
  }
  all.world.newest.onclose(1006);
  const before = all.world.carriers.length;
  all.line.check();
  assert.equal(all.world.carriers.length, before + 1);
});

test("after two refused sockets the page asks for a stream, after that for a socket again", () => {
  const all = started();
  all.world.newest.onclose(1006);
  all.world.pass(10_000);
  all.world.newest.onclose(1006);
  all.world.pass(10_000);
  assert.deepEqual(all.world.carriers.map(carrier => carrier.kind), ["socket", "socket", "stream"]);
  all.world.newest.onclose(1006);
  all.world.pass(1_000);
  assert.equal(all.world.newest.kind, "socket");
});

test("a page that has had a socket waits out a restart of the server", () => {
  const all = started();
  connect(all);
  for (let attempt = 0; attempt < 5; attempt++) {
    all.world.newest.onclose(1006);
    all.world.pass(9_000);
  }
  assert.ok(all.world.carriers.every(carrier => carrier.kind === "socket"));
});

test("a superseded tab does not come back by itself, but when it is asked to", () => {
  const all = started();
  connect(all);
  all.world.newest.onclose(4001);
  all.world.pass(60_000);
  all.line.check();
  assert.equal(all.states.at(-1), "superseded");
  assert.equal(all.world.carriers.length, 1);
  all.line.takeOver();
  assert.equal(all.world.carriers.length, 2);
});

test("a forged session is not tried again", () => {
  const all = started();
  all.world.newest.onclose(4003);
  all.world.pass(60_000);
  assert.equal(all.states.at(-1), "forbidden");
  assert.equal(all.world.carriers.length, 1);
});

test("a closing told on the stream counts like a close code", () => {
  const all = started();
  connect(all);
  all.world.newest.onframe({ t: "close", code: 4001 });
  assert.equal(all.states.at(-1), "superseded");
});

test("a rehearsed break lasts as long as it should", () => {
  const all = started();
  connect(all);
  all.line.breakFor(30_000);
  all.world.pass(29_000);
  all.line.check();
  assert.equal(all.world.carriers.length, 1);
  all.world.pass(1_000);
  assert.equal(all.world.carriers.length, 2);
});

test("messages of an earlier view of the page go first", () => {
  const all = started();
  all.line.say({ t: "say", prompt: 0, text: "now" });
  all.line.onWelcome = (_, outbox) => outbox.attach([{ frame: { t: "say", cid: "old-1", prompt: 0, text: "before" }, at: 0 }], () => true);
  connect(all);
  assert.deepEqual(said(all.world), ["before", "now"]);
});

test("unsent words are unsafe to leave only where storage is blocked", () => {
  const { line } = started();
  line.outbox.attach(null, () => false);
  assert.equal(line.outbox.safe, true);
  line.say({ t: "say", prompt: 0, text: "one" });
  assert.equal(line.outbox.safe, false);
});

test("waiting doubles up to ten seconds, and chance takes off at most half", () => {
  assert.deepEqual([0, 1, 2, 9, 50].map(attempt => delayBefore(attempt, () => 1)), [250, 500, 1000, 10_000, 10_000]);
  assert.equal(delayBefore(2, () => 0), 500);
});

test("a page that sent too much waits ten seconds", () => {
  assert.deepEqual(afterClose(4008), { reconnect: true, state: "tooMuch", wait: 10_000 });
});

test("the reason for a closing is shown until the line is back", () => {
  const all = started();
  connect(all);
  all.world.newest.onclose(4011);
  all.world.pass(3_000);
  all.world.newest.onclose(1006);
  assert.equal(all.states.at(-1), "storeDown");
  all.world.pass(10_000);
  connect(all);
  assert.equal(all.states.at(-1), "online");
});

test("a wish to give back work does not meet the next conversation", () => {
  const all = started();
  connect(all);
  all.line.say({ t: "return" });
  all.world.newest.onframe({ t: "lobby", since: 0, until: null, needs: [] });
  all.world.newest.onclose(1006);
  all.world.pass(1_000);
  connect(all);
  assert.deepEqual(all.world.newest.sent.map(frame => frame.t), ["hello"]);
});
