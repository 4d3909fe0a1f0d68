// What is wrong, in words: the cause, where it is, since when, and what can be done about it. Pure functions of the model.
// A text is a list of lines, a line a list of words and of { code }, which is what somebody else's code says.

import { heldBack, queues } from './backlog.js';
import { clockSpan, count, failureText, instant, median, plural, span, whereHeld, whereIs, words } from './format.js';
import { holdersOf } from './model.js';

/** What counts as long for a run whose task says nothing about it, in milliseconds. */
const LONG_WITHOUT_HISTORY = 10 * 60_000;
const LONG_AT_LEAST = 10_000;
const LONG_TIMES_USUAL = 10;

/** How long a run is seen to wait for the same lock, or waits for a slot, before that is worth a word. */
const BLOCKED = 2_000;
const WAITING = 5_000;

/** How many runs in a row have to fail. */
const FAILING = 3;

/** The outcomes that say whether a task works. */
const JUDGED = ['SUCCEEDED', 'FAILED', 'TIMED_OUT'];

const ORDER = ['NORMAL', 'HIGH'];

/** Everything that needs somebody's attention, the most urgent first. */
export function attention(model) {
  const found = [supervisor(model), unanswered(model), ...longRuns(model), ...stuckRuns(model), ...pools(model), ...failing(model)];
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
        text: [['No tick, timer or queue starts anything until it runs.']],
      };
}

function unanswered({ unanswered: troubles }) {
  return !troubles.size
    ? null
    : {
        key: 'unanswered',
        level: 'warn',
        title: 'The page does not see everything',
        text: [...troubles].map(([endpoint, said]) => [`${endpoint}: `, { code: said }]),
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
  const blocked = Boolean(location?.heldBy) && location.waited >= BLOCKED;
  const holder = blocked ? model.running.concat(model.stuck).find((each) => each.thread === location.heldBy) : null;
  if (!blocked && took < limit) {
    return null;
  }
  const usually = usual === null ? '' : ` It usually takes ${span(usual)}.`;
  return {
    key: 'long ' + run.id,
    level: blocked ? 'bad' : 'warn',
    title: blocked
      ? `${run.task} waits for a lock${holder ? ` that ${holder.task} has` : ''}`
      : `${run.task} runs unusually long`,
    text: [
      [...whereIs(run, location), usually],
      blocked ? whereHeld(holder, holder && model.took(holder), (holder && model.locations.get(holder.id)) ?? { thread: location.heldBy }) : [],
    ],
    facts: [run.stopRequested ? 'was asked to stop' : '', `pool ${run.pool}`, run.priority],
    since: blocked ? location.since : instant(run.startedAt),
    run: run.id,
    task: run.task,
    holder,
    actions: holder ? ['stopHolder', 'holder', 'run', 'stop'] : ['stop', 'run'],
    marks: [
      { run: run.id, task: run.task, word: blocked ? 'waits for a lock' : 'unusually long' },
      ...(holder ? [{ run: holder.id, task: holder.task, word: `holds up ${run.task}` }] : []),
    ],
  };
}

function stuckRuns(model) {
  return model.stuck.map((run) => ({
    key: 'stuck ' + run.id,
    level: 'bad',
    title: `${run.task} does not stop`,
    text: [[`A run is ${words(run.status)}, but its code goes on and keeps its slot. `, ...whereIs(run, model.locations.get(run.id))]],
    facts: [`pool ${run.pool}`],
    since: instant(run.startedAt),
    run: run.id,
    task: run.task,
    actions: ['stop', 'run'],
    marks: [{ run: run.id, task: run.task, word: 'does not stop' }],
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
  const low = holders.filter((each) => each.priority === 'LOW');
  const ofLow = low.reduce((sum, each) => sum + each.n, 0) >= pool.size && pool.size > 0;
  const n = late.reduce((sum, priority) => sum + pool.waiting[priority], 0);
  const many = `${late.map((priority) => `${count(pool.waiting[priority])} ${priority}`).join(' and ')} ${n === 1 ? 'run' : 'runs'}`;
  const wait = n === 1 ? 'waits' : 'wait';
  const tasks = [...new Set(waiting.map((run) => run.task))].slice(0, 3);
  const urgent = late.at(-1);
  const reserves = pool.reserveNormal + pool.reserveHigh ? '' : ' No slots are reserved for NORMAL or HIGH.';
  return {
    key: 'full ' + name,
    level: 'bad',
    title: ofLow ? `Pool ${name} is full of LOW work, and more urgent work waits` : `Pool ${name} is full: ${many} ${wait}`,
    text: [
      [
        `All ${pool.running} slots are taken by ${holders.slice(0, 3).map(holderText).join(', ') || 'runs'}. `
          + `${many}${tasks.length ? ` (${tasks.join(', ')})` : ''} ${wait}.${reserves}`,
      ],
      [`One more slot for ${urgent} lets ${n === 1 ? 'it' : 'one'} start at once${ofLow ? `; pausing ${low[0].task} keeps more of it from starting` : ''}.`],
    ],
    since: oldest,
    pool: name,
    priority: urgent,
    task: ofLow ? low[0].task : undefined,
    actions: ofLow ? ['reserve', 'pause'] : ['reserve'],
    marks: [
      ...tasks.map((task) => ({ task, word: 'waits for a slot' })),
      ...(ofLow ? low.map(({ task }) => ({ task, word: 'has the slots that urgent work needs' })) : []),
    ],
  };
}

const holderText = ({ task, priority, n }) => `${n} × ${task} (${priority})`;

function failing(model) {
  const names = new Set([...(model.failures ?? []).map((run) => run.task), ...model.known.keys()]);
  return [...names].map((name) => failingTask(name, model));
}

function failingTask(name, model) {
  // One that somebody cancelled tells nothing of whether it works.
  const latest = model.latest(name).filter((run) => JUDGED.includes(run.outcome));
  const failures = (model.failures ?? []).filter((run) => run.task === name && run.status !== 'REJECTED');
  const good = latest.findIndex((run) => run.outcome === 'SUCCEEDED');
  // Work that was submitted in code is judged by its failures alone.
  const inARow = latest.length ? (good < 0 ? latest.length : good) : failures.length;
  const fails = inARow >= FAILING;
  const seen = model.since('fails ' + name, fails);
  if (!fails) {
    return null;
  }
  const task = model.known.get(name);
  const latestAt = instant(failures[0]?.finishedAt ?? task?.lastRun?.startedAt);
  return {
    key: 'fails ' + name,
    level: 'bad',
    title: `${name} fails each time`,
    text: [
      [
        `${latest.length ? `Its last ${plural(inARow, 'run')}` : plural(inARow, 'run')} failed`,
        ...(failures.length ? [', the latest with ', { code: failureText(failures[0]) }] : ['.']),
      ],
      task?.queue ? [firstStep(task)] : [],
    ],
    facts: [latestAt && `the latest ${clockSpan(model.now - latestAt)} ago`, ...(task?.queue ? queueFacts(task) : [])],
    since: Math.min(seen, latestAt ?? seen, ...failures.slice(0, inARow).map((run) => instant(run.finishedAt))),
    run: failures[0]?.id,
    task: name,
    actions: failingActions(task),
    marks: [{ task: name, word: 'fails each time' }],
  };
}

const firstStep = ({ state }) =>
  state === 'PAUSED'
    ? 'It is paused, so that no more items fail. Mend the cause, then replay and resume.'
    : 'Pause it, so that no more items fail, and mend the cause. Replaying before that only fails again.';

const queueFacts = ({ queue }) => [
  queue.size > 0 ? `it goes on: ${plural(queue.size, 'item')} in queue ${queue.name}` : `none since: queue ${queue.name} is ${queue.size ? 'not to be seen' : 'empty'}`,
  plural(queue.deadLetters, 'dead letter'),
];

/** What helps while the cause is there comes first, what helps after that last. */
function failingActions(task) {
  const replay = task?.queue?.deadLetters ? ['replay'] : [];
  return task?.state === 'PAUSED' ? ['task', ...replay, 'resume'] : ['pause', 'task', ...replay];
}
