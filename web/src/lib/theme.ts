import { createStore } from './store.ts';

export type Theme = 'system' | 'light' | 'dark';

/** The key that `public/theme.js` reads before the first paint. */
const KEY = 'edgewise.theme';
const BAR = { light: '#f7f7f9', dark: '#0c0d10' };

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

export const themeStore = createStore<Theme>(stored());

function paint(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes('dark') ? 'dark' : 'light';
    meta.content = BAR[theme === 'system' ? own : theme];
  }
}

export function setTheme(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Not remembered, but shown.
  }
  themeStore.set(theme);
  paint(theme);
}

/** Takes over the choice at start, and each one made in another tab. */
export function watchTheme(): void {
  paint(themeStore.get());
  window.addEventListener('storage', (event) => {
    if (event.key !== KEY) return;
    themeStore.set(stored());
    paint(themeStore.get());
  });
}
