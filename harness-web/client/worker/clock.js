/**
 * The server's clock as far as the page knows it. In a rehearsal it can stand still or jump, so every time that a worker sees
 * is reckoned from the last report and not from this machine's own clock.
 */
export class Clock {
  #now = 0;
  #heard = 0;
  #running = true;
  #known = false;

  /** @param elapsed a clock of this machine that never jumps, in milliseconds */
  constructor(elapsed = () => performance.now()) {
    this.elapsed = elapsed;
  }

  set(now, running) {
    this.#now = now;
    this.#running = running;
    this.#heard = this.elapsed();
    this.#known = true;
  }

  get running() {
    return this.#running;
  }

  get known() {
    return this.#known;
  }

  get now() {
    return this.#running ? this.#now + (this.elapsed() - this.#heard) : this.#now;
  }
}
