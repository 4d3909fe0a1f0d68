// One turn of questions to the endpoints: as few as the page needs, and the costly ones more rarely.

import { ApiError, Trouble, get, mayAct, serverNow } from './api.js';
import { LATEST } from './model.js';
import { Sweep } from './sweep.js';
import { wholeQueues } from './whole.js';

/** What one page of tasks holds. */
export const PAGE = 100;

/** How often in turns what seldom changes is asked for. */
const RARELY = 5;

/** Beyond that many waiting runs, their details cost the server more than they tell. */
const MANY_WAITING = 1_000;

/** How long a run goes on before the page asks where its code is, in milliseconds, and of how many runs in a turn. */
const LONG = 2_000;
const LOCATIONS = 4;

/** How many tasks of other pages that are in trouble are looked at in each turn. */
const IN_TROUBLE = 3;

const LIVE = 'taskruns?status=RUNNING,RETRYING,HELD&limit=200';

export class Source {
  #model;
  #settings;
  #turn = 0;
  #filter = '';
  #sweep = new Sweep((query) => get('tasks?' + query));

  /** What this page may do: true until the server says otherwise, null for what is not exposed. */
  may = { tasks: true, taskruns: true, taskpools: true };

  constructor(model, settings) {
    this.#model = model;
    this.#settings = settings;
  }

  /** Asks which actions are allowed; once, and again when a server comes back. */
  async access() {
    const [tasks, taskruns, taskpools] = await Promise.all([
      mayAct('tasks/x', 'POST'),
      mayAct('taskruns/x', 'DELETE'),
      mayAct('taskpools/x', 'POST'),
    ]);
    this.may = { tasks, taskruns, taskpools };
  }

  /** Asks for all that the page shows; throws what went wrong with the tasks, without which there is nothing to show. */
  async turn() {
    const filter = this.#query();
    const rare = this.#turn++ % RARELY === 0 || filter !== this.#filter;
    this.#filter = filter;
    const latest = rare ? '&latest=' + LATEST : '';
    const model = this.#model;
    model.unanswered.clear();
    const [tasks, runs] = await Promise.all([get(`tasks?limit=${PAGE}${filter}${latest}`), this.#optional(LIVE)]);
    model.tasksAnswered(tasks, serverNow());
    model.running = runs && runs.runs;
    model.runningTotal = runs ? runs.page.total : 0;
    await Promise.all([this.#others(latest), ...(runs ? this.#aboutRuns(rare) : this.#nothingOfRuns())]);
    model.forgetGone();
  }

  #query() {
    const { q, kind, state, pool, page } = this.#settings();
    const wanted = { name: q.trim(), kind, state, pool, offset: +page > 0 ? String(+page * PAGE) : '' };
    return Object.entries(wanted)
      .filter(([, value]) => value)
      .map(([name, value]) => `&${name}=${encodeURIComponent(value)}`)
      .join('');
  }

  /** What the page of tasks does not have: queues and timers, which have lists of their own, and trouble, which may be anywhere. */
  async #others(latest) {
    const model = this.#model;
    if (this.#filter || model.page.total > PAGE) {
      const [queues, timers] = await Promise.all(
        ['queue', 'timer'].map((kind) => this.#optional(`tasks?limit=${PAGE}&kind=${kind}${kind === 'queue' ? latest : ''}`)),
      );
      const shown = new Set(model.tasks.map((task) => task.name));
      if (queues) {
        model.queuesWithoutWorker = wholeQueues(queues.queues);
      }
      const others = [...(queues?.tasks ?? []), ...(timers?.tasks ?? [])];
      model.addTasks(others.filter((task) => !shown.has(task.name)));
      await this.#elsewhere();
    }
  }

  async #elsewhere() {
    const model = this.#model;
    const listed = new Set(model.known.keys());
    model.remembered(this.#sweep.found);
    const trouble = model.troubleElsewhere().filter((task) => !listed.has(task.name));
    const first = trouble.length > IN_TROUBLE ? (this.#turn * IN_TROUBLE) % trouble.length : 0;
    const asked = trouble.concat(trouble).slice(first, first + Math.min(IN_TROUBLE, trouble.length));
    const [next, ...named] = await Promise.all([
      this.#optional('tasks', this.#sweep.next()),
      ...asked.map(({ name }) => this.#optional(`tasks?limit=${IN_TROUBLE}&latest=${LATEST}&name=${encodeURIComponent(name)}`)),
    ]);
    const again = named.flatMap((answer) => answer?.tasks ?? []);
    this.#sweep.put(again);
    // Those were asked for more, which the sweep would forget.
    const byName = new Set(again.map((task) => task.name));
    const swept = (next ?? []).filter((task) => !byName.has(task.name));
    model.glimpsed([...swept, ...again].filter((task) => !listed.has(task.name)));
  }

  /** Takes in what an action made of a task. */
  acted(task) {
    this.#sweep.put([task]);
  }

  #aboutRuns(rare) {
    const model = this.#model;
    const waiting = Object.values(model.pools).reduce((sum, { waiting: by }) => sum + by.LOW + by.NORMAL + by.HIGH, 0);
    return [
      this.#optional('taskruns?status=FAILED,TIMED_OUT,REJECTED&limit=30').then((found) => {
        model.failures = found?.runs ?? null;
      }),
      rare || model.stuck.length
        ? this.#optional('taskruns?stuck=true&limit=100').then((found) => {
            model.stuck = found?.runs ?? [];
          })
        : null,
      waiting && waiting <= MANY_WAITING
        ? this.#optional('taskruns?status=WAITING&limit=50').then((found) => {
            // Of those that wait, some have not come to a line yet.
            model.oldestWaiting = (found?.runs ?? []).filter((run) => run.waitingFor?.code === 'NO_SLOT');
          })
        : (model.oldestWaiting = []),
      this.#locations(rare),
    ];
  }

  /** What was known of runs says nothing any more. */
  #nothingOfRuns() {
    Object.assign(this.#model, { failures: null, stuck: [], oldestWaiting: [], locations: new Map() });
    return [];
  }

  /** Asks in each turn of what is new and of what was at a lock, rarely of the rest; never of many at once, and of each in its turn. */
  async #locations(rare) {
    const model = this.#model;
    const long = model.running.concat(model.stuck).filter((run) => run.thread && model.took(run) > LONG);
    const known = ({ id }) => model.locations.get(id);
    const asked = long
      .filter((run) => rare || !known(run) || known(run).heldBy)
      .sort((a, b) => (known(a)?.seen ?? 0) - (known(b)?.seen ?? 0))
      .slice(0, LOCATIONS);
    const found = await Promise.all(asked.map((run) => this.#optional('taskruns/' + encodeURIComponent(run.id))));
    model.locations = new Map(long.filter(known).map((run) => [run.id, known(run)]));
    found.forEach((answer, i) => model.located(asked[i].id, answer?.run.location));
  }

  /** Null where nothing is exposed, or there is no answer: why is told then. A server that is gone is no answer at all. */
  async #optional(path, answer = get(path)) {
    try {
      return await answer;
    } catch (problem) {
      if (!(problem instanceof ApiError) || problem.trouble === Trouble.GONE) {
        throw problem;
      }
      if (problem.trouble !== Trouble.HIDDEN) {
        this.#model.unanswered.set(/^\w+/.exec(path)[0], problem.message);
      }
      return null;
    }
  }
}
