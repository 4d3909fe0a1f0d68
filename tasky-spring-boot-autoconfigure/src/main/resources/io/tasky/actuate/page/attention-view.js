// The first thing on the page: what is wrong, in words, and the buttons that end it.

import { interrupts } from './actions.js';
import { workedOn } from './backlog.js';
import { attribute, byId, h, keyed, replaceButtons, text, visible } from './dom.js';
import { moment } from './moments.js';
import { opener } from './parts.js';
import { plural, timeOfDay } from './format.js';

export class AttentionView {
  #model;
  #actions;
  #details;
  #known = new Set();

  constructor(model, actions, details) {
    this.#model = model;
    this.#actions = actions;
    this.#details = details;
  }

  update() {
    const items = this.#model.problems;
    keyed(byId('attention-list'), items, (item) => item.key, (item) => this.#create(item));
    visible(byId('calm'), !items.length);
    visible(byId('attention-list'), items.length > 0);
    text(byId('attention-count'), items.length || '');
    attribute(byId('attention'), 'data-level', items[0]?.level ?? 'good');
    document.title = items.length ? `(${items.length}) Tasky` : 'Tasky';
    this.#announce(items);
  }

  /** Screen readers are told what is new and what is over, once. */
  #announce(items) {
    const fresh = items.filter((item) => !this.#known.has(item.key));
    const keys = new Set(items.map((item) => item.key));
    const over = [...this.#known].filter((key) => !keys.has(key)).length;
    if (fresh.length || over) {
      const parts = fresh.map((item) => `${item.title}.`);
      if (over) {
        parts.push(items.length ? `${plural(over, 'problem')} solved.` : 'Nothing needs attention any more.');
      }
      text(byId('announcer'), parts.join(' '));
    }
    this.#known = keys;
  }

  #create(item) {
    const title = h('h3', {});
    const message = h('div', {});
    const since = h('span', { className: 'num' });
    const exactly = h('span', { className: 'num' });
    const when = h('span', { className: 'fact' }, 'since ', exactly, ' (', since, ')');
    const facts = h('span', { className: 'facts' });
    const buttons = h('div', { className: 'buttons' });
    const node = h(
      'li',
      { 'data-level': item.level },
      h('div', { className: 'problem-text' }, title, message, h('p', { className: 'problem-facts' }, when, facts)),
      buttons,
    );
    let shown = '';
    return {
      node,
      update: (now) => {
        attribute(node, 'data-level', now.level);
        text(title, now.title);
        keyed(message, now.text.filter((line) => line.length).map((words, i) => ({ words, i })), (each) => each.i, line);
        visible(when, Boolean(now.since));
        if (now.since) {
          text(exactly, timeOfDay(now.since));
          moment(since, now.since, 'since');
        }
        keyed(facts, (now.facts ?? []).filter(Boolean).map((fact, i) => ({ fact, i })), (each) => each.i, fact);
        const run = this.#run(now);
        // A second step takes the place of the first: a run that was asked, or goes on after its end, can be interrupted.
        const key = [now.actions, now.task, now.priority, now.holder?.id, now.holder && interrupts(now.holder), run?.status, run && interrupts(run)].join();
        if (key !== shown) {
          shown = key;
          replaceButtons(buttons, (now.actions ?? []).map((action) => this.#button(action, now, run)).filter(Boolean));
        }
        // Their number may grow all the time: the button stays.
        const replay = buttons.querySelector('[data-letters]');
        if (replay) {
          text(replay, this.#replayLabel(now));
        }
      },
    };
  }

  #run(item) {
    return (this.#model.running ?? []).concat(this.#model.stuck).find((run) => run.id === item.run);
  }

  #replayLabel({ task }) {
    const { queue, tasks } = workedOn(this.#model).get(this.#model.known.get(task)?.queue?.name) ?? { tasks: [] };
    const letters = tasks.reduce((sum, each) => sum + each.queue.deadLetters, 0);
    // A replay puts back those of all that work on the queue.
    return `Replay ${plural(letters, 'dead letter')} of ${tasks.length > 1 ? 'queue ' + queue.name : task}`;
  }

  #replay(item) {
    const made = this.#actions.onTask('replay', item.task, this.#replayLabel(item));
    made.dataset.letters = '';
    return made;
  }

  /** Each button says what it acts on: a list of problems is no place to guess. */
  #button(action, item, run) {
    switch (action) {
      case 'stop':
        return run && this.#actions.onRun(run, true);
      case 'stopHolder':
        return this.#actions.onRun(item.holder, true);
      case 'holder':
        return opener(`Look at ${item.holder.task}`, () => this.#details.openRun(item.holder.id));
      case 'run':
        return opener(`Look at ${run?.task ?? 'the run'}`, () => this.#details.openRun(item.run));
      case 'task':
        return opener(`Look at ${item.task}`, () => this.#details.openTask(item.task));
      case 'reserve':
        return this.#actions.onReserve(item.pool, item.priority, () => this.#model.pools[item.pool]);
      case 'replay':
        return this.#replay(item);
      default:
        return this.#actions.onTask(action, item.task, true);
    }
  }
}

/** A line of words, and of what somebody else's code says: that is set apart, so that nobody takes it for advice. */
function line() {
  const node = h('p', {});
  return {
    node,
    update({ words }) {
      const parts = words.map((each, i) => ({ said: each.code, word: each.code ?? each, i: i + (each.code === undefined ? '' : ' code') }));
      keyed(node, parts.filter(({ word }) => word), (part) => part.i, ({ said }) => {
        const part = h(said === undefined ? 'span' : 'code', {});
        return { node: part, update: ({ word }) => text(part, word) };
      });
    },
  };
}

function fact() {
  const node = h('span', { className: 'fact' });
  return { node, update: (now) => text(node, now.fact) };
}
