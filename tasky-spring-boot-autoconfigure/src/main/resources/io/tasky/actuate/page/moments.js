// Times that go on between two answers: countdowns, ages. Redrawn once a second, outside of every live region.

import { attribute, text } from './dom.js';
import { clockSpan, relative, timeOfDay } from './format.js';
import { serverNow } from './api.js';

const shown = new Set();

const FORMS = {
  relative: (at, now) => relative(at, now),
  /** Until then; what is due already may take a moment to start. */
  until: (at, now) => (at - now > 500 ? 'in ' + clockSpan(at - now) : 'due'),
  /** How long something has been going on. */
  since: (at, now) => clockSpan(Math.max(0, now - at)),
};

/** Shows a time in an element, and keeps it right. */
export function moment(element, at, form = 'relative') {
  if (at === null || at === undefined) {
    shown.delete(element);
    delete element.dataset.at;
    text(element, '–');
    attribute(element, 'title', null);
    return;
  }
  element.dataset.at = at;
  element.dataset.form = form;
  attribute(element, 'title', timeOfDay(at));
  shown.add(element);
  draw(element, serverNow());
}

function draw(element, now) {
  text(element, FORMS[element.dataset.form](+element.dataset.at, now));
}

setInterval(() => {
  if (document.visibilityState === 'hidden') {
    return;
  }
  const now = serverNow();
  for (const element of shown) {
    if (element.isConnected) {
      draw(element, now);
    } else {
      shown.delete(element);
    }
  }
}, 1_000);
