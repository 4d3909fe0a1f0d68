// Asks again and again: one question at a time, none while nobody looks, and ever more rarely while nobody answers.

const SLOWEST = 15_000;

export class Poll {
  #ask;
  #every;
  #timer = 0;
  #asking = false;
  #again = false;
  #failures = 0;

  /** "ask" answers whether the server was there; "every" the pause in milliseconds, or 0 for none at all. */
  constructor(ask, every) {
    this.#ask = ask;
    this.#every = every;
    document.addEventListener('visibilitychange', () => this.now());
  }

  /** Asks now, or right after the answer that is on its way, which may be older than what has just been done. */
  now() {
    if (document.visibilityState === 'hidden') {
      clearTimeout(this.#timer);
    } else if (this.#asking) {
      this.#again = true;
    } else {
      this.#turn();
    }
  }

  async #turn() {
    clearTimeout(this.#timer);
    this.#asking = true;
    this.#again = false;
    try {
      this.#failures = (await this.#ask()) ? 0 : this.#failures + 1;
    } finally {
      this.#asking = false;
      this.#plan();
    }
  }

  #plan() {
    if (document.visibilityState === 'hidden') {
      return;
    }
    const every = this.#every();
    if (this.#again) {
      this.#turn();
    } else if (this.#failures) {
      // It comes back by itself, also where the updates are paused.
      this.#timer = setTimeout(() => this.#turn(), Math.min(SLOWEST, 1_000 * 2 ** Math.min(this.#failures - 1, 4)));
    } else if (every) {
      this.#timer = setTimeout(() => this.#turn(), every);
    }
  }
}
