const HOME = '/';

/**
 * Where to go after sign-in: `next` if it is a path on this very host, else home. The URL parser decides, because it
 * is what the browser follows: `//evil`, `/\evil` and `/<tab>/evil` all leave the host.
 */
export function safeNext(next: unknown, origin: string): string {
  if (typeof next !== 'string' || !next.startsWith('/')) return HOME;
  let url: URL;
  try {
    url = new URL(next, origin);
  } catch {
    return HOME;
  }
  if (url.origin !== origin) return HOME;
  // A path may itself begin with two slashes ("/.//evil"), which a second reader would take for a host.
  if (url.pathname.startsWith('//')) return HOME;
  if (url.pathname === '/sign-in' || url.pathname.startsWith('/api/')) return HOME;
  return url.pathname + url.search + url.hash;
}
