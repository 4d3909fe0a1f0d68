// Questions before something is destroyed, and the sizes of a pool. Native dialogs: they keep the focus in, and Escape closes.

import { button, h } from './dom.js';

/** Shows a dialog once; answers what "answer" was called with, or null if it was closed otherwise. */
function ask(build) {
  return new Promise((resolve) => {
    let result = null;
    const dialog = h('dialog', { className: 'question', 'aria-labelledby': 'question-title' });
    const answer = (value) => {
      result = value;
      dialog.close();
    };
    dialog.append(...build(answer));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

const heading = (title) => h('h2', { id: 'question-title' }, title);

/** Asks whether to go on; the safe answer has the focus. */
export async function confirm(title, text, yes) {
  return true === await ask((answer) => [
    heading(title),
    h('p', {}, text),
    h(
      'div',
      { className: 'answers' },
      h('button', { type: 'button', className: 'button', autofocus: true, onclick: () => answer(false) }, 'Leave it'),
      button(yes, () => answer(true), { kind: 'danger' }),
    ),
  ]);
}

/** Asks for the sizes of a pool, of which one may be proposed; answers those that differ, or null. */
export function askSizes(name, pool, proposal = {}) {
  const fields = [
    ['size', 'Slots for all', 'What every priority may use; -1 for any number.', -1],
    ['reserveNormal', 'Reserve for NORMAL and HIGH', 'Beyond those for all.', 0],
    ['reserveHigh', 'Reserve for HIGH alone', 'Beyond both.', 0],
  ].map(([field, label, hint, min]) => {
    const proposed = proposal.field === field;
    const value = String(proposed ? proposal.value : pool[field]);
    const input = h('input', { id: 'size-' + field, type: 'number', min, step: 1, required: true, autofocus: proposed, value });
    return { field, input, node: h('p', { className: 'field' }, h('label', { htmlFor: 'size-' + field }, label), input, h('small', {}, proposed ? `${hint} Now ${pool[field]}.` : hint)) };
  });
  return ask((answer) => [
    heading(`Sizes of pool ${name}`),
    h(
      'form',
      {
        onsubmit: (event) => {
          event.preventDefault();
          const changed = fields.filter(({ field, input }) => +input.value !== pool[field]);
          answer(changed.length ? Object.fromEntries(changed.map(({ field, input }) => [field, +input.value])) : null);
        },
      },
      fields.map((each) => each.node),
      h('p', {}, 'They hold from now on, until they are changed again or the application ends. No run is taken away.'),
      h(
        'div',
        { className: 'answers' },
        button('Leave it', () => answer(null)),
        h('button', { type: 'submit', className: 'button primary' }, 'Resize'),
      ),
    ),
  ]);
}
