// The little that this page needs instead of a framework. Nothing is ever set as HTML: what the server says stays text.

const nodesByKey = new WeakMap();

/**
 * Makes an element. Properties starting with "on" are listeners, those in camel case that elements know are properties,
 * all others are attributes; null and false leave them out.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'className' || name === 'value' || name === 'htmlFor' || name === 'hidden') {
      element[name] = value;
    } else {
      attribute(element, name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets an attribute if it differs; null and false take it away, true sets it without a value. */
export function attribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    if (element.hasAttribute(name)) {
      element.removeAttribute(name);
    }
  } else {
    const text = value === true ? '' : String(value);
    if (element.getAttribute(name) !== text) {
      element.setAttribute(name, text);
    }
  }
}

/** Sets a text if it differs, so that selections, screen readers and the layout are left alone. */
export function text(element, value) {
  const wanted = value === null || value === undefined ? '' : String(value);
  if (element.textContent !== wanted) {
    element.textContent = wanted;
  }
}

/** Shows or hides. */
export function visible(element, shown) {
  if (element.hidden === shown) {
    element.hidden = !shown;
  }
}

/** Sets a custom property of an element by the CSSOM, which a strict policy allows, unlike a style attribute. */
export function cssVar(element, name, value) {
  if (element.style.getPropertyValue(name) !== String(value)) {
    element.style.setProperty(name, value);
  }
}

/**
 * Makes the children of an element those of a list: one node for each key, kept as long as the key stays, so that focus,
 * selection and animations survive. "create" answers the node and its "update".
 */
export function keyed(parent, items, keyOf, create) {
  const known = nodesByKey.get(parent) ?? new Map();
  nodesByKey.set(parent, known);
  const wanted = new Set(items.map(keyOf));
  for (const [key, entry] of known) {
    if (!wanted.has(key)) {
      keepFocusNear(parent, entry.node);
      entry.node.remove();
      entry.gone?.();
      known.delete(key);
    }
  }
  let cursor = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let entry = known.get(key);
    if (!entry) {
      entry = create(item);
      known.set(key, entry);
    }
    if (entry.node === cursor) {
      cursor = cursor.nextElementSibling;
    } else {
      parent.insertBefore(entry.node, cursor);
    }
    entry.update(item);
  }
}

/** A node that goes away with the focus in it hands the focus to its list, not to the top of the page. */
function keepFocusNear(parent, node) {
  if (node.contains(document.activeElement)) {
    const list = parent.closest('[tabindex], section') ?? parent;
    if (!list.hasAttribute('tabindex')) {
      list.setAttribute('tabindex', '-1');
    }
    list.focus({ preventScroll: true });
  }
}

/** A button. Its words are its label, also for screen readers: "detail" says what it acts on. */
export function button(label, onclick, { kind = '', detail = '' } = {}) {
  return h(
    'button',
    { type: 'button', className: ('button ' + kind).trim(), onclick },
    label,
    detail ? h('span', { className: 'unseen' }, ' ' + detail) : null,
  );
}

/** A button that was pressed hands its focus to the one that takes its place, such as Resume to Pause. */
export function replaceButtons(place, buttons) {
  const at = [...place.children].indexOf(document.activeElement);
  place.replaceChildren(...buttons);
  buttons[Math.min(at, buttons.length - 1)]?.focus({ preventScroll: true });
}

export const byId = (id) => document.getElementById(id);
