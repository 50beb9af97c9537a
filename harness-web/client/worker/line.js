import { Outbox, answeredBy } from "./outbox.js";
import { afterClose, delayBefore } from "./retry.js";

const pingEvery = 20_000;
const answerWithin = 10_000;
const checkWithin = 4_000;

/**
 * The line to the server. It is expected to break: a page sleeps, a train enters a tunnel, a server is restarted. Whoever
 * speaks through it need not care.
 *
 *     page --say()--> outbox --> WebSocket --> server
 *     page <-onFrame-- settle <---------------- event with the same cid
 *
 * What is said stays in the outbox until the server has answered for it, and is sent again after every welcome. Where
 * WebSockets are refused, frames come as lines of an endless answer to a POST, and go by another.
 */
export class Line {
  #carrier = null;
  #welcomed = false;
  #attempt = 0;
  #failedOpens = 0;
  #everByWebSocket = false;
  #retry = 0;
  #pinger = 0;
  #deadline = 0;
  #silentUntil = 0;
  #given = "";
  #reason = "";

  /**
   * @param options.position answers how far the page has seen: `{ edition, seq }`
   * @param options.onFrame every frame from the server, in order
   * @param options.onState "connecting", "online", "offline", "superseded", "forbidden", "tooMuch", "storeDown"
   * @param world the browser's part: sockets, fetch, timers, chance; a test brings its own
   */
  constructor({ token, tab, position, onFrame, onState, onWelcome = () => {} }, world = browser()) {
    Object.assign(this, { token, tab, position, onFrame, onState, onWelcome, world });
    this.outbox = new Outbox(tab);
  }

  start() {
    this.#open();
  }

  /** Says something that must arrive. Answers with the item in the outbox. */
  say(frame) {
    const item = this.outbox.add({ ...frame, e: this.position().edition }, this.world.now());
    this.#flush();
    return item;
  }

  /** Says something that is worth nothing later: typing, a ping. Answers whether there was a line to say it on. */
  mention(frame) {
    if (this.#welcomed) this.#carrier.send(frame);
    return this.#welcomed;
  }

  /** Something happened that makes it worth while to look at once: the network is back, the page is seen again. */
  check() {
    if (this.#given) return;
    if (this.#welcomed) this.#ping(checkWithin);
    else if (!this.#carrier) this.#openNow();
  }

  /** Takes the seat back from another tab. */
  takeOver() {
    this.#given = "";
    this.#openNow();
  }

  /** For a rehearsal: behaves as if the network were gone for a while. */
  breakFor(milliseconds) {
    this.#silentUntil = this.world.now() + milliseconds;
    if (this.#given) return;
    this.#lost(this.#carrier, 1006);
  }

  #openNow() {
    this.world.clearTimeout(this.#retry);
    this.#attempt = 0;
    this.#open();
  }

  #open() {
    const silence = this.#silentUntil - this.world.now();
    if (silence > 0) {
      this.#retry = this.world.setTimeout(() => this.#open(), silence);
      return;
    }
    this.#drop();
    if (!this.#reason) this.onState("connecting");
    const carrier = this.#useStream() ? this.world.stream(this.token, this.tab) : this.world.socket();
    this.#carrier = carrier;
    carrier.onopen = () => carrier.send({ t: "hello", v: 1, token: this.token, tab: this.tab, ...this.position() });
    carrier.onframe = frame => carrier === this.#carrier && this.#heard(frame);
    carrier.onclose = code => this.#lost(carrier, code);
    this.#expectWithin(answerWithin);
    carrier.open();
  }

  // A server that is being restarted refuses everything, WebSockets included. A page that has had one gives it more chances.
  #useStream() {
    return this.#failedOpens >= (this.#everByWebSocket ? 8 : 2);
  }

  #heard(frame) {
    this.world.clearTimeout(this.#deadline);
    if (frame.t === "welcome") this.#welcome(frame);
    if (frame.t === "close") return this.#lost(this.#carrier, frame.code);
    if (frame.t === "pong") return;
    this.#settle(frame);
    this.onFrame(frame);
  }

  #welcome(frame) {
    this.#welcomed = true;
    this.#reason = "";
    this.#attempt = 0;
    this.#failedOpens = 0;
    this.#everByWebSocket ||= this.#carrier.kind === "socket";
    for (const item of this.outbox.items) item.sent = false;
    this.onWelcome(frame, this.outbox);
    this.onState("online");
    this.world.clearInterval(this.#pinger);
    this.#pinger = this.world.setInterval(() => this.#ping(answerWithin), pingEvery);
    // Events that the page missed come first; one of them may be the answer for what would be sent again.
    this.world.setTimeout(() => this.#flush(), 0);
  }

  #settle(frame) {
    if (frame.t === "reset") frame.events.forEach(event => this.#settle({ ...event, t: "event" }));
    if (frame.t === "lobby" || frame.t === "reset") this.outbox.drop("again");
    // What was to be given back is over, or was not yet taken: the wish must not meet the next conversation.
    if (frame.t === "lobby" || (frame.t === "event" && frame.k === "ended")) this.outbox.drop("return");
    const cid = answeredBy(frame);
    if (cid) frame.answers = this.outbox.settle(cid);
  }

  #flush() {
    if (!this.#welcomed) return;
    for (const item of this.outbox.items) {
      if (item.sent) continue;
      item.sent = true;
      this.#carrier.send(item.frame);
    }
  }

  #ping(within) {
    this.mention({ t: "ping" });
    this.#expectWithin(within);
  }

  #expectWithin(milliseconds) {
    this.world.clearTimeout(this.#deadline);
    this.#deadline = this.world.setTimeout(() => this.#lost(this.#carrier, 1006), milliseconds);
  }

  #lost(carrier, code) {
    if (carrier !== this.#carrier) return;
    if (!this.#welcomed) this.#failedOpens = carrier?.kind === "stream" ? 0 : this.#failedOpens + 1;
    this.#drop();
    const next = afterClose(code);
    // Why the server hung up is worth reading until it is back, and not only until the next attempt.
    this.#reason = next.wait ? next.state : code === 1006 ? this.#reason : "";
    this.onState(this.#reason || next.state);
    if (!next.reconnect) {
      this.#given = next.state;
      return;
    }
    this.world.clearTimeout(this.#retry);
    const silence = this.#silentUntil - this.world.now();
    const wait = silence > 0 ? silence : next.wait ?? delayBefore(this.#attempt++, this.world.random);
    this.#retry = this.world.setTimeout(() => this.#open(), wait);
  }

  #drop() {
    const carrier = this.#carrier;
    this.#carrier = null;
    this.#welcomed = false;
    this.world.clearTimeout(this.#deadline);
    this.world.clearInterval(this.#pinger);
    carrier?.close();
  }
}

/** The real world of a page. */
export function browser() {
  return {
    socket: () => new SocketCarrier(new URL("/worker/socket", location.href.replace(/^http/, "ws"))),
    stream: (token, tab) => new StreamCarrier(token, tab),
    setTimeout: (run, wait) => setTimeout(run, wait),
    clearTimeout: id => clearTimeout(id),
    setInterval: (run, every) => setInterval(run, every),
    clearInterval: id => clearInterval(id),
    now: () => performance.now(),
    random: Math.random,
  };
}

class SocketCarrier {
  kind = "socket";

  constructor(address) {
    this.address = address;
  }

  open() {
    this.socket = new WebSocket(this.address);
    this.socket.onopen = () => this.onopen();
    this.socket.onmessage = message => {
      const frames = JSON.parse(message.data);
      for (const frame of Array.isArray(frames) ? frames : [frames]) this.onframe(frame);
    };
    this.socket.onclose = event => this.onclose(event.code);
  }

  send(frame) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  close() {
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
  }
}

/** Frames as lines of the answer to one POST; what is said goes by others, one after the other so that order is kept. */
class StreamCarrier {
  kind = "stream";
  #closing = new AbortController();
  #waiting = [];
  #sending = false;
  #hello = true;

  constructor(token, tab) {
    Object.assign(this, { token, tab });
  }

  open() {
    this.onopen();
  }

  send(frame) {
    if (this.#hello) {
      this.#hello = false;
      this.#listen(frame);
      return;
    }
    this.#waiting.push(frame);
    this.#send();
  }

  close() {
    this.#closing.abort();
  }

  async #listen(hello) {
    try {
      const answer = await this.#post("/worker/stream", hello);
      if (!answer.ok) return this.onclose(answer.status === 403 ? 4003 : 1006);
      await this.#readLines(answer.body.pipeThrough(new TextDecoderStream()).getReader());
    } catch {
      // The network went away, which is what onclose says.
    }
    if (!this.#closing.signal.aborted) this.onclose(1006);
  }

  async #readLines(reader) {
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) if (line.trim()) this.onframe(JSON.parse(line));
    }
  }

  async #send() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#waiting.length) {
        const frames = this.#waiting.splice(0, 16);
        const answer = await this.#post("/worker/send", { token: this.token, tab: this.tab, frames });
        if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
      }
    } catch {
      if (!this.#closing.signal.aborted) this.onclose(1006);
    } finally {
      this.#sending = false;
    }
  }

  #post(address, body) {
    return fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: this.#closing.signal,
    });
  }
}
