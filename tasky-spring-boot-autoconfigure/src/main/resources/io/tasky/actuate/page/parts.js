// Small pieces that several parts of the page are made of.

import { attribute, h, keyed, text, visible } from './dom.js';
import { words } from './format.js';

const LETTERS = { LOW: 'L', NORMAL: 'N', HIGH: 'H', CRITICAL: 'C' };

const GLYPHS = { SUCCEEDED: '✓', FAILED: '✕', TIMED_OUT: '◷', CANCELLED: '⊘', REJECTED: '⊘', RUNNING: '▸', RETRYING: '↻' };

export const letter = (priority) => LETTERS[priority] ?? '·';

/** A priority: a letter in its colour, in words for screen readers; never the colour alone. */
export function priorityBadge(priority) {
  return h('span', { className: 'priority', 'data-priority': priority, title: `Priority ${priority}` }, words(priority));
}

/** What is wrong with what it stands at: a sign and some words. */
export function trouble() {
  const word = h('span', {});
  const node = h('span', { className: 'tag', hidden: true }, h('span', { 'aria-hidden': 'true' }, '⚠ '), word);
  return {
    node,
    update(mark) {
      visible(node, Boolean(mark));
      attribute(node, 'data-level', mark?.level);
      text(word, mark?.word);
    },
  };
}

/** An outcome or a status: a sign and the word. */
export function outcome() {
  const sign = h('span', { 'aria-hidden': 'true' });
  const word = h('span');
  const node = h('span', { className: 'outcome' }, sign, ' ', word);
  return {
    node,
    update(status) {
      attribute(node, 'data-outcome', status);
      text(sign, GLYPHS[status] ?? '');
      text(word, words(status));
    },
  };
}

/** A name that opens the details of what it names. */
export function opener(label, open) {
  return h('button', { type: 'button', className: 'link', onclick: open }, label);
}

/** How far a run says it has come: a native progress bar, its per cents, and what it says. */
export function progress(label) {
  const bar = h('progress', { max: 1, 'aria-label': label });
  const percent = h('span', { className: 'num' });
  const said = h('span', { className: 'muted said' });
  const node = h('div', { className: 'progress' }, bar, percent, said);
  return {
    node,
    update(it) {
      node.hidden = !it;
      if (it) {
        bar.value = it.fraction;
        text(percent, Math.round(it.fraction * 100) + ' %');
        text(said, it.text && it.text !== '******' ? it.text : '');
      }
    },
  };
}

/** A bar of how full something is. */
export function gauge(label) {
  const meter = h('meter', { min: 0, max: 1, 'aria-label': label });
  return {
    node: meter,
    update(value, limit) {
      meter.max = limit > 0 ? limit : Math.max(1, value);
      meter.high = limit > 0 ? limit * 0.8 : meter.max;
      meter.value = value;
    },
  };
}

/** A list of names and values; what has no value is left out. */
export function facts() {
  const node = h('dl', { className: 'facts-list' });
  return {
    node,
    update(pairs) {
      keyed(node, pairs.filter(([, value]) => value !== null && value !== undefined && value !== ''), ([name]) => name, ([name]) => {
        const value = h('dd', { className: 'num' });
        return { node: h('div', {}, h('dt', {}, name), value), update: ([, now]) => text(value, now) };
      });
    },
  };
}
