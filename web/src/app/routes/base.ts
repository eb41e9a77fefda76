/** What all routes hang from. */
import { createRootRouteWithContext, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { loadMe, loadSite, type RouterContext, requireMember } from '../guards.ts';
import { RootLayout } from '../root-layout.tsx';
import { NotFoundScreen } from '../screens.tsx';

export const root = createRootRouteWithContext<RouterContext>()({
  beforeLoad: ({ context }) => loadSite(context),
  component: RootLayout,
  notFoundComponent: NotFoundScreen,
});

/** The shell for members, a plain frame for everyone else. */
export const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  beforeLoad: ({ context }) => loadMe(context),
  component: lazyRouteComponent(() => import('../shell/frame.tsx'), 'Frame'),
});

export const members = createRoute({
  getParentRoute: () => frame,
  id: 'members',
  beforeLoad: ({ context, location: { href } }) => requireMember(context, href),
});
