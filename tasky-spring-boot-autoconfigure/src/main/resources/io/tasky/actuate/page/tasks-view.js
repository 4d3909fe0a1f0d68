// Every task in a line: what it is, why it does not run, when it will, how it went, and what can be done with it.

import { attribute, byId, h, keyed, replaceButtons, text, visible } from './dom.js';
import { Actions } from './actions.js';
import { NO_FILTER, change, settings } from './hash.js';
import { count, instant, localised, millis, plural, span, words } from './format.js';
import { moment } from './moments.js';
import { opener, outcome, priorityBadge, trouble } from './parts.js';
import { sparkline } from './charts.js';
import { PAGE } from './source.js';

const KINDS = { PERIODIC: '↻', TIMER: '◔', QUEUE: '≡', BACKGROUND: '▸' };

/** What the next run's column tells already. */
const TOLD_ELSEWHERE = new Set(['NOT_DUE', 'NOT_CALLED']);

/** How long a run goes on before its task moves up, in milliseconds. */
const LONG = 5_000;

export class TasksView {
  #model;
  #actions;
  #details;
  #typing = 0;
  #order = [];

  constructor(model, actions, details) {
    this.#model = model;
    this.#actions = actions;
    this.#details = details;
    this.#filters();
  }

  #filters() {
    const form = byId('filters');
    form.addEventListener('submit', (event) => event.preventDefault());
    form.elements.q.addEventListener('input', () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => change({ q: form.elements.q.value }), 200);
    });
    for (const name of ['kind', 'state', 'pool']) {
      form.elements[name].addEventListener('change', () => change({ [name]: form.elements[name].value }));
    }
    byId('clear').addEventListener('click', () => change(NO_FILTER));
    byId('previous').addEventListener('click', () => change({ page: String(+settings().page - 1) }));
    byId('next').addEventListener('click', () => change({ page: String(+settings().page + 1) }));
  }

  update() {
    const { tasks, page, supervisor } = this.#model;
    this.#showFilters();
    const filtered = ['q', 'kind', 'state', 'pool'].some((name) => settings()[name]);
    // Whoever opens the page sees what is in trouble, on whatever page it is.
    const elsewhere = filtered || page.offset ? [] : this.#model.troubleElsewhere().slice(0, PAGE);
    const lines = filtered ? tasks : this.#sorted([...elsewhere, ...tasks]);
    keyed(byId('task-list'), lines, (task) => task.name, (task) => this.#row(task));
    visible(byId('task-table'), tasks.length > 0);
    visible(byId('no-tasks'), !tasks.length && !filtered && !supervisor.tasks);
    visible(byId('no-match'), !tasks.length && (filtered || supervisor.tasks > 0));
    text(byId('task-count'), filtered ? `${count(page.total)} of ${count(supervisor.tasks)}` : count(supervisor.tasks));
    visible(byId('paging'), page.total > PAGE || page.offset > 0);
    const place = `${Math.min(page.offset + 1, page.total)}–${page.offset + tasks.length} of ${count(page.total)}`;
    text(byId('paging-text'), place + (elsewhere.length ? `, and ${count(elsewhere.length)} of other pages in trouble` : ''));
    byId('previous').disabled = page.offset === 0;
    byId('next').disabled = page.offset + tasks.length >= page.total;
  }

  /** Trouble first, then what runs for a while; but no line moves while somebody points at the list or has the focus in it. */
  #sorted(tasks) {
    const list = byId('task-list');
    const held = list.matches(':hover') || list.querySelector(':focus-visible');
    const { marked, running } = this.#model;
    const long = new Set((running ?? []).filter((run) => this.#model.took(run) > LONG).map((run) => run.task));
    const rank = ({ name }) => ({ bad: 0, warn: 1 })[marked.tasks.get(name)?.level] ?? (long.has(name) ? 2 : 3);
    const place = new Map(this.#order.map((name, i) => [name, i]));
    const before = ({ name }) => place.get(name) ?? Number.MAX_SAFE_INTEGER;
    const key = held ? before : rank;
    const sorted = [...tasks].sort((a, b) => key(a) - key(b) || (a.name < b.name ? -1 : 1));
    this.#order = sorted.map((task) => task.name);
    return sorted;
  }

  #showFilters() {
    const now = settings();
    const { elements } = byId('filters');
    if (document.activeElement !== elements.q && elements.q.value !== now.q) {
      elements.q.value = now.q;
    }
    const pools = ['', ...Object.keys(this.#model.pools)];
    if ([...elements.pool.options].map((option) => option.value).join() !== pools.join()) {
      elements.pool.replaceChildren(...pools.map((pool) => h('option', { value: pool }, pool || 'Any pool')));
    }
    for (const name of ['kind', 'state', 'pool']) {
      if (elements[name].value !== now[name]) {
        elements[name].value = now[name];
      }
    }
    visible(byId('clear'), Boolean(now.q || now.kind || now.state || now.pool));
  }

  #row(task) {
    const cell = (label, className, ...content) => h('td', { role: 'cell', className, 'data-label': label }, ...content);
    const wrong = trouble();
    const why = h('div', {});
    const load = h('div', { className: 'muted num' });
    const next = h('span', { className: 'num' });
    const schedule = h('div', { className: 'muted small' });
    const last = outcome();
    const took = h('span', { className: 'num' });
    const ago = h('span', { className: 'num muted small' });
    const drawn = sparkline();
    const success = h('b', { className: 'num' });
    const runs = h('div', { className: 'muted num small' });
    const buttons = h('div', { className: 'buttons' });
    const node = h(
      'tr',
      { role: 'row' },
      h(
        'th',
        { role: 'rowheader', scope: 'row', className: 'task-name' },
        h('span', { className: 'kind', title: words(task.kind), 'aria-hidden': 'true' }, KINDS[task.kind]),
        h('div', {}, opener(task.name, () => this.#details.openTask(task.name)), h('div', { className: 'muted small' }, `${words(task.kind)} · ${task.pool} · `, priorityBadge(task.priority))),
      ),
      cell('State', 'state', wrong.node, why, load),
      cell('Next run', 'next', next, schedule),
      cell('Last run', 'last', h('div', {}, last.node, ' ', took), ago),
      cell('Durations', 'durations', drawn.node),
      cell('Success', 'success', success, runs),
      cell('Actions', 'actions', buttons),
    );
    let offered = '';
    return {
      node,
      gone: drawn.gone,
      update: (now) => {
        const mark = this.#model.marked.tasks.get(now.name);
        wrong.update(mark);
        attribute(node, 'data-level', mark?.level);
        state(node, why, now);
        text(load, loadOf(now));
        moment(next, instant(now.nextRun ?? now.timer?.nextDue), 'until');
        text(schedule, now.schedule ? readable(now.schedule) : '');
        this.#last(now, last, took, ago);
        drawn.update(this.#model.latest(now.name));
        rateOf(now, success, runs);
        const { first } = Actions.of(now);
        if (first.join() !== offered) {
          offered = first.join();
          replaceButtons(buttons, first.map((action) => this.#actions.onTask(action, now.name)));
        }
      },
    };
  }

  #last(task, last, took, ago) {
    const run = task.lastRun;
    visible(last.node, Boolean(run));
    if (run) {
      last.update(run.outcome);
    }
    text(took, run?.duration ? span(millis(run.duration)) : '');
    const started = instant(run?.startedAt);
    moment(ago, started === null ? null : started + millis(run.duration));
  }
}

function state(node, why, task) {
  const running = task.counts.running > 0;
  const said = task.state !== 'ENABLED' || running || !task.waitingFor || TOLD_ELSEWHERE.has(task.waitingFor.code);
  attribute(node, 'data-state', task.state !== 'ENABLED' ? task.state : running ? 'RUNNING' : 'IDLE');
  const { succeeded, failed, timedOut, cancelled } = task.counts;
  const never = task.waitingFor?.code === 'NOT_CALLED' && !(succeeded + failed + timedOut + cancelled);
  const idle = never ? 'not called since the start' : 'idle';
  text(why, said ? (task.state !== 'ENABLED' ? words(task.state) : running ? 'running' : idle) : localised(task.waitingFor.text));
}

function loadOf({ counts, queue }) {
  const parts = [
    counts.running > 1 ? `${count(counts.running)} running` : '',
    counts.waiting ? `${count(counts.waiting)} waiting` : '',
    queue?.size > 0 ? plural(queue.size, 'item') : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

function rateOf({ counts }, success, runs) {
  const ended = counts.succeeded + counts.failed + counts.timedOut;
  const share = ended ? counts.succeeded / ended : null;
  // 99.99 % is not 100 %.
  text(success, share === null ? '–' : (share === 1 ? '100' : Math.min(99.9, share * 100).toFixed(share > 0.99 ? 1 : 0)) + ' %');
  attribute(success, 'data-level', share === null || share >= 0.95 ? null : share < 0.5 ? 'bad' : 'warn');
  const bad = counts.failed + counts.timedOut;
  text(runs, ended ? (bad ? `${count(bad)} of ${count(ended)} failed` : plural(ended, 'run')) : '');
}

/** A schedule with its durations as people write them. */
const readable = (schedule) => schedule.replace(/PT?[\d.DHMST]+/g, (duration) => (millis(duration) === null ? duration : span(millis(duration)).replace('.0 ', ' ')));
