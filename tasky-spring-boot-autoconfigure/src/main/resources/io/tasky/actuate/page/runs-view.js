// What runs now and is worth a look: runs with progress, those that go on for a while, those between two attempts; and what
// failed last.

import { interrupts } from './actions.js';
import { attribute, byId, h, keyed, replaceButtons, text, visible } from './dom.js';
import { holdersOf } from './model.js';
import { failureText, instant, localised, plural } from './format.js';
import { moment } from './moments.js';
import { opener, outcome, priorityBadge, progress, trouble } from './parts.js';

/** Runs shorter than this would only flicker, in milliseconds. */
const SHORT = 1_500;

const SHOWN = 30;

const SHOWN_FAILURES = 10;

export class RunsView {
  #model;
  #actions;
  #details;

  constructor(model, actions, details) {
    this.#model = model;
    this.#actions = actions;
    this.#details = details;
  }

  update() {
    this.#running();
    this.#failures();
  }

  #running() {
    const { running, stuck } = this.#model;
    visible(byId('runs-hidden'), !running);
    text(byId('runs-hidden'), this.#whyNot('single runs'));
    const all = running ? [...running, ...stuck.filter((run) => !running.some((each) => each.id === run.id))] : [];
    const { runs: marked } = this.#model.marked;
    const long = all.filter((run) => run.progress || run.status !== 'RUNNING' || this.#model.took(run) > SHORT || marked.has(run.id));
    long.sort((a, b) => marked.has(b.id) - marked.has(a.id));
    keyed(byId('run-list'), long.slice(0, SHOWN), (run) => run.id, (run) => this.#run(run));
    const short = all.filter((run) => !long.includes(run));
    const others = this.#model.runningTotal - (running?.length ?? 0) + Math.max(0, long.length - SHOWN);
    const parts = holdersOf(short).slice(0, 3).map((each) => (each.n > 1 ? `${each.n} × ${each.task}` : each.task));
    text(
      byId('run-rest'),
      short.length || others > 0
        ? `${long.length ? 'And' : 'Only'} ${plural(short.length, 'short run')}${parts.length ? ': ' + parts.join(', ') : ''}`
          + (others > 0 ? `, and ${plural(others, 'other')}` : '')
        : running && !long.length
          ? 'Nothing runs.'
          : '',
    );
    text(byId('run-count'), running ? this.#model.runningTotal || '' : '');
  }

  #run(run) {
    const status = outcome();
    const wrong = trouble();
    const age = h('span', { className: 'num' });
    const bar = progress(`Progress of ${run.task}`);
    const why = h('p', { className: 'muted' });
    const buttons = h('div', { className: 'buttons' });
    const node = h(
      'li',
      { className: 'run' },
      h(
        'div',
        {},
        h('p', { className: 'run-head' }, priorityBadge(run.priority), opener(run.task, () => this.#details.openRun(run.id)), status.node, wrong.node, age),
        bar.node,
        why,
      ),
      buttons,
    );
    let asked = null;
    return {
      node,
      update: (now) => {
        status.update(now.status);
        const mark = this.#model.marked.runs.get(now.id);
        wrong.update(mark);
        attribute(node, 'data-level', mark?.level);
        moment(age, instant(now.startedAt ?? now.queuedAt), 'since');
        bar.update(now.progress);
        const notes = [
          now.stuck ? 'its code goes on' : '',
          now.stopRequested ? 'was asked to stop' : '',
          now.attempt > 1 ? `attempt ${now.attempt}` : '',
          now.waitingFor ? localised(now.waitingFor.text) : '',
        ];
        text(why, notes.filter(Boolean).join(' · '));
        visible(why, Boolean(why.textContent));
        const next = now.status + interrupts(now);
        if (asked !== next) {
          asked = next;
          replaceButtons(buttons, [this.#actions.onRun(now)]);
        }
      },
    };
  }

  #failures() {
    const { failures } = this.#model;
    visible(byId('failures-hidden'), !failures);
    text(byId('failures-hidden'), this.#whyNot('failures'));
    const groups = alike(failures ?? []).slice(0, SHOWN_FAILURES);
    keyed(byId('failure-list'), groups, (group) => group.key, (group) => this.#failure(group));
    visible(byId('no-failures'), failures !== null && !failures.length);
  }

  #whyNot(what) {
    const trouble = this.#model.unanswered.get('taskruns');
    return trouble
      ? `${what[0].toUpperCase()}${what.slice(1)} cannot be shown: ${trouble}`
      : `The endpoint “taskruns” is not exposed, so that ${what} cannot be shown.`;
  }

  #failure({ run }) {
    const status = outcome();
    const many = h('span', { className: 'num muted' });
    const when = h('span', { className: 'num muted' });
    const why = h('code', { className: 'failure-text' });
    let id = run.id;
    const open = opener(run.task, () => this.#details.openRun(id));
    const node = h('li', { className: 'failure' }, h('p', { className: 'run-head' }, status.node, open, many, when), why);
    return {
      node,
      update: ({ run: now, n }) => {
        id = now.id;
        status.update(now.status);
        text(many, n > 1 ? `× ${n}, the latest` : '');
        moment(when, instant(now.finishedAt));
        text(why, failureText(now));
        attribute(why, 'title', now.exception?.type);
        visible(why, Boolean(why.textContent));
      },
    };
  }
}

/** Failures of a task for the same reason are one line, so that another reason is not pushed out of sight. */
function alike(failures) {
  const groups = new Map();
  for (const run of failures) {
    const key = [run.task, run.status, failureText(run)].join(' ');
    groups.set(key, { key, run: groups.get(key)?.run ?? run, n: (groups.get(key)?.n ?? 0) + 1 });
  }
  return [...groups.values()];
}
