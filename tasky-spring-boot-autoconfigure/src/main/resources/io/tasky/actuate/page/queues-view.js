// Queues with their depth and throughput, and timers with what is pending.

import { attribute, byId, h, keyed, replaceButtons, text, visible } from './dom.js';
import { count, instant, plural, rate } from './format.js';
import { moment } from './moments.js';
import { gauge, opener } from './parts.js';

/** How many timers are shown: those that are due first. */
const TIMERS = 12;

export class QueuesView {
  #model;
  #actions;
  #details;

  constructor(model, actions, details) {
    this.#model = model;
    this.#actions = actions;
    this.#details = details;
  }

  update() {
    const { queues, queuesWithoutWorker: others, timers } = this.#model;
    visible(byId('queues'), queues.length > 0 || others.total > 0);
    keyed(byId('queue-list'), queues, (task) => task.name, (task) => this.#queue(task));
    keyed(byId('other-queue-list'), others.items, (queue) => queue.name, queueWithoutWorker);
    const left = others.total - others.items.length;
    visible(byId('other-queues-left'), left > 0);
    text(byId('other-queues-left'), `and ${plural(left, 'shorter queue')} that no task works on`);
    visible(byId('timers'), timers.length > 0);
    const pending = timers.reduce((sum, task) => sum + task.timer.pending, 0);
    text(byId('timer-count'), `${count(pending)} pending`);
    const soonest = [...timers].sort((a, b) => due(a) - due(b));
    visible(byId('other-timers'), soonest.length > TIMERS);
    text(byId('other-timers'), `and ${plural(soonest.length - TIMERS, 'timer')} more, due later`);
    keyed(byId('timer-list'), soonest.slice(0, TIMERS), (task) => task.name, (task) => this.#timer(task));
  }

  #queue(task) {
    const shown = depth(task.queue.name);
    const flow = h('b', { className: 'num' });
    const failed = h('span', { className: 'num', 'data-outcome': 'FAILED' });
    const workers = h('span', { className: 'num' });
    const letters = h('span', { className: 'num' });
    const dropped = h('span', { className: 'num', 'data-outcome': 'FAILED' });
    const closed = closedTag();
    const replay = h('span', {});
    const node = h(
      'li',
      { className: 'queue' },
      h('p', { className: 'run-head' }, opener(task.queue.name, () => this.#details.openTask(task.name)), h('span', { className: 'muted' }, 'by ' + task.name), closed),
      shown.node,
      h('p', { className: 'queue-facts' }, h('span', {}, flow, ' handled'), failed, workers, letters, dropped, replay),
    );
    return {
      node,
      update: (now) => {
        const { queue } = now;
        shown.update(queue);
        text(flow, rate(this.#model.endedPerSecond(now.name)));
        const share = this.#model.failedShare(now.name);
        text(failed, share ? (share === 1 ? 'all of them failed' : `${Math.max(1, Math.round(share * 100))} % of them failed`) : '');
        visible(failed, Boolean(share));
        text(workers, `${queue.busyWorkers} of ${plural(queue.workers, 'worker')} busy`);
        text(letters, queue.deadLetters ? plural(queue.deadLetters, 'dead letter') : '');
        visible(letters, queue.deadLetters > 0);
        attribute(letters, 'data-outcome', queue.deadLetters ? 'FAILED' : null);
        showDropped(dropped, queue);
        visible(closed, queue.closed);
        if (Boolean(queue.deadLetters) !== replay.hasChildNodes()) {
          replaceButtons(replay, queue.deadLetters ? [this.#actions.onTask('replay', now.name)] : []);
        }
      },
    };
  }

  #timer(task) {
    const pending = h('span', { className: 'num muted' });
    const next = h('span', { className: 'num' });
    const node = h('li', { className: 'timer' }, opener(task.name, () => this.#details.openTask(task.name)), pending, next);
    return {
      node,
      update: (now) => {
        text(pending, now.timer.pending ? `${count(now.timer.pending)} pending` : 'not armed');
        moment(next, instant(now.timer.nextDue), 'until');
      },
    };
  }
}

/** Items wait there for somebody else, or for a worker that is yet to come. */
function queueWithoutWorker({ name }) {
  const shown = depth(name);
  const dropped = h('span', { className: 'num', 'data-outcome': 'FAILED' });
  const closed = closedTag();
  const node = h(
    'li',
    { className: 'queue' },
    h('p', { className: 'run-head' }, h('b', {}, name), h('span', { className: 'muted' }, 'no task works on it'), closed),
    shown.node,
    h('p', { className: 'queue-facts' }, dropped),
  );
  return {
    node,
    update: (queue) => {
      shown.update(queue);
      showDropped(dropped, queue);
      visible(closed, queue.closed);
    },
  };
}

function showDropped(node, { dropped }) {
  visible(node, dropped > 0);
  text(node, `${plural(dropped, 'item')} dropped`);
}

const closedTag = () => h('span', { className: 'tag' }, 'closed');

/** How many items wait, of how many that it holds. */
function depth(name) {
  const bar = gauge(`Depth of queue ${name}`);
  const size = h('b', { className: 'num' });
  const capacity = h('span', { className: 'muted num' });
  return {
    node: h('p', { className: 'depth' }, bar.node, h('span', {}, size, capacity)),
    update: (queue) => {
      bar.update(queue.size, queue.capacity);
      text(size, queue.size < 0 ? 'unknown' : count(queue.size));
      text(capacity, queue.capacity < 0 ? ' waiting' : ` of ${count(queue.capacity)} waiting`);
    },
  };
}

const due = (task) => instant(task.timer.nextDue) ?? Number.MAX_SAFE_INTEGER;
