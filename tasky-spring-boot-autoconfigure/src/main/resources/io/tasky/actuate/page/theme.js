// Light or dark: as the system says, unless somebody chose.

const KEY = 'tasky-theme';
const THEMES = ['auto', 'light', 'dark'];
const listeners = [];

function stored() {
  try {
    return localStorage.getItem(KEY) ?? 'auto';
  } catch {
    // A browser may forbid it; then a choice lasts as long as the page.
    return document.documentElement.dataset.theme ?? 'auto';
  }
}

function apply(theme) {
  document.documentElement.dataset.theme = THEMES.includes(theme) ? theme : 'auto';
  listeners.forEach((listener) => listener());
}

/** Canvases do not follow style sheets by themselves. */
export function onTheme(listener) {
  listeners.push(listener);
}

/** A colour of the theme. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Lets a select choose. */
export function themeSwitch(select) {
  select.value = stored();
  apply(select.value);
  select.addEventListener('change', () => {
    try {
      localStorage.setItem(KEY, select.value);
    } catch {
      // Said above.
    }
    apply(select.value);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(stored()));
}
