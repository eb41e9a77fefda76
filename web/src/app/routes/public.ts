/** What is open to somebody who is not, or not yet, a member. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { safeNext } from '../../lib/safe-next.ts';
import { one } from '../../lib/search-params.ts';
import { loadMe, requireMember, requireRoot } from '../guards.ts';
import { frame, root } from './base.ts';

const landing = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ context }) => requireRoot(context),
  component: lazyRouteComponent(() => import('../../features/site/landing-screen.tsx'), 'LandingScreen'),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  beforeLoad: ({ context: { site } }) => {
    // Workspaces are made on the product's own host.
    if (site.surface === 'app') throw redirect({ href: `${location.protocol}//${site.appDomain}/sign-up` });
  },
  component: lazyRouteComponent(() => import('../../features/session/sign-up-screen.tsx'), 'SignUpScreen'),
});

const checkMail = createRoute({
  getParentRoute: () => root,
  path: '/check-mail',
  beforeLoad: ({ context }) => requireRoot(context),
  component: lazyRouteComponent(() => import('../../features/session/check-mail-screen.tsx'), 'CheckMailScreen'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string; link?: 'expired' } => {
    const next = one(search.next);
    return { ...(next === undefined ? {} : { next }), ...(one(search.link) === 'expired' ? { link: 'expired' } : {}) };
  },
  beforeLoad: ({ context: { site }, search }) => {
    if (site.surface === 'root') throw redirect({ to: '/', hash: 'open', replace: true });
    if (site.signedIn) throw redirect({ href: safeNext(search.next, location.origin), replace: true });
  },
  component: lazyRouteComponent(() => import('../../features/session/sign-in-screen.tsx'), 'SignInScreen'),
});

const locked = createRoute({
  getParentRoute: () => root,
  path: '/billing/reactivate',
  beforeLoad: ({ context: { site } }) => {
    if (site.surface === 'root') throw redirect({ to: '/', replace: true });
  },
  component: lazyRouteComponent(() => import('../../features/billing/locked-screen.tsx'), 'LockedScreen'),
});

/** For whoever keeps the DNS and has no account: the link is the key. */
const handoff = createRoute({
  getParentRoute: () => root,
  path: '/handoff/$token',
  component: lazyRouteComponent(() => import('../../features/domains/handoff-screen.tsx'), 'HandoffScreen'),
});

const signedUp = createRoute({
  getParentRoute: () => root,
  path: '/signed-up',
  beforeLoad: async ({ context }) => requireMember({ ...context, ...(await loadMe(context)) }, '/prospects'),
  component: lazyRouteComponent(() => import('../../features/session/signed-up-screen.tsx'), 'SignedUpScreen'),
});

const docs = createRoute({
  getParentRoute: () => frame,
  path: '/docs',
  component: lazyRouteComponent(() => import('../../features/docs/docs-screen.tsx'), 'DocsScreen'),
});

export const publicRoutes = [landing, signUp, checkMail, signIn, signedUp, locked, handoff] as const;
export const framedRoutes = [docs] as const;
