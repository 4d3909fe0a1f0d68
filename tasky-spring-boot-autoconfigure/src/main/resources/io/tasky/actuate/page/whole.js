// What an answer may leave out because it says nothing: a count that is zero, the name of a queue that is its task's.

const COUNTS = { waiting: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, timedOut: 0, rejected: 0, skipped: 0, retries: 0 };

const QUEUE = { size: 0, capacity: -1, workers: 0, busyWorkers: 0, closed: false, deadLetters: 0, dropped: 0 };

const POOL = { reserveNormal: 0, reserveHigh: 0, running: 0, critical: 0, blocked: 0, threads: 0, rejected: 0 };

/** A task with all of that. */
export function wholeTask(task) {
  return {
    ...task,
    counts: { ...COUNTS, ...task.counts },
    queue: task.queue && { name: task.name, ...QUEUE, ...task.queue },
    timer: task.timer && { keyed: false, pending: 0, nextDue: task.nextRun, ...task.timer },
  };
}

/** Queues that no task works on: the longest of them, and how many there are. Their answer may not have them at all. */
export function wholeQueues(queues) {
  return { total: 0, ...queues, items: (queues?.items ?? []).map((queue) => ({ ...QUEUE, ...queue })) };
}

/** Pools with all of that, by name. */
export function wholePools(pools) {
  const whole = (pool) => ({ ...POOL, ...pool, waiting: { LOW: 0, NORMAL: 0, HIGH: 0, ...pool.waiting } });
  return Object.fromEntries(Object.entries(pools).map(([name, pool]) => [name, whole(pool)]));
}
