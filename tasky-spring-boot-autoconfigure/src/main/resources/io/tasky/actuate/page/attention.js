// What is wrong, in words: the cause, where it is, since when, and what can be done about it. Pure functions of the model.

import { clockSpan, count, failureText, instant, median, plural, simpleName, span, words } from './format.js';

/** What counts as long for a run whose task says nothing about it, in milliseconds. */
const LONG_WITHOUT_HISTORY = 10 * 60_000;
const LONG_AT_LEAST = 10_000;
const LONG_TIMES_USUAL = 10;

/** How long a run waits for a lock, or for a slot, before that is worth a word. */
const BLOCKED = 2_000;
const WAITING = 5_000;

/** How many runs in a row have to fail. */
const FAILING = 3;

const ORDER = ['NORMAL', 'HIGH'];

/** Everything that needs somebody's attention, the most urgent first. */
export function attention(model) {
  const found = [supervisor(model), ...longRuns(model), ...stuckRuns(model), ...pools(model), ...failing(model)];
  found.push(...queues(model), ...heldBack(model));
  const level = { bad: 0, warn: 1 };
  return found.filter(Boolean).sort((a, b) => level[a.level] - level[b.level]);
}

function supervisor({ supervisor: it }) {
  return it.state === 'RUNNING'
    ? null
    : {
        key: 'supervisor',
        level: 'warn',
        title: `The supervisor is ${it.state}`,
        text: 'No tick, timer or queue starts anything until it runs.',
      };
}

function longRuns(model) {
  return (model.running ?? []).map((run) => longRun(run, model));
}

function longRun(run, model) {
  if (run.status !== 'RUNNING') {
    return null;
  }
  const took = model.took(run);
  const location = model.locations.get(run.id);
  const usual = median(model.latest(run.task).filter((each) => each.ms !== null).map((each) => each.ms));
  const limit = usual === null ? LONG_WITHOUT_HISTORY : Math.max(LONG_AT_LEAST, LONG_TIMES_USUAL * usual);
  const blocked = took > BLOCKED && Boolean(location?.heldBy);
  const holder = blocked ? holderOf(location, model) : null;
  if (!blocked && took < limit) {
    return null;
  }
  return {
    key: 'long ' + run.id,
    level: blocked ? 'bad' : 'warn',
    title: blocked
      ? `${run.task} is stuck: it waits for a lock${holder ? ` that ${holder.task} has` : ''}`
      : `${run.task} runs unusually long`,
    text: [where(location, model), usual === null ? '' : `It usually takes ${span(usual)}.`].filter(Boolean).join(' '),
    facts: [`running for ${clockSpan(took)}`, run.stopRequested ? 'was asked to stop' : '', `pool ${run.pool}`, run.priority],
    since: instant(run.startedAt),
    run: run.id,
    task: run.task,
    holder,
    actions: holder ? ['holder', 'run', 'stop'] : ['stop', 'run'],
  };
}

/** The run on the thread that has the lock, if it is one. */
function holderOf(location, model) {
  return location?.heldBy ? (model.running ?? []).find((run) => run.thread === location.heldBy) : null;
}

/** Where the code of a run is: what it waits for, and who has that. */
function where(location, model) {
  if (!location) {
    return '';
  }
  const holder = holderOf(location, model);
  const held = location.heldBy
    ? `, which is held by ${holder ? `a run of ${holder.task} (${holder.id}), on` : ''} thread ${location.heldBy}`
    : '';
  const what = location.waitsFor ? ` for ${lockName(location.waitsFor)}` : '';
  const verb = { BLOCKED: 'is blocked, waiting', WAITING: 'waits', TIMED_WAITING: 'waits' }[location.state];
  const frame = location.stack?.split('\n').find((line) => !/^(java|jdk|sun)\./.test(line));
  return `Its thread ${location.thread} ${verb ? verb + what + held : 'is running'}${frame ? `, at ${frame}` : ''}.`;
}

/** Locks of the JDK wait in a class of their own inside, whose name says nothing. */
const lockName = (type) => 'a ' + simpleName(type.replace(/\$(Nonfair|Fair)?Sync$/, ''));

function stuckRuns(model) {
  return model.stuck.map((run) => ({
    key: 'stuck ' + run.id,
    level: 'bad',
    title: `${run.task} does not stop`,
    text: `A run is ${words(run.status)}, but its code goes on and keeps its slot. ${where(model.locations.get(run.id), model)}`,
    facts: [`pool ${run.pool}`],
    since: instant(run.startedAt),
    run: run.id,
    task: run.task,
    actions: ['stop', 'run'],
  }));
}

function pools(model) {
  return Object.entries(model.pools).map(([name, pool]) => fullPool(name, pool, model));
}

/** LOW is meant to wait. What is above it waiting for long is not. */
function fullPool(name, pool, model) {
  const late = ORDER.filter((priority) => pool.waiting[priority] > 0);
  const seen = model.since('full ' + name, late.length > 0);
  if (!late.length) {
    return null;
  }
  const waiting = model.oldestWaiting.filter((run) => run.pool === name && late.includes(run.priority));
  const oldest = waiting.length ? instant(waiting[0].queuedAt) : seen;
  if (model.now - oldest < WAITING) {
    return null;
  }
  const holders = holdersOf(model.onSlots(name));
  const low = holders.filter((each) => each.priority === 'LOW').reduce((sum, each) => sum + each.n, 0);
  const many = late.map((priority) => `${count(pool.waiting[priority])} ${priority}`).join(' and ');
  const reserves = pool.reserveNormal + pool.reserveHigh ? '' : ' No slots are reserved for NORMAL or HIGH.';
  const tasks = [...new Set(waiting.map((run) => run.task))].slice(0, 3).join(', ');
  return {
    key: 'full ' + name,
    level: 'bad',
    title: low >= pool.size && pool.size > 0
      ? `Pool ${name} is full of LOW work, and more urgent work waits`
      : `Pool ${name} is full: ${many} wait`,
    text: `All ${pool.running} slots are taken by ${holders.slice(0, 3).map(holderText).join(', ') || 'runs'}. `
      + `${many} ${tasks ? `(${tasks}) ` : ''}wait.${reserves}`,
    facts: [`the oldest waits for ${clockSpan(model.now - oldest)}`],
    since: oldest,
    pool: name,
    actions: ['resize'],
  };
}

/** Who has the slots: tasks with how many, the most first. */
export function holdersOf(runs) {
  const by = new Map();
  for (const { task, priority } of runs) {
    const key = task + ' ' + priority;
    by.set(key, { task, priority, n: (by.get(key)?.n ?? 0) + 1 });
  }
  return [...by.values()].sort((a, b) => b.n - a.n || a.task.localeCompare(b.task));
}

const holderText = ({ task, priority, n }) => `${n} × ${task} (${priority})`;

function failing(model) {
  const names = new Set([...(model.failures ?? []).map((run) => run.task), ...model.queues.map((task) => task.name)]);
  return [...names].map((name) => failingTask(name, model));
}

function failingTask(name, model) {
  const latest = model.latest(name);
  const failures = (model.failures ?? []).filter((run) => run.task === name && run.status !== 'REJECTED');
  const good = latest.findIndex((run) => run.outcome === 'SUCCEEDED');
  // A task that is not on this page of tasks is judged by its failures alone.
  const inARow = latest.length ? (good < 0 ? latest.length : good) : failures.length;
  const fails = inARow >= FAILING && (!latest.length || ['FAILED', 'TIMED_OUT'].includes(latest[0].outcome));
  const seen = model.since('fails ' + name, fails);
  if (!fails) {
    return null;
  }
  const queue = model.known.get(name)?.queue;
  const since = Math.min(seen, ...failures.slice(0, inARow).map((run) => instant(run.finishedAt)));
  const why = failures.length ? failureText(failures[0]) : '';
  return {
    key: 'fails ' + name,
    level: 'bad',
    title: `${name} fails each time`,
    text: `${latest.length ? `Its last ${plural(inARow, 'run')}` : plural(inARow, 'run')} failed${why ? `: ${why}` : '.'}`,
    facts: queue
      ? [`queue ${queue.name}: ${plural(queue.size, 'item')} waiting`, plural(queue.deadLetters, 'dead letter')]
      : [],
    since,
    run: failures[0]?.id,
    task: name,
    actions: queue?.deadLetters ? ['replay', 'task'] : ['task'],
  };
}

function queues(model) {
  return model.queues.map(({ name: task, queue }) => {
    const full = queue.capacity > 0 && queue.size >= 0.8 * queue.capacity;
    return !full && !(queue.closed && queue.size)
      ? null
      : {
          key: 'queue ' + queue.name,
          level: 'warn',
          title: full ? `Queue ${queue.name} is almost full` : `Queue ${queue.name} is closed with items in it`,
          text: `${plural(queue.size, 'item')} of ${count(queue.capacity)} wait for ${task}, which works on `
            + `${queue.busyWorkers} of ${queue.workers} at a time.`,
          task,
          actions: ['task'],
        };
  });
}

function heldBack(model) {
  return [...model.known.values()]
    .filter((task) => task.state === 'PAUSED' || task.state === 'DISABLED')
    .map((task) => {
      const waiting = task.counts.waiting + (task.queue?.size ?? 0);
      return !waiting
        ? null
        : {
            key: 'held ' + task.name,
            level: 'warn',
            title: `${task.name} is ${words(task.state)} while work waits for it`,
            text: `${plural(waiting, task.queue ? 'item' : 'run')} will not start before it is `
              + (task.state === 'PAUSED' ? 'resumed.' : 'enabled.'),
            task: task.name,
            actions: [task.state === 'PAUSED' ? 'resume' : 'enable', 'task'],
          };
    });
}
