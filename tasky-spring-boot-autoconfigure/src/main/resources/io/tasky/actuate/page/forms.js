// What takes more than a click: another schedule for a periodic task, and the keys of a timer. What the server refuses is said here.

import { attribute, button, h, text, visible } from './dom.js';

/** How a schedule is told in words, and what of it goes into which field. */
const SCHEDULES = [
  ['fixedRate', 'Fixed rate: from start to start', /^fixed rate (\S+)$/],
  ['fixedDelay', 'Fixed delay: from end to start', /^fixed delay (\S+)$/],
  ['cron', 'Cron expression', /^cron (.+) \((\S+)\)$/],
];

let ids = 0;

/** A field with its label, and a hint that belongs to it. */
function field(label, hint, input) {
  const id = `field-${++ids}`;
  input.id = id;
  const small = hint && h('small', { id: id + '-hint' }, hint);
  attribute(input, 'aria-describedby', hint ? id + '-hint' : null);
  return { input, node: h('p', { className: 'field' }, h('label', { htmlFor: id }, label), input, small) };
}

const words = () => h('input', { type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' });

/** What the server says against what was sent; the field that can be mended gets the focus. */
function refusal() {
  const node = h('p', { className: 'refusal', role: 'alert' });
  let blamed = null;
  return {
    node,
    say(message, input) {
      if (blamed) {
        attribute(blamed, 'aria-invalid', null);
      }
      blamed = input;
      text(node, message);
      attribute(input, 'aria-invalid', message ? 'true' : null);
      if (message) {
        input.focus();
      }
    },
  };
}

/** Gives a periodic task another schedule: a button that opens a form, and gets the focus back when that closes. */
export class ScheduleForm {
  #schedule = '';
  #how = field('How', '', h('select', {}, SCHEDULES.map(([value, label]) => h('option', { value }, label))));
  #span = field('Time between two runs', 'Such as 30s, 5m or PT1H30M.', words());
  #cron = field('Cron expression', 'Seconds, minutes, hours, day of the month, month, day of the week: 0 0 2 * * MON-FRI.', words());
  #zone = field('Time zone', 'Such as Europe/Berlin. If empty, that of the server.', words());
  #refusal = refusal();

  constructor(actions, task) {
    const apply = actions.onTask('reschedule', task, false, this);
    apply.classList.add('primary');
    apply.type = 'submit';
    this.opener = actions.onOpen('Reschedule…', task, () => this.#toggle(this.node.hidden));
    const fields = [this.#how, this.#span, this.#cron, this.#zone].map(({ node }) => node);
    this.node = h(
      'form',
      { id: `form-${++ids}`, className: 'small-form', 'aria-label': `Schedule of ${task}`, hidden: true },
      ...fields,
      h('p', { className: 'muted small' }, 'It holds from now on, until it is changed again or the application ends.'),
      this.#refusal.node,
      h('div', { className: 'answers' }, button('Leave it', () => this.#toggle(false)), apply),
    );
    attribute(this.opener, 'aria-controls', this.node.id);
    attribute(this.opener, 'aria-expanded', 'false');
    this.#how.input.addEventListener('change', () => this.#showFields());
    this.node.addEventListener('submit', (event) => event.preventDefault());
    this.node.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        // Closes the form, and not the dialog that it is in.
        event.preventDefault();
        this.#toggle(false);
      }
    });
  }

  update({ schedule }) {
    this.#schedule = schedule ?? '';
  }

  #toggle(open) {
    visible(this.node, open);
    attribute(this.opener, 'aria-expanded', String(open));
    if (open) {
      this.#fill();
      this.#how.input.focus();
    } else {
      this.opener.focus();
    }
  }

  /** Begins with the schedule that the task has. */
  #fill() {
    const [how, , pattern] = SCHEDULES.find(([, , each]) => each.test(this.#schedule)) ?? SCHEDULES[0];
    const [, first = '', zone = ''] = pattern.exec(this.#schedule) ?? [];
    this.#how.input.value = how;
    this.#span.input.value = how === 'cron' ? '' : first;
    this.#cron.input.value = how === 'cron' ? first : '';
    this.#zone.input.value = zone;
    this.#showFields();
  }

  #showFields() {
    this.#refusal.say('', this.#how.input);
    const cron = this.#how.input.value === 'cron';
    visible(this.#span.node, !cron);
    visible(this.#cron.node, cron);
    visible(this.#zone.node, cron);
  }

  fields() {
    const how = this.#how.input.value;
    return how === 'cron'
      ? { cron: this.#cron.input.value, zone: this.#zone.input.value.trim() || undefined }
      : { [how]: this.#span.input.value };
  }

  refused(message) {
    this.#refusal.say(message, this.#how.input.value === 'cron' ? this.#cron.input : this.#span.input);
  }

  done() {
    this.#toggle(false);
  }
}

/** Resets, fires and cancels the timer of one key, or fires and cancels those of all keys. */
export class KeyForm {
  #key = field('Key', 'If empty, Fire and Cancel mean the timers of all keys.', words());
  #refusal = refusal();

  constructor(actions, task) {
    const [reset, fire, cancel] = [['reset', 'Reset'], ['fire', 'Fire'], ['cancel', 'Cancel']]
      .map(([action, label]) => actions.onTask(action, task, label, this));
    reset.type = 'submit';
    this.node = h(
      'form',
      { className: 'small-form', 'aria-label': `Timers of ${task}` },
      this.#key.node,
      this.#refusal.node,
      h('div', { className: 'buttons' }, reset, fire, cancel),
    );
    this.node.addEventListener('submit', (event) => event.preventDefault());
  }

  fields() {
    return { key: this.#key.input.value || undefined };
  }

  refused(message) {
    this.#refusal.say(message, this.#key.input);
  }

  done() {
    this.#refusal.say('', this.#key.input);
  }
}
