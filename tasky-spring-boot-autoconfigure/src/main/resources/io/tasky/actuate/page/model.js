// What the page knows: the latest answers, and what follows from several of them, such as rates.

import { instant, millis } from './format.js';
import { wholePools, wholeQueues, wholeTask } from './whole.js';

/** How many points a chart of a pool has; a point for each answer. */
const POINTS = 150;

/** How long back a rate looks, in milliseconds. */
const RATE_SPAN = 20_000;

/** How many ended runs of a task its line shows. */
export const LATEST = 24;

/** Who has the slots: tasks with how many, the most first. */
export function holdersOf(runs) {
  const by = new Map();
  for (const { task, priority } of runs) {
    const key = task + ' ' + priority;
    by.set(key, { task, priority, n: (by.get(key)?.n ?? 0) + 1 });
  }
  return [...by.values()].sort((a, b) => b.n - a.n || a.task.localeCompare(b.task));
}

/** Which runs and tasks some problems are about, each with a word for the most urgent one. */
export function marked(items) {
  const runs = new Map();
  const tasks = new Map();
  for (const { level, marks = [] } of items) {
    for (const { run, task, word } of marks) {
      if (run) {
        runs.set(run, runs.get(run) ?? { level, word });
      }
      tasks.set(task, tasks.get(task) ?? { level, word });
    }
  }
  return { runs, tasks };
}

const keepOnly = (map, wanted) => [...map].filter((entry) => !wanted(entry)).forEach(([key]) => map.delete(key));

export class Model {
  now = 0;
  supervisor = null;
  pools = {};

  /** The tasks of the page that is looked at, and where that stands. */
  tasks = [];
  page = { offset: 0, limit: 100, total: 0 };

  /** All tasks that any answer had, by name: those of this turn, and of others what is known. */
  known = new Map();

  queues = [];
  queuesWithoutWorker = wholeQueues();
  timers = [];

  /** Runs whose code runs, or that wait for their next attempt; null where the endpoint is not exposed. */
  running = null;
  runningTotal = 0;

  /** Those whose code goes on although they have their outcome. */
  stuck = [];

  /** The oldest that wait, if there are not too many to ask for. */
  oldestWaiting = [];

  /** Runs that failed, the latest first; null where the endpoint is not exposed. */
  failures = null;

  /** Where the code of long runs was when that was last asked, by the id of the run. */
  locations = new Map();

  /** What endpoints said instead of an answer, by their names: not those that are not exposed. */
  unanswered = new Map();

  /** What needs attention, and which runs and tasks that is about; from the latest answers of this turn. */
  problems = [];
  marked = { runs: new Map(), tasks: new Map() };

  /** The latest ended runs by the name of their task, the latest first. */
  #latest = new Map();

  /** Ended runs by task and time, for rates. */
  #ended = new Map();

  #poolHistory = new Map();

  /** Since when this page has seen something go on without a break, and when it last did, by what that is. */
  #since = new Map();
  #looked = 0;

  /** Takes in a page of tasks. */
  tasksAnswered(answer, now) {
    keepOnly(this.#since, ([, { seen }]) => seen === this.#looked);
    keepOnly(this.#poolHistory, ([name]) => name in answer.pools);
    this.now = now;
    this.supervisor = answer.supervisor;
    this.pools = wholePools(answer.pools);
    this.tasks = answer.tasks.map(wholeTask);
    this.page = answer.page;
    this.queuesWithoutWorker = wholeQueues(answer.queues);
    this.known = new Map();
    this.addTasks(this.tasks);
    for (const [name, pool] of Object.entries(this.pools)) {
      this.#addPoint(name, pool);
    }
  }

  /** Takes in tasks that the lists of this turn are to have. */
  addTasks(tasks) {
    this.glimpsed(tasks);
    this.queues = [...this.known.values()].filter((task) => task.queue);
    this.timers = [...this.known.values()].filter((task) => task.timer);
  }

  /** Takes in what was seen in this turn of tasks that are in none of its lists. */
  glimpsed(tasks) {
    for (const task of tasks.map(wholeTask)) {
      this.known.set(task.name, task);
      this.#noteLatest(task);
      this.#noteEnded(task);
    }
  }

  /** Takes in what was seen in earlier turns of tasks of which this one has nothing. */
  remembered(tasks) {
    for (const task of tasks) {
      if (!this.known.has(task.name)) {
        this.known.set(task.name, wholeTask(task));
      }
    }
  }

  /** Tasks that need attention, but are not on the page of tasks that is looked at; the most urgent first. */
  troubleElsewhere() {
    const here = new Set(this.tasks.map((task) => task.name));
    return [...this.marked.tasks.keys()].filter((name) => !here.has(name) && this.known.has(name)).map((name) => this.known.get(name));
  }

  /** Forgets what is kept of tasks that this turn's answers did not have: they are gone, or nobody looks at them. */
  forgetGone() {
    for (const kept of [this.#latest, this.#ended]) {
      keepOnly(kept, ([name]) => this.known.has(name));
    }
  }

  /** Takes in where the code of a run is now, if that is known: if at a lock, since when it has been seen there, and how long. */
  located(id, location) {
    if (!location) {
      this.locations.delete(id);
      return;
    }
    const before = this.locations.get(id);
    const same = location.heldBy && ['heldBy', 'waitsFor', 'stack'].every((part) => before?.[part] === location[part]);
    const since = same ? before.since : this.now;
    this.locations.set(id, { ...location, since, waited: this.now - since, seen: this.now });
  }

  /** The latest ended runs of a task, the latest first: { outcome, ms }. */
  latest(name) {
    return this.#latest.get(name)?.runs ?? [];
  }

  /** An answer has them only now and then; between two of them, the last run of each answer is added. */
  #noteLatest(task) {
    const before = this.#latest.get(task.name);
    const id = task.lastRun?.id;
    if (task.latest) {
      const runs = task.latest.map((run) => ({ outcome: run.outcome, ms: millis(run.duration) }));
      this.#latest.set(task.name, { id, runs });
    } else if (id && before?.id !== id) {
      const run = { outcome: task.lastRun.outcome, ms: millis(task.lastRun.duration) };
      this.#latest.set(task.name, { id, runs: [run, ...(before?.runs ?? [])].slice(0, LATEST) });
    }
  }

  #noteEnded(task) {
    const { succeeded, failed, timedOut, cancelled } = task.counts;
    const points = this.#ended.get(task.name) ?? [];
    const total = succeeded + failed + timedOut + cancelled;
    const bad = failed + timedOut;
    if (points.length && points.at(-1).total > total) {
      // The application was restarted.
      points.length = 0;
    }
    if (points.at(-1)?.at !== this.now) {
      points.push({ at: this.now, total, bad });
    }
    while (points.length > 2 && this.now - points[0].at > RATE_SPAN) {
      points.shift();
    }
    this.#ended.set(task.name, points);
  }

  /** How many runs of a task end in a second; null if it is too early to say. */
  endedPerSecond(name) {
    const points = this.#ended.get(name);
    if (!points || points.length < 2) {
      return null;
    }
    const passed = points.at(-1).at - points[0].at;
    return passed < 500 ? null : ((points.at(-1).total - points[0].total) * 1000) / passed;
  }

  /** How many of those did not succeed, from 0 to 1; null if none ended. */
  failedShare(name) {
    const points = this.#ended.get(name);
    const ended = points ? points.at(-1).total - points[0].total : 0;
    return ended ? (points.at(-1).bad - points[0].bad) / ended : null;
  }

  #addPoint(name, pool) {
    const points = this.#poolHistory.get(name) ?? [];
    const waiting = pool.waiting.LOW + pool.waiting.NORMAL + pool.waiting.HIGH;
    points.push({ at: this.now / 1000, running: pool.running + pool.critical, waiting });
    this.#poolHistory.set(name, points.slice(-POINTS));
  }

  /** What a pool did since this page was opened: times, runs on slots, runs that waited. */
  poolHistory(name) {
    const points = this.#poolHistory.get(name) ?? [];
    return [points.map((p) => p.at), points.map((p) => p.running), points.map((p) => p.waiting)];
  }

  /** Since when this page has seen that, without a break; call it in each turn, with whether it is so now. */
  since(what, isSo) {
    this.#looked = this.now;
    if (!isSo) {
      this.#since.delete(what);
      return null;
    }
    const at = this.#since.get(what)?.at ?? this.now;
    this.#since.set(what, { at, seen: this.now });
    return at;
  }

  /** The live runs of a pool that have slots: not those between two attempts, or held until something else is over. */
  onSlots(pool) {
    return (this.running ?? []).concat(this.stuck).filter((run) => run.pool === pool && (run.status === 'RUNNING' || run.stuck));
  }

  /** How long a run has been going on, in milliseconds. */
  took(run) {
    const started = instant(run.startedAt);
    return started === null ? 0 : this.now - started;
  }
}
