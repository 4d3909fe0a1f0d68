// What the page shows is in its address, after the #, so that it can be sent to a colleague and survives a reload.

/** All tasks. */
export const NO_FILTER = Object.freeze({ q: '', kind: '', state: '', pool: '' });

const DEFAULTS = { ...NO_FILTER, page: '0', every: '2' };

/** The settings now, all of them as text. */
export function settings() {
  const found = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, found.get(name) ?? value]));
}

/** Changes some settings. Another filter begins on its first page. */
export function change(some) {
  const next = { ...settings(), ...('page' in some || 'every' in some ? {} : { page: '0' }), ...some };
  const kept = Object.entries(next).filter(([name, value]) => value !== DEFAULTS[name]);
  const hash = new URLSearchParams(kept).toString();
  // Without an entry in the history for each letter that somebody types.
  history.replaceState(null, '', hash ? '#' + hash : location.pathname + location.search);
  dispatchEvent(new Event('settings'));
}

/** Calls the listener at every change, also one by hand in the address bar. */
export function onChange(listener) {
  addEventListener('settings', listener);
  addEventListener('hashchange', listener);
}
