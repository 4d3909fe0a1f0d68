// Looks at the tasks that the page does not show, some in each turn, so that trouble is not out of sight for long.

/** How many tasks in a turn, and how many when the page is opened: as many as one answer has. */
const SOME = 100;
const FIRST = 1_000;

/** How many of the latest runs of each: as many as tell a task that fails. */
const LATEST = 3;

export class Sweep {
  #ask;
  #offset = 0;
  #round = 0;
  #found = new Map();

  /** "ask" answers a page of tasks for a query. */
  constructor(ask) {
    this.#ask = ask;
  }

  /** All that were found, as of when they were. */
  get found() {
    return [...this.#found.values()].map(({ task }) => task);
  }

  /** Looks at the next ones; answers them. */
  async next() {
    const limit = this.#round || this.#offset ? SOME : FIRST;
    const { tasks, page } = await this.#ask(`offset=${this.#offset}&limit=${limit}&latest=${LATEST}`);
    this.put(tasks);
    this.#offset += tasks.length;
    if (!tasks.length || this.#offset >= page.total) {
      this.#endRound();
    }
    return tasks;
  }

  /** Takes in what was learned of tasks elsewhere. */
  put(tasks) {
    tasks.forEach((task) => this.#found.set(task.name, { task, round: this.#round }));
  }

  /** What a whole round did not find is gone. */
  #endRound() {
    for (const [name, { round }] of this.#found) {
      if (round !== this.#round) {
        this.#found.delete(name);
      }
    }
    this.#offset = 0;
    this.#round++;
  }
}
