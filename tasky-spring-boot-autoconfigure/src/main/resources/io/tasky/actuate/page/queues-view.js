// Queues with their depth and throughput, and timers with what is pending.

import { attribute, byId, h, keyed, text, visible } from './dom.js';
import { count, instant, plural, rate } from './format.js';
import { moment } from './moments.js';
import { gauge, opener } from './parts.js';

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
    const { queues, timers } = this.#model;
    visible(byId('queues'), queues.length > 0);
    keyed(byId('queue-list'), queues, (task) => task.name, (task) => this.#queue(task));
    visible(byId('timers'), timers.length > 0);
    const pending = timers.reduce((sum, task) => sum + task.timer.pending, 0);
    text(byId('timer-count'), `${count(pending)} pending`);
    const soonest = [...timers].sort((a, b) => due(a) - due(b)).slice(0, 12);
    keyed(byId('timer-list'), soonest, (task) => task.name, (task) => this.#timer(task));
  }

  #queue(task) {
    const depth = gauge(`Depth of queue ${task.queue.name}`);
    const size = h('b', { className: 'num' });
    const capacity = h('span', { className: 'muted num' });
    const flow = h('b', { className: 'num' });
    const failed = h('span', { className: 'num', 'data-outcome': 'FAILED' });
    const workers = h('span', { className: 'num' });
    const letters = h('span', { className: 'num' });
    const closed = h('span', { className: 'tag' }, 'closed');
    const replay = h('span', {});
    const node = h(
      'li',
      { className: 'queue' },
      h('p', { className: 'run-head' }, opener(task.queue.name, () => this.#details.openTask(task.name)), h('span', { className: 'muted' }, 'by ' + task.name), closed),
      h('p', { className: 'depth' }, depth.node, h('span', {}, size, capacity)),
      h('p', { className: 'queue-facts' }, h('span', {}, flow, ' handled'), failed, workers, letters, replay),
    );
    return {
      node,
      update: (now) => {
        const { queue } = now;
        depth.update(queue.size, queue.capacity);
        text(size, queue.size < 0 ? 'unknown' : count(queue.size));
        text(capacity, queue.capacity < 0 ? ' waiting' : ` of ${count(queue.capacity)} waiting`);
        text(flow, rate(this.#model.endedPerSecond(now.name)));
        const share = this.#model.failedShare(now.name);
        text(failed, share ? (share === 1 ? 'all of them failed' : `${Math.max(1, Math.round(share * 100))} % of them failed`) : '');
        visible(failed, Boolean(share));
        text(workers, `${queue.busyWorkers} of ${plural(queue.workers, 'worker')} busy`);
        text(letters, queue.deadLetters ? plural(queue.deadLetters, 'dead letter') : '');
        visible(letters, queue.deadLetters > 0);
        attribute(letters, 'data-outcome', queue.deadLetters ? 'FAILED' : null);
        visible(closed, queue.closed);
        if (Boolean(queue.deadLetters) !== replay.hasChildNodes()) {
          replay.replaceChildren(...(queue.deadLetters ? [this.#actions.onTask('replay', now.name)] : []));
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

const due = (task) => instant(task.timer.nextDue) ?? Number.MAX_SAFE_INTEGER;
