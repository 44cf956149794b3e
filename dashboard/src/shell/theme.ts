import { call } from '../wire/calls';
import { createStore } from '../wire/store';

/** light, dark, or "" for what the system has. */
export type Theme = 'light' | 'dark' | '';

/** The person's theme; the server wrote it into the page. */
export const theme = createStore<Theme>(asTheme(document.documentElement.dataset.theme));

/** Takes over what the server says. */
export function showTheme(value: string) {
  theme.set(asTheme(value));
  document.documentElement.dataset.theme = asTheme(value);
}

/** Changes the theme here at once and keeps it for the person. */
export function setTheme(value: Theme) {
  showTheme(value);
  call('SET_THEME', { theme: value }).catch(() => {
    // It holds for this page; the next change is kept again.
  });
}

/** Dark to light and back, from what is seen now. */
export function toggleTheme() {
  const dark =
    theme.get() === 'dark' || (theme.get() === '' && matchMedia('(prefers-color-scheme: dark)').matches);
  setTheme(dark ? 'light' : 'dark');
}

function asTheme(value: string | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : '';
}
