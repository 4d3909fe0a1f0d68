// Charts, drawn by uPlot: the durations of a task's runs, and what a pool did.

import { h, attribute } from './dom.js';
import { colour, onTheme } from './theme.js';
import { count, median, plural, span } from './format.js';

const charts = new Set();

onTheme(() => charts.forEach((chart) => chart.redraw(false)));

/** What all of them share: no legend, no cursor, no axis unless it is wanted; as wide as its place. */
function chart(place, { height, series, scales, axes = [{ show: false }, { show: false }], padding = [3, 1, 2, 1] }) {
  const options = {
    width: place.clientWidth || 100,
    height,
    padding,
    cursor: { show: false },
    legend: { show: false },
    select: { show: false },
    axes,
    scales,
    series: [{}, ...series],
  };
  const made = new uPlot(options, series.map(() => []).concat([[]]), place);
  charts.add(made);
  const watch = new ResizeObserver(() => {
    if (place.clientWidth && place.clientWidth !== made.width) {
      made.setSize({ width: place.clientWidth, height });
    }
  });
  watch.observe(place);
  return {
    set: (data) => made.setData(data),
    destroy() {
      watch.disconnect();
      charts.delete(made);
      made.destroy();
    },
  };
}

const line = (name, more = {}) => ({
  stroke: () => colour(name),
  fill: () => colour(name + '-soft'),
  width: 1.5,
  points: { show: false },
  ...more,
});

/** Dots without a line, for runs that did not succeed. */
const failures = () => ({
  paths: () => null,
  points: { show: true, size: 5, width: 1, stroke: () => colour('--bad'), fill: () => colour('--bad') },
});

const fromZero = { range: (_, __, max) => [0, Math.max(max * 1.08, 1e-9)] };

/** The oldest of the runs first, as numbers: 1, 2, 3, …; how long each took; the same for those that failed. */
function columns(runs) {
  const ended = runs.filter((run) => run.ms !== null).reverse();
  return [
    ended.map((_, index) => index),
    ended.map((run) => run.ms),
    ended.map((run) => (run.outcome === 'SUCCEEDED' ? null : run.ms)),
  ];
}

function inWords(runs) {
  const times = runs.filter((run) => run.ms !== null).map((run) => run.ms);
  const bad = runs.filter((run) => run.outcome !== 'SUCCEEDED').length;
  return `Last ${plural(runs.length, 'run')}: usually ${span(median(times))}, at most ${span(Math.max(0, ...times))}`
    + (bad ? `, ${count(bad)} without success` : '');
}

/** A small line of durations. Makes its canvas when there is something to draw. */
export function sparkline() {
  const node = h('div', { className: 'spark', role: 'img', 'aria-label': 'No run has ended' });
  let drawn = null;
  let shown = '';
  return {
    node,
    update(runs) {
      const key = runs.map((run) => run.outcome[0] + run.ms).join();
      if (key === shown || runs.length < 2 || !node.isConnected) {
        return;
      }
      shown = key;
      drawn ??= chart(node, { height: 26, scales: { x: { time: false }, y: fromZero }, series: [line('--accent'), failures()] });
      drawn.set(columns(runs));
      attribute(node, 'aria-label', inWords(runs));
      attribute(node, 'title', inWords(runs));
    },
    gone: () => drawn?.destroy(),
  };
}

/** The durations of the latest runs of one task, with a scale. */
export function durations() {
  const node = h('div', { className: 'chart', role: 'img' });
  let drawn = null;
  const axis = (more) => ({
    stroke: () => colour('--muted'),
    grid: { stroke: () => colour('--line'), width: 1 },
    ticks: { show: false },
    font: '11px system-ui',
    ...more,
  });
  return {
    node,
    update(runs) {
      if (runs.length < 2 || !node.isConnected) {
        return;
      }
      drawn ??= chart(node, {
        height: 130,
        padding: [8, 8, 4, 0],
        scales: { x: { time: false }, y: fromZero },
        axes: [{ show: false }, axis({ size: 62, values: (_, ticks) => ticks.map(span) })],
        series: [line('--accent'), failures()],
      });
      drawn.set(columns(runs));
      attribute(node, 'aria-label', inWords(runs));
    },
    gone: () => drawn?.destroy(),
  };
}

/** What a pool did while this page was open: slots that were taken, and runs that waited, each on a scale of its own. */
export function poolChart() {
  const node = h('div', { className: 'pool-chart', role: 'img' });
  let drawn = null;
  return {
    node,
    update([times, running, waiting], limit) {
      if (times.length < 2 || !node.isConnected) {
        return;
      }
      drawn ??= chart(node, {
        height: 44,
        scales: { x: { time: true }, y: { range: (_, __, max) => [0, Math.max(max, limit > 0 ? limit : 1)] }, w: fromZero },
        series: [line('--accent'), line('--wait', { scale: 'w', dash: [4, 3], fill: undefined })],
      });
      drawn.set([times, running, waiting]);
      attribute(
        node,
        'aria-label',
        `Since this page was opened: at most ${plural(Math.max(...running), 'slot')} taken, `
          + `at most ${plural(Math.max(...waiting), 'run')} waiting`,
      );
    },
    gone: () => drawn?.destroy(),
  };
}
