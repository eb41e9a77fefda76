import { createRouter } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from '../lib/search-params.ts';
import { createQueryClient } from './query-client.ts';
import { frame, members, root } from './routes/base.ts';
import { consoleRoutes } from './routes/console.ts';
import { peopleRoutes } from './routes/people.ts';
import { framedRoutes, publicRoutes } from './routes/public.ts';
import { settingsRoutes } from './routes/settings.ts';
import { ErrorScreen, NotFoundScreen, PendingScreen } from './screens.tsx';

const routeTree = root.addChildren([
  ...publicRoutes,
  consoleRoutes,
  frame.addChildren([...framedRoutes, members.addChildren([...peopleRoutes, settingsRoutes])]),
]);

export const queries = createQueryClient();

export const router = createRouter({
  routeTree,
  context: { queries },
  parseSearch,
  stringifySearch,
  // Code only: routes load no data ahead, as the mere reading of a profile may start an enrichment.
  defaultPreload: 'intent',
  defaultPendingMs: 250,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PendingScreen,
  defaultErrorComponent: ErrorScreen,
  defaultNotFoundComponent: NotFoundScreen,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
