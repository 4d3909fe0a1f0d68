// What somebody can do here. Each action is one request, which curl could send, and is followed by a look at what came of it.

import * as api from './api.js';
import { attribute, button, byId, h } from './dom.js';
import { askSizes, confirm } from './dialogs.js';
import { count, plural, words } from './format.js';

const LABELS = {
  trigger: 'Trigger',
  pause: 'Pause',
  resume: 'Resume',
  enable: 'Enable',
  disable: 'Disable',
  reset: 'Reset',
  fire: 'Fire',
  cancel: 'Cancel timers',
  close: 'Close queue',
  reopen: 'Reopen queue',
  replay: 'Replay',
  reschedule: 'Reschedule',
};

/** What takes something away is asked first. */
const QUESTIONS = {
  disable: 'It starts nothing and refuses calls until somebody enables it.',
  cancel: 'What is pending will not fire.',
  close: 'Whoever puts something into the queue from now on is refused.',
};

const DONE = {
  trigger: 'triggered',
  pause: 'paused',
  resume: 'resumed',
  enable: 'enabled',
  disable: 'disabled',
  reset: 'reset',
  fire: 'fired',
  cancel: 'timers cancelled',
  close: 'queue closed',
  reopen: 'queue reopened',
  reschedule: 'rescheduled',
};

/** Whether nothing but an interrupt is left to stop a run: it was asked already, or has its outcome while its code goes on. */
export const interrupts = (run) => Boolean(run.stopRequested || run.stuck);

export class Actions {
  #source;
  #refresh;

  constructor(source, refresh) {
    this.#source = source;
    this.#refresh = refresh;
  }

  /** The buttons of a task that make sense now: the first ones in its line, all of them in its details. */
  static of(task) {
    const paused = task.state === 'PAUSED' ? 'resume' : 'pause';
    const able = task.state === 'DISABLED' ? ['enable'] : task.state === 'ENDED' ? [] : [paused];
    if (task.state === 'DISABLED' || task.state === 'ENDED') {
      return { first: able, more: [] };
    }
    switch (task.kind) {
      case 'QUEUE':
        return {
          first: task.queue?.deadLetters ? ['replay', ...able] : able,
          more: [task.queue?.closed ? 'reopen' : 'close', 'disable'],
        };
      case 'TIMER':
        // With keys, each of these takes one, which a form asks for.
        return task.timer?.keyed
          ? { first: able, more: ['disable'] }
          : { first: ['reset', ...able], more: ['fire', 'cancel', 'disable', 'trigger'] };
      default:
        // What needs arguments is called by code only.
        return { first: task.canBeTriggered === false ? able : ['trigger', ...able], more: ['disable'] };
    }
  }

  /**
   * A button for an action on a task; "named" shows on what it acts, or is all that it shows. A form has the "fields" to send
   * with it, and is told when it is "done" or "refused".
   */
  onTask(action, task, named = false, form = null) {
    const label = named === true ? `${LABELS[action]} ${task}` : named || LABELS[action];
    const perform = () => this.#act(action, task, form?.fields());
    return this.#guarded('tasks', label, perform, { detail: named ? '' : task, kind: QUESTIONS[action] ? 'danger' : '', form });
  }

  /** A button that opens what acts on a task. */
  onOpen(label, task, open) {
    return this.#guarded('tasks', label, open, { detail: task });
  }

  /** The button that stops a run: asks it first, and interrupts it if that is what is left. */
  onRun(run, named = false) {
    const label = interrupts(run) ? 'Interrupt' : 'Stop';
    const [shown, detail] = named ? [`${label} ${run.task}`, run.id] : [label, `${run.task} ${run.id}`];
    return this.#guarded('taskruns', shown, () => this.#stop(run), { detail, kind: 'danger' });
  }

  /** The button that changes the sizes of a pool; "pool" answers what it is like now. */
  onPool(name, pool) {
    return this.#guarded('taskpools', 'Resize', () => this.#resize(name, pool()), { detail: 'pool ' + name });
  }

  /** The same with one more slot proposed for that priority. */
  onReserve(name, priority, pool) {
    const field = priority === 'HIGH' ? 'reserveHigh' : 'reserveNormal';
    const resize = () => this.#resize(name, pool(), { field, value: pool()[field] + 1 });
    return this.#guarded('taskpools', `Add a slot for ${priority} to ${name}`, resize);
  }

  #guarded(endpoint, label, perform, { detail, kind, form } = {}) {
    const may = () => this.#source.may[endpoint];
    const press = () => (may() ? this.#try(endpoint, perform, form) : toast(reason(endpoint, may()), true));
    const made = button(label, press, { kind, detail });
    made.dataset.needs = endpoint;
    return made;
  }

  async #try(endpoint, perform, form) {
    try {
      const said = await perform();
      if (said) {
        toast(said);
        form?.done();
      }
    } catch (problem) {
      if (form && problem.trouble === api.Trouble.REFUSED) {
        form.refused(problem.message);
        return;
      }
      if (problem.trouble === api.Trouble.READ_ONLY) {
        this.#source.may[endpoint] = false;
      }
      if (!problem.trouble) {
        // A mistake of this page: for whoever mends it.
        console.error(problem);
      }
      toast(problem.message, true);
    }
    this.#refresh();
  }

  async #act(action, task, fields) {
    const question = fields?.key ? 'The timer of that key will not fire.' : QUESTIONS[action];
    if (QUESTIONS[action] && !(await confirm(`${LABELS[action]}: ${task}?`, question, LABELS[action]))) {
      return null;
    }
    const done = await api.act(task, action, fields);
    this.#source.acted(done.task);
    if (action === 'replay') {
      return replayed(task, done);
    }
    return done.changed ? `${task} ${DONE[action]}.` : `${task}: nothing to ${action}.`;
  }

  async #stop(run) {
    const force = interrupts(run);
    const waits = run.status !== 'RUNNING';
    const what = run.stuck
      ? `It ${goesOn(run)} Its thread is interrupted once more, whatever it is in the middle of.`
      : force
        ? 'Its thread is interrupted and it counts as cancelled, whatever it is in the middle of.'
        : waits
          ? 'It does not run: it is cancelled at once.'
          : 'It is asked to stop, which its code has to notice. If it does not, you can interrupt it.';
    const verb = force ? 'Interrupt' : waits ? 'Cancel' : 'Stop';
    if (!(await confirm(`${verb} a run of ${run.task}?`, `Run ${run.id}. ${what}`, verb + ' it'))) {
      return null;
    }
    const done = await api.stop(run.id, force);
    if (done.changed) {
      // It may have begun meanwhile: the server knows what it did.
      return `${run.task}: ${force ? 'interrupted' : done.run.status === 'CANCELLED' ? 'cancelled' : 'asked to stop'}.`;
    }
    return `${run.task}: ${done.run.stuck ? `the run ${goesOn(done.run)} It can be interrupted.` : 'the run had ended already, or was asked before.'}`;
  }

  async #resize(name, pool, proposal) {
    const sizes = await askSizes(name, pool, proposal);
    return sizes && (await api.resize(name, sizes)) && `Pool ${name} resized.`;
  }
}

const goesOn = ({ status }) => `is ${words(status)}, and its code goes on.`;

/** What came of a replay; that some could not be put back stays to be read, as what goes wrong does. */
function replayed(task, { replayed: n, left }) {
  const said = `${plural(n, 'dead letter')} of ${task} put back into the queue`;
  if (!left) {
    return said + '.';
  }
  toast(`${said}, ${count(left)} could not be: there is no room for them, or the log of the application says why.`, true);
  return null;
}

/** Greys out what is not allowed; such a button can still be reached, and then says why. */
export function showAccess(may) {
  for (const each of document.querySelectorAll('[data-needs]')) {
    const allowed = Boolean(may[each.dataset.needs]);
    if (allowed === each.hasAttribute('aria-disabled')) {
      attribute(each, 'aria-disabled', allowed ? null : 'true');
      attribute(each, 'title', allowed ? null : reason(each.dataset.needs, may[each.dataset.needs]));
    }
  }
}

const reason = (endpoint, may) =>
  may === null
    ? `The endpoint “${endpoint}” is not exposed: add it to management.endpoints.web.exposure.include.`
    : `You may only look here: management.endpoint.${endpoint}.access is not unrestricted, or you are not allowed to act.`;

/** A modal dialog covers all that is not in it: messages belong into the one that is open. */
export function placeToasts() {
  const place = byId('toasts');
  const host = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  if (place.parentNode !== host) {
    host.append(place);
  }
  return place;
}

/** Says what happened, to eyes and to screen readers; what went wrong stays until it is closed. */
export function toast(message, isProblem = false) {
  const node = h('div', { className: isProblem ? 'toast problem' : 'toast' }, h('span', {}, message));
  node.append(button('×', () => node.remove(), { kind: 'bare', detail: 'Close this message' }));
  placeToasts().append(node);
  if (!isProblem) {
    setTimeout(() => node.remove(), 6_000);
  }
}
