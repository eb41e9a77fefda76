import { safeNext } from '../../lib/safe-next.ts';

type News = 'signed-in' | 'signed-out';

/** One for the page: a channel does not hear itself, but it does hear another one of the same page. */
const channel = new BroadcastChannel('edgewise.session');
const SIGN_IN = '/sign-in';
const LOCKED = '/billing/reactivate';
/** Pages that need no session, where its end changes nothing. */
const OPEN_PATHS = [SIGN_IN, LOCKED, '/docs', '/sign-up', '/check-mail'];
/** Pages below these bring a key of their own, or a session of another kind. */
const OPEN_UNDER = ['/handoff/', '/console'];

const here = () => location.pathname + location.search + location.hash;
const isOpen = () =>
  OPEN_PATHS.includes(location.pathname) || OPEN_UNDER.some((start) => location.pathname.startsWith(start));

export const tellOtherTabs = (news: News): void => channel.postMessage(news);

/**
 * Leaves for the sign-in screen. A real navigation and no route change: nothing of the last session may stay in the
 * memory of the page.
 */
export function leaveForSignIn(): void {
  if (isOpen()) return;
  const next = here();
  location.replace(next === '/' ? SIGN_IN : `${SIGN_IN}?next=${encodeURIComponent(next)}`);
}

export function leaveForLocked(): void {
  if (location.pathname !== LOCKED) location.replace(LOCKED);
}

/** Follows what happens to the session in other tabs of this host. */
export function watchOtherTabs(): void {
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'signed-out') leaveForSignIn();
    if (data === 'signed-in' && location.pathname === SIGN_IN) {
      location.replace(safeNext(new URLSearchParams(location.search).get('next'), location.origin));
    }
  };
}
