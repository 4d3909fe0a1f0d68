// The pools: each slot a cell, in its reserve, with the priority that has it; who has them; and the lines that wait.

import { attribute, byId, cssVar, h, keyed, text, visible } from './dom.js';
import { holdersOf } from './model.js';
import { letter, priorityBadge } from './parts.js';
import { poolChart } from './charts.js';
import { count, instant, plural, span } from './format.js';
import { moment } from './moments.js';

/** Beyond that many slots a bar tells more than cells. */
const CELLS = 64;

const ORDER = ['LOW', 'NORMAL', 'HIGH', 'CRITICAL'];

export class PoolsView {
  #model;
  #actions;
  #details;

  /** What a full bar of waiting runs stands for: the same in all pools, so that they can be compared. */
  #scale = 10;

  constructor(model, actions, details) {
    this.#model = model;
    this.#actions = actions;
    this.#details = details;
  }

  update() {
    const pools = Object.entries(this.#model.pools).map(([name, pool]) => ({ name, pool }));
    this.#scale = roundUp(Math.max(...pools.flatMap(({ pool }) => Object.values(pool.waiting)), 10));
    keyed(byId('pool-list'), pools, (each) => each.name, (each) => this.#create(each.name));
  }

  #create(name) {
    const title = h('h3', { id: 'pool-' + name }, name);
    const taken = h('b', { className: 'num' });
    const limit = h('span', { className: 'num' });
    const groups = h('div', { className: 'slot-groups' });
    const holders = h('ul', { className: 'holders', 'aria-label': 'Who has the slots' });
    const lines = h('div', { className: 'lines', role: 'group', 'aria-label': 'Waiting runs by priority' });
    const scale = h('span', { className: 'muted num' });
    const blocked = h('p', { className: 'note' });
    const rejected = h('p', { className: 'note' });
    const drawn = poolChart();
    const node = h(
      'article',
      { className: 'card pool', 'aria-labelledby': 'pool-' + name },
      h('header', {}, title, h('p', { className: 'figure' }, taken, ' of ', limit), this.#actions.onPool(name, () => this.#model.pools[name])),
      groups,
      holders,
      blocked,
      rejected,
      h('p', { className: 'lines-head' }, h('b', {}, 'waiting'), scale),
      lines,
      drawn.node,
      h('p', { className: 'key', 'aria-hidden': 'true' }, h('span', { className: 'key-line' }), 'slots taken', h('span', { className: 'key-dash' }), 'runs waiting, while this page is open'),
    );
    return {
      node,
      gone: drawn.gone,
      update: ({ pool }) => {
        const runs = this.#runs(name, pool);
        text(taken, count(pool.running));
        text(limit, pool.size < 0 ? 'any number of slots' : plural(pool.size + pool.reserveNormal + pool.reserveHigh, 'slot'));
        this.#slots(groups, pool, runs);
        keyed(holders, holdersOf(this.#model.onSlots(name)).slice(0, 6), (each) => each.task + each.priority, (each) => this.#holder(each));
        text(scale, `full bar: ${count(this.#scale)} runs`);
        this.#lines(lines, name, pool);
        drawn.update(this.#model.poolHistory(name), pool.size < 0 ? 0 : pool.size + pool.reserveNormal + pool.reserveHigh);
        visible(blocked, pool.blocked > 0);
        text(blocked, `${plural(pool.blocked, 'caller')} held up: a line is full, and the pool lets callers wait for room (on-full: block).`);
        visible(rejected, pool.rejected > 0);
        text(rejected, `${plural(pool.rejected, 'run')} refused since the start: ${pool.onFull.toLowerCase().replace('_', ' ')} when a line is full.`);
      },
    };
  }

  /** What is on each slot that is taken: the lower a priority, the further to the left. Unknown where runs are not shown. */
  #runs(name, pool) {
    const known = this.#model.onSlots(name).filter((run) => run.priority !== 'CRITICAL');
    known.sort((a, b) => ORDER.indexOf(a.priority) - ORDER.indexOf(b.priority));
    return Array.from({ length: pool.running }, (_, i) => known[i] ?? null);
  }

  #slots(place, pool, runs) {
    const unlimited = pool.size < 0;
    const groups = unlimited
      ? [{ id: 'all', label: 'any priority', size: Math.max(pool.running, 1) }]
      : [
          { id: 'all', label: `${pool.size} for all`, size: pool.size },
          { id: 'normal', label: `${pool.reserveNormal} for NORMAL, HIGH`, size: pool.reserveNormal },
          { id: 'high', label: `${pool.reserveHigh} for HIGH`, size: pool.reserveHigh },
        ].filter((group) => group.size);
    if (pool.critical) {
      groups.push({ id: 'critical', label: 'CRITICAL, beyond', size: pool.critical });
    }
    let first = 0;
    for (const group of groups) {
      // Of a pool that was made smaller, more runs than it has slots go on for a while: they are not shown as slots.
      group.taken = group.id === 'critical' ? Array(pool.critical).fill({ priority: 'CRITICAL' }) : runs.slice(first, first + group.size);
      first += group.size;
    }
    keyed(place, groups, (group) => group.id, (group) => this.#group(group.id));
  }

  #group(id) {
    const cells = h('ol', { className: 'slots' });
    const bar = h('div', { className: 'slot-bar' });
    const label = h('p', { className: 'slot-label' });
    const node = h('div', { className: 'slot-group', 'data-group': id }, cells, bar, label);
    return {
      node,
      update: (group) => {
        text(label, group.label);
        attribute(cells, 'aria-label', `${group.label}: ${group.taken.length} of ${group.size} taken`);
        const asCells = group.size <= CELLS;
        visible(cells, asCells);
        visible(bar, !asCells);
        if (asCells) {
          const slots = Array.from({ length: group.size }, (_, i) => ({ i, run: group.taken[i], taken: i < group.taken.length }));
          keyed(cells, slots, (slot) => slot.i, () => this.#slot());
        } else {
          text(bar, `${count(group.taken.length)} of ${count(group.size)}`);
          cssVar(bar, '--filled', (100 * group.taken.length) / group.size + '%');
        }
      },
    };
  }

  #slot() {
    const sign = h('span', { 'aria-hidden': 'true' });
    const said = h('span', { className: 'unseen' });
    const node = h('li', { className: 'slot' }, sign, said);
    let id = null;
    node.addEventListener('click', () => id && this.#details.openRun(id));
    return {
      node,
      update: ({ run, taken }) => {
        id = run?.id ?? null;
        attribute(node, 'data-priority', run ? run.priority : taken ? 'UNKNOWN' : null);
        text(sign, run ? letter(run.priority) : taken ? '•' : '');
        const words = run ? `${run.task ?? ''} ${run.priority}`.trim() : taken ? 'taken' : 'free';
        text(said, words);
        attribute(node, 'title', run?.task ? `${run.task} · ${run.priority} · for ${span(this.#model.took(run))}` : words);
      },
    };
  }

  #holder({ task, priority }) {
    const many = h('span', { className: 'num muted' });
    const node = h('li', {}, priorityBadge(priority), h('button', { type: 'button', className: 'link', onclick: () => this.#details.openTask(task) }, task), many);
    return { node, update: (now) => text(many, now.n > 1 ? '× ' + now.n : '') };
  }

  #lines(place, name, pool) {
    const lines = ['HIGH', 'NORMAL', 'LOW'].map((priority) => ({
      priority,
      n: pool.waiting[priority],
      share: pool.waiting[priority] / this.#scale,
      oldest: this.#model.oldestWaiting.find((run) => run.pool === name && run.priority === priority),
    }));
    keyed(place, lines, (line) => line.priority, line);
  }
}

/** The next of 10, 20, 50, 100, … */
function roundUp(n) {
  const power = 10 ** Math.floor(Math.log10(n));
  return [1, 2, 5, 10].find((factor) => factor * power >= n) * power;
}

function line({ priority }) {
  const n = h('b', { className: 'num' });
  const bar = h('span', { className: 'line-bar', 'aria-hidden': 'true' });
  const age = h('span', { className: 'muted num' });
  const oldest = h('span', { className: 'muted' }, 'oldest ', age);
  const node = h('p', { className: 'line', 'data-priority': priority }, priorityBadge(priority), n, h('span', { className: 'unseen' }, ' waiting'), bar, oldest);
  return {
    node,
    update: (now) => {
      text(n, count(now.n));
      attribute(node, 'data-empty', now.n === 0);
      cssVar(bar, '--filled', (now.n ? Math.max(2, now.share * 100) : 0) + '%');
      visible(oldest, Boolean(now.n && now.oldest));
      if (now.oldest) {
        moment(age, instant(now.oldest.queuedAt), 'since');
      }
    },
  };
}
