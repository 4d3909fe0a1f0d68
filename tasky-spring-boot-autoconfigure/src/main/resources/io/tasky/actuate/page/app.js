// Starts the page, asks for everything in turns, and says how that goes.

import { Trouble, serverNow } from './api.js';
import { Actions, showAccess } from './actions.js';
import { attention } from './attention.js';
import { AttentionView } from './attention-view.js';
import { Details } from './details.js';
import { attribute, byId, text, visible } from './dom.js';
import { clockSpan, count, millis, timeOfDay } from './format.js';
import { NO_FILTER, change, onChange, settings } from './hash.js';
import { Model, marked } from './model.js';
import { Poll } from './poll.js';
import { PoolsView } from './pools-view.js';
import { QueuesView } from './queues-view.js';
import { RunsView } from './runs-view.js';
import { Source } from './source.js';
import { TasksView } from './tasks-view.js';
import { themeSwitch } from './theme.js';

const model = new Model();
const source = new Source(model, settings);
const details = new Details(model);
const poll = new Poll(turn, () => +settings().every * 1_000);
const actions = new Actions(source, () => poll.now());
details.actions = actions;
const views = [AttentionView, PoolsView, RunsView, QueuesView, TasksView].map((View) => new View(model, actions, details));

let goneSince = null;
let shownAt = null;
let fresh = true;

/** Asks and shows; answers whether the server was there. */
async function turn() {
  try {
    if (fresh) {
      await source.access();
      fresh = false;
    }
    await Promise.all([source.turn(), details.update()]);
  } catch (problem) {
    return showProblem(problem);
  }
  goneSince = null;
  show();
  return true;
}

function show() {
  visible(byId('content'), true);
  visible(byId('problem'), false);
  shownAt = model.now;
  attribute(document.body, 'data-live', 'live');
  model.problems = attention(model);
  model.marked = marked(model.problems);
  header();
  views.forEach((view) => view.update());
  readOnly();
  attribute(document.body, 'data-ready', true);
}

function header() {
  const { supervisor, pools } = model;
  const all = Object.values(pools);
  const sum = (of) => all.reduce((total, pool) => total + of(pool), 0);
  attribute(byId('state'), 'data-state', supervisor.state);
  // Its runs are what runs.
  text(byId('state'), supervisor.state === 'RUNNING' ? 'started' : supervisor.state.toLowerCase());
  text(byId('uptime'), 'up ' + clockSpan(millis(supervisor.uptime)));
  text(byId('sum-running'), count(sum((pool) => pool.running + pool.critical)));
  text(byId('sum-waiting'), count(sum(({ waiting }) => waiting.LOW + waiting.NORMAL + waiting.HIGH)));
  text(byId('sum-tasks'), count(supervisor.tasks));
  text(byId('live-text'), +settings().every ? 'live' : 'paused');
}

/** Says once for the whole page what the buttons would say one by one. */
function readOnly() {
  showAccess(source.may);
  const closed = Object.entries(source.may).filter(([, may]) => !may);
  visible(byId('read-only'), closed.length > 0);
  text(
    byId('read-only-text'),
    `You may look, but not act on ${closed.map(([endpoint]) => ({ tasks: 'tasks', taskruns: 'runs', taskpools: 'pools' })[endpoint]).join(', ')}. `
      + `To change that: ${closed.map(remedy).join(', ')}.`,
  );
}

const remedy = ([endpoint, may]) =>
  may === null ? `add ${endpoint} to management.endpoints.web.exposure.include` : `management.endpoint.${endpoint}.access: unrestricted`;

function showProblem(problem) {
  const gone = problem.trouble === Trouble.GONE;
  goneSince ??= serverNow();
  // What it could do may have changed when it comes back.
  fresh = true;
  attribute(document.body, 'data-live', 'gone');
  text(byId('live-text'), gone ? 'no answer' : 'no data');
  visible(byId('problem'), true);
  const titles = {
    [Trouble.GONE]: 'The server does not answer',
    [Trouble.LOGIN]: 'You are not logged in',
    [Trouble.HIDDEN]: 'The endpoint “tasks” is not exposed',
    [Trouble.REFUSED]: 'The server refuses this filter',
  };
  text(byId('problem-title'), titles[problem.trouble] ?? 'Something is wrong');
  const seen = shownAt ? ` What you see below is from ${timeOfDay(shownAt)}.` : '';
  const texts = {
    [Trouble.GONE]: `Since ${timeOfDay(goneSince)}. The page goes on by itself as soon as it does.${seen}`,
    [Trouble.HIDDEN]: 'This page shows what it says: add tasks, taskruns and taskpools to management.endpoints.web.exposure.include.',
  };
  text(byId('problem-text'), texts[problem.trouble] ?? problem.message);
  // Such as one for a pool that is gone.
  visible(byId('problem-clear'), problem.trouble === Trouble.REFUSED);
  if (!problem.trouble) {
    // A mistake of this page: for whoever mends it.
    console.error(problem);
  }
  return false;
}

function refreshSelect() {
  const select = byId('every');
  select.value = settings().every;
  select.addEventListener('change', () => change({ every: select.value }));
}

themeSwitch(byId('theme'));
refreshSelect();
onChange(() => {
  byId('every').value = settings().every;
  poll.now();
});
byId('problem-clear').addEventListener('click', () => change(NO_FILTER));
byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('tasks').focus();
  byId('tasks').scrollIntoView();
});
poll.now();
