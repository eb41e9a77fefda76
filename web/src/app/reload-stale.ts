/** A page reloads for this reason at most once in this time: a file that is truly missing must not loop. */
const ONCE_MS = 60_000;
const KEY = 'edgewise.reloaded';

/** After a deployment the files of an open page are gone: the first one it misses loads the new page. */
export function reloadWhenStale(): void {
  window.addEventListener('vite:preloadError', (event) => {
    try {
      const last = Number(sessionStorage.getItem(KEY) ?? 0);
      if (Date.now() - last < ONCE_MS) return;
      sessionStorage.setItem(KEY, String(Date.now()));
    } catch {
      return;
    }
    event.preventDefault();
    location.reload();
  });
}
