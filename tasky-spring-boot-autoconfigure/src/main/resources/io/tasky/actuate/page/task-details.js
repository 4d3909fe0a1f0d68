// One task: where it comes from, how long its runs took, the latest of them, and its dead letters.

import { Actions } from './actions.js';
import { durations } from './charts.js';
import { h, keyed, replaceButtons, text, visible } from './dom.js';
import { failureText, count, instant, localised, millis, plural, span, timeOfDay, words } from './format.js';
import { KeyForm, ScheduleForm } from './forms.js';
import { facts, opener, outcome } from './parts.js';
import { wholeTask } from './whole.js';

const SHOWN = 25;

export class TaskDetails {
  #actions;
  #details;
  #facts = facts();
  #chart = durations();
  #buttons = h('div', { className: 'buttons' });
  #forms = h('div', {});
  #form = null;
  #live = h('ul', { className: 'plain' });
  #runs = h('ul', { className: 'plain' });
  #letters = h('ul', { className: 'plain' });
  #sections;
  #offered = '';

  constructor(model, actions, details) {
    this.#actions = actions;
    this.#details = details;
    const section = (title, ...content) => h('section', { hidden: true }, h('h3', {}, title), ...content);
    this.#sections = {
      durations: section('Durations of the latest runs', this.#chart.node),
      live: section('Waits or runs', this.#live),
      letters: section('Dead letters', this.#letters),
      runs: section('Latest runs', this.#runs),
    };
    this.node = h('div', {}, this.#buttons, this.#forms, this.#facts.node, ...Object.values(this.#sections));
  }

  update({ task: told, origin, liveRuns, latestRuns, deadLetters }) {
    const task = wholeTask(told);
    const { first, more } = Actions.of(task);
    const offered = [...first, ...more];
    this.#updateForm(task);
    if (offered.join() !== this.#offered) {
      this.#offered = offered.join();
      const made = offered.map((action) => this.#actions.onTask(action, task.name));
      replaceButtons(this.#buttons, made.concat(made.length && this.#form?.opener ? [this.#form.opener] : []));
    }
    this.#facts.update(this.#about(task, origin));
    const ended = latestRuns.map((run) => ({ outcome: run.status, ms: millis(run.duration) }));
    visible(this.#sections.durations, ended.filter((run) => run.ms !== null).length > 1);
    this.#chart.update(ended);
    this.#list('live', this.#live, liveRuns);
    this.#list('runs', this.#runs, latestRuns);
    visible(this.#sections.letters, Boolean(deadLetters?.length));
    keyed(this.#letters, (deadLetters ?? []).slice(0, SHOWN), (letter) => letter.run, deadLetter);
  }

  #updateForm(task) {
    const Form = task.kind === 'PERIODIC' ? ScheduleForm : task.timer?.keyed ? KeyForm : null;
    if (Form && !this.#form) {
      this.#form = new Form(this.#actions, task.name);
      this.#forms.replaceChildren(this.#form.node);
    }
    this.#form?.update?.(task);
  }

  #about(task, origin) {
    const { counts, queue, timer } = task;
    const named = ['succeeded', 'failed', 'timedOut', 'cancelled', 'rejected', 'skipped', 'retries'];
    return [
      ['State', words(task.state)],
      ['Waits for', task.waitingFor && localised(task.waitingFor.text)],
      ['Kind', words(task.kind)],
      ['Pool and priority', `${task.pool}, ${task.priority}`],
      ['Schedule', task.schedule],
      ['Next run', task.nextRun && timeOfDay(instant(task.nextRun))],
      ['Timers pending', timer && count(timer.pending)],
      ['Queue', queue && `${queue.name}: ${queue.size < 0 ? 'an unknown number of items' : plural(queue.size, 'item')} waiting, ${queue.busyWorkers} of ${queue.workers} workers busy`],
      ['Since the start', named.filter((name) => counts[name]).map((name) => `${count(counts[name])} ${name === 'timedOut' ? 'timed out' : name}`).join(', ')],
      ['Declared in', origin],
    ];
  }

  #list(section, place, runs) {
    visible(this.#sections[section], runs.length > 0);
    keyed(place, runs.slice(0, SHOWN), (run) => run.id, (run) => this.#run(run));
  }

  #run(run) {
    const status = outcome();
    const when = h('span', { className: 'num muted' });
    const took = h('span', { className: 'num' });
    const why = h('span', { className: 'failure-text' });
    const open = opener(run.id, () => this.#details.openRun(run.id));
    return {
      node: h('li', { className: 'run-line' }, status.node, open, when, took, why),
      update: (now) => {
        status.update(now.status);
        text(when, timeOfDay(instant(now.finishedAt ?? now.startedAt ?? now.queuedAt)));
        text(took, now.duration ? span(millis(now.duration)) : '');
        text(why, now.waitingFor ? localised(now.waitingFor.text) : failureText(now));
      },
    };
  }

  gone() {
    this.#chart.gone();
  }
}

function deadLetter() {
  const item = h('code', {});
  const why = h('span', { className: 'failure-text' });
  const when = h('span', { className: 'num muted' });
  return {
    node: h('li', { className: 'run-line' }, when, item, why),
    update: (letter) => {
      text(when, timeOfDay(instant(letter.at)));
      text(item, letter.item === '******' ? 'item hidden' : letter.item);
      text(why, failureText({ ...letter, status: 'FAILED' }));
    },
  };
}
