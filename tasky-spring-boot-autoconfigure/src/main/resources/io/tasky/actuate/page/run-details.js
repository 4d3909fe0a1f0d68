// One run: its times, its progress, where its code is now, and what it failed with.

import { interrupts } from './actions.js';
import { attribute, h, replaceButtons, text, visible } from './dom.js';
import { failureText, instant, localised, millis, span, timeOfDay, words } from './format.js';
import { facts, opener, progress } from './parts.js';

const MASKED = '******';

const SHOW = 'The server hides it: management.endpoint.taskruns.show-values says when to show it.';

export class RunDetails {
  #actions;
  #details;
  #facts = facts();
  #bar = progress('Progress');
  #buttons = h('div', { className: 'buttons' });
  #task = h('p', {});
  #where = stack('Where its code is');
  #failure = stack('What it failed with');
  #offered = null;

  constructor(model, actions, details) {
    this.#actions = actions;
    this.#details = details;
    this.node = h('div', {}, this.#task, this.#buttons, this.#bar.node, this.#facts.node, this.#where.node, this.#failure.node);
  }

  update({ run }) {
    if (!this.#task.hasChildNodes()) {
      this.#task.append('of task ', opener(run.task, () => this.#details.openTask(run.task)));
    }
    const live = !run.finishedAt || run.stuck;
    const offered = live ? run.status + interrupts(run) : '';
    if (offered !== this.#offered) {
      this.#offered = offered;
      replaceButtons(this.#buttons, live ? [this.#actions.onRun(run)] : []);
    }
    this.#bar.update(run.progress);
    const time = (at) => at && timeOfDay(instant(at));
    this.#facts.update([
      ['Status', words(run.status) + (run.stuck ? ', and its code goes on' : run.stopRequested && live ? ', asked to stop' : '')],
      ['Waits for', run.waitingFor && localised(run.waitingFor.text)],
      ['Pool and priority', `${run.pool}, ${run.priority}`],
      ['Attempt', run.attempt > 1 ? run.attempt : null],
      ['Accepted', time(run.queuedAt)],
      ['Started', time(run.startedAt)],
      ['Ended', time(run.finishedAt)],
      ['Took', run.duration && span(millis(run.duration))],
      ['Thread', run.location && `${run.location.thread}, ${words(run.location.state)}`],
      ['Waits for a lock', run.location?.waitsFor],
      ['Held by thread', run.location?.heldBy],
    ]);
    this.#where.update('', run.location?.stack);
    this.#failure.update(failureText(run), run.exception?.stack);
  }
}

/** A stack as the server writes it, or why it does not. */
function stack(title) {
  const what = h('p', { className: 'failure-text' });
  const frames = h('pre', { tabindex: 0, 'aria-label': title });
  const node = h('section', { hidden: true }, h('h3', {}, title), what, frames);
  return {
    node,
    update(summary, trace) {
      visible(node, Boolean(summary || trace));
      visible(what, Boolean(summary));
      text(what, summary);
      visible(frames, Boolean(trace));
      attribute(frames, 'data-masked', trace === MASKED);
      text(frames, trace === MASKED ? SHOW : trace);
    },
  };
}
