// What is wrong with work that waits where no run does: items in queues, and tasks that are not let go. As in attention.js.

import { count, plural, words } from './format.js';

/** How full a queue is when that is worth a word. */
const ALMOST = 0.8;

export function queues(model) {
  const found = [...workedOn(model).values()].map(({ queue, tasks }) => full(queue, tasks));
  return found.concat(model.queuesWithoutWorker.items.map((queue) => full(queue, [])));
}

/** The queues that tasks work on, each with all of these, by its name. */
export function workedOn(model) {
  const queues = new Map();
  for (const task of model.known.values()) {
    if (task.queue) {
      const before = queues.get(task.queue.name);
      queues.set(task.queue.name, { queue: task.queue, tasks: [...(before?.tasks ?? []), task] });
    }
  }
  return queues;
}

function full(queue, tasks) {
  const almost = queue.capacity > 0 && queue.size >= ALMOST * queue.capacity;
  if (!almost && !(queue.closed && queue.size > 0)) {
    return null;
  }
  const places = queue.capacity < 0 ? '' : ` of ${count(queue.capacity)}`;
  const waiting = `${plural(queue.size, 'item')}${places} ${queue.size === 1 ? 'waits' : 'wait'}`;
  const word = almost ? 'queue almost full' : 'queue closed with items in it';
  return {
    key: 'queue ' + queue.name,
    level: 'warn',
    title: almost ? `Queue ${queue.name} is almost full` : `Queue ${queue.name} is closed with items in it`,
    text: [[tasks.length ? `${waiting} for ${tasks.map(busy).join('; ')}.` : `${waiting}, and no task works on it.`]],
    task: tasks[0]?.name,
    // Of a queue that no task works on, nothing can be done here.
    actions: tasks.length ? ['task'] : [],
    marks: tasks.map(({ name: task }) => ({ task, word })),
  };
}

const busy = ({ name, queue }) => `${name}, ${queue.busyWorkers} of ${plural(queue.workers, 'worker')} busy`;

const isHeld = (task) => task.state === 'PAUSED' || task.state === 'DISABLED';

export function heldBack(model) {
  const queues = workedOn(model);
  return [...model.known.values()].filter(isHeld).map((task) => {
    // Others may work on its queue, and take what it does not.
    const items = task.queue && queues.get(task.queue.name).tasks.every(isHeld) ? Math.max(0, task.queue.size) : 0;
    const waiting = task.counts.waiting + items;
    return !waiting
      ? null
      : {
          key: 'held ' + task.name,
          level: 'warn',
          title: `${task.name} is ${words(task.state)} while work waits for it`,
          text: [[`${plural(waiting, task.queue ? 'item' : 'run')} will not start before it is ${task.state === 'PAUSED' ? 'resumed' : 'enabled'}.`]],
          task: task.name,
          marks: [{ task: task.name, word: `${words(task.state)} while work waits` }],
          actions: [task.state === 'PAUSED' ? 'resume' : 'enable', 'task'],
        };
  });
}
