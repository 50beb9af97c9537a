import { keepJson, keptJson } from "../shared/keep.js";

/** Text that is written but not sent, kept over a reload. One box for free text, and one value for each form field. */
export class Drafts {
  #values = {};
  #key = null;
  #timer = 0;

  constructor(storage = () => sessionStorage) {
    this.storage = storage;
    globalThis.addEventListener?.("pagehide", () => this.#store());
  }

  /** From now on drafts belong to this worker. What was typed before the welcome wins over what was kept. */
  attach(task, worker) {
    const key = `crowdwork:draft:${task}:${worker}`;
    if (this.#key === key) return;
    this.#key = key;
    this.#values = { ...keptJson(this.storage, key), ...this.#values };
  }

  get(name) {
    return this.#values[name];
  }

  set(name, value) {
    if (value === "" || value === undefined) delete this.#values[name];
    else this.#values[name] = value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#store(), 250);
  }

  /** Forgets everything whose name begins so. */
  clear(prefix) {
    for (const name of Object.keys(this.#values)) if (name.startsWith(prefix)) delete this.#values[name];
    this.#store();
  }

  #store() {
    clearTimeout(this.#timer);
    if (this.#key) keepJson(this.storage, this.#key, Object.keys(this.#values).length ? this.#values : null);
  }
}
