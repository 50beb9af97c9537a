/**
 * What the page has said and the server has not yet acknowledged, oldest first. It survives a reload where the browser lets
 * it; the server knows a message by its `cid`, so sending one twice does no harm.
 */
export class Outbox {
  #items = [];
  #counter = 0;
  #keep = () => true;

  constructor(tab) {
    this.tab = tab;
  }

  get items() {
    return this.#items;
  }

  /** Joins with what an earlier view of this page left behind. Those messages were said first. */
  attach(kept, keep) {
    const known = new Set(this.#items.map(item => item.frame.cid));
    const earlier = (Array.isArray(kept) ? kept : []).filter(item => item?.frame?.cid && !known.has(item.frame.cid));
    this.#items = [...earlier.map(item => ({ ...item, sent: false })), ...this.#items];
    this.#keep = keep;
    this.#store();
  }

  add(frame, at) {
    const item = { frame: { ...frame, cid: `${this.tab}-${++this.#counter}` }, at, sent: false };
    this.#items = [...this.#items, item];
    this.#store();
    return item;
  }

  /** The server has answered for this message. Answers with the item, or undefined for a message that is not ours. */
  settle(cid) {
    const item = this.#items.find(each => each.frame.cid === cid);
    if (!item) return undefined;
    this.#items = this.#items.filter(each => each !== item);
    this.#store();
    return item;
  }

  /** Forgets messages of a kind that no acknowledgement will come for. */
  drop(kind) {
    if (!this.#items.some(item => item.frame.t === kind)) return;
    this.#items = this.#items.filter(item => item.frame.t !== kind);
    this.#store();
  }

  /** False when what is unsent would be lost by leaving the page. */
  get safe() {
    return this.#items.length === 0 || this.kept;
  }

  kept = true;

  #store() {
    this.kept = this.#keep(this.#items.length ? this.#items.map(({ frame, at }) => ({ frame, at })) : null);
  }
}

/** The `cid` that a frame from the server answers for, or null. */
export function answeredBy(frame) {
  if (frame.t === "refused") return frame.cid;
  if (frame.t === "event" && (frame.k === "said" || frame.k === "again")) return frame.cid;
  return null;
}
