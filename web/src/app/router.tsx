import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { Me } from '../../../src/features/access/contract.ts';
import { type LedgerFilter, readLedgerFilter } from '../features/credits/ledger-filter.ts';
import { readStep } from '../features/imports/draft-step.ts';
import type { JobFilter } from '../features/jobs/use-jobs.ts';
import { readView } from '../features/profile/view.ts';
import { readFilters } from '../features/prospects/filters.ts';
import { safeNext } from '../lib/safe-next.ts';
import { one, parseSearch, stringifySearch } from '../lib/search-params.ts';
import { hideFromTenants, loadMe, loadSite, type RouterContext, requireMember, requireRoot } from './guards.ts';
import { createQueryClient } from './query-client.ts';
import { RootLayout } from './root-layout.tsx';
import { ErrorScreen, NotFoundScreen, PendingScreen } from './screens.tsx';

const JOB_KINDS: ReadonlyArray<JobFilter['kind']> = [
  'import',
  'import_check',
  'import_undo',
  'enrichment',
  'bulk_enrichment',
  'duplicates',
  'bulk_edit',
  'lookalike',
  'filter_words',
  'mapping_proposal',
  'export',
];
const JOB_STATES: ReadonlyArray<JobFilter['state']> = ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'];

type BillingState = Me['tenant']['billing'];
const BILLING_STATES: readonly BillingState[] = ['trialing', 'active', 'past_due', 'unpaid', 'canceled', 'suspended'];

const root = createRootRouteWithContext<RouterContext>()({
  beforeLoad: ({ context }) => loadSite(context),
  component: RootLayout,
  notFoundComponent: NotFoundScreen,
});

const landing = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ context }) => requireRoot(context),
  component: lazyRouteComponent(() => import('../features/site/landing-screen.tsx'), 'LandingScreen'),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  beforeLoad: ({ context: { site } }) => {
    // Workspaces are made on the product's own host.
    if (site.surface === 'app') throw redirect({ href: `${location.protocol}//${site.appDomain}/sign-up` });
  },
  component: lazyRouteComponent(() => import('../features/session/sign-up-screen.tsx'), 'SignUpScreen'),
});

const checkMail = createRoute({
  getParentRoute: () => root,
  path: '/check-mail',
  beforeLoad: ({ context }) => requireRoot(context),
  component: lazyRouteComponent(() => import('../features/session/check-mail-screen.tsx'), 'CheckMailScreen'),
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
  component: lazyRouteComponent(() => import('../features/session/sign-in-screen.tsx'), 'SignInScreen'),
});

const locked = createRoute({
  getParentRoute: () => root,
  path: '/billing/reactivate',
  beforeLoad: ({ context: { site } }) => {
    if (site.surface === 'root') throw redirect({ to: '/', replace: true });
  },
  component: lazyRouteComponent(() => import('../features/billing/locked-screen.tsx'), 'LockedScreen'),
});

/** For whoever keeps the DNS and has no account: the link is the key. */
const handoff = createRoute({
  getParentRoute: () => root,
  path: '/handoff/$token',
  component: lazyRouteComponent(() => import('../features/domains/handoff-screen.tsx'), 'HandoffScreen'),
});

/** The shell for members, a plain frame for everyone else. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  beforeLoad: ({ context }) => loadMe(context),
  component: lazyRouteComponent(() => import('./shell/frame.tsx'), 'Frame'),
});

const docs = createRoute({
  getParentRoute: () => frame,
  path: '/docs',
  component: lazyRouteComponent(() => import('../features/docs/docs-screen.tsx'), 'DocsScreen'),
});

const members = createRoute({
  getParentRoute: () => frame,
  id: 'members',
  beforeLoad: ({ context, location: { href } }) => requireMember(context, href),
});

const signedUp = createRoute({
  getParentRoute: () => root,
  path: '/signed-up',
  beforeLoad: async ({ context }) => requireMember({ ...context, ...(await loadMe(context)) }, '/prospects'),
  component: lazyRouteComponent(() => import('../features/session/signed-up-screen.tsx'), 'SignedUpScreen'),
});

const prospects = createRoute({
  getParentRoute: () => members,
  path: '/prospects',
  validateSearch: readFilters,
  component: lazyRouteComponent(() => import('../features/prospects/prospects-screen.tsx'), 'ProspectsScreen'),
});

const prospect = createRoute({
  getParentRoute: () => prospects,
  path: '$prospectId',
  validateSearch: readView,
  component: lazyRouteComponent(() => import('../features/profile/profile-drawer.tsx'), 'ProfileDrawer'),
});

const duplicates = createRoute({
  getParentRoute: () => members,
  path: '/duplicates',
  component: lazyRouteComponent(() => import('../features/duplicates/duplicates-screen.tsx'), 'DuplicatesScreen'),
});

const deleted = createRoute({
  getParentRoute: () => members,
  path: '/deleted',
  component: lazyRouteComponent(() => import('../features/records/deleted-screen.tsx'), 'DeletedScreen'),
});

const imports = createRoute({
  getParentRoute: () => members,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/imports/imports-screen.tsx'), 'ImportsScreen'),
});

const importNew = createRoute({
  getParentRoute: () => members,
  path: '/imports/new',
  component: lazyRouteComponent(() => import('../features/imports/upload/upload-step.tsx'), 'UploadStep'),
});

const importOne = createRoute({
  getParentRoute: () => members,
  path: '/imports/$importId',
  validateSearch: (search) => readStep(one(search.step)),
  component: lazyRouteComponent(() => import('../features/imports/import-screen.tsx'), 'ImportScreen'),
});

const jobs = createRoute({
  getParentRoute: () => members,
  path: '/jobs',
  validateSearch: (search): JobFilter => {
    const kind = JOB_KINDS.find((known) => known === one(search.kind));
    const state = JOB_STATES.find((known) => known === one(search.state));
    return { ...(kind === undefined ? {} : { kind }), ...(state === undefined ? {} : { state }) };
  },
  component: lazyRouteComponent(() => import('../features/jobs/jobs-screen.tsx'), 'JobsScreen'),
});

const exports = createRoute({
  getParentRoute: () => members,
  path: '/exports',
  component: lazyRouteComponent(() => import('../features/exports/exports-screen.tsx'), 'ExportsScreen'),
});

const enrichments = createRoute({
  getParentRoute: () => members,
  path: '/enrichments',
  component: lazyRouteComponent(() => import('../features/enrichment-run/bulks-screen.tsx'), 'BulksScreen'),
});

const enrichment = createRoute({
  getParentRoute: () => members,
  path: '/enrichments/$enrichmentId',
  component: lazyRouteComponent(() => import('../features/enrichment-run/bulk-screen.tsx'), 'BulkScreen'),
});

const lists = createRoute({
  getParentRoute: () => members,
  path: '/lists',
  component: lazyRouteComponent(() => import('../features/lists/lists-screen.tsx'), 'ListsScreen'),
});

const list = createRoute({
  getParentRoute: () => members,
  path: '/lists/$listId',
  validateSearch: readFilters,
  component: lazyRouteComponent(() => import('../features/lists/list-screen.tsx'), 'ListScreen'),
});

const segments = createRoute({
  getParentRoute: () => members,
  path: '/segments',
  component: lazyRouteComponent(() => import('../features/segments/segments-screen.tsx'), 'SegmentsScreen'),
});

const segment = createRoute({
  getParentRoute: () => members,
  path: '/segments/$segmentId',
  component: lazyRouteComponent(() => import('../features/segments/segment-screen.tsx'), 'SegmentScreen'),
});

const personas = createRoute({
  getParentRoute: () => members,
  path: '/personas',
  component: lazyRouteComponent(() => import('../features/personas/personas-screen.tsx'), 'PersonasScreen'),
});

const personaNew = createRoute({
  getParentRoute: () => members,
  path: '/personas/new',
  component: lazyRouteComponent(() => import('../features/personas/persona-screen.tsx'), 'NewPersonaScreen'),
});

const persona = createRoute({
  getParentRoute: () => members,
  path: '/personas/$personaId',
  component: lazyRouteComponent(() => import('../features/personas/persona-screen.tsx'), 'PersonaScreen'),
});

const similar = createRoute({
  getParentRoute: () => members,
  path: '/similar/$prospectId',
  component: lazyRouteComponent(() => import('../features/personas/similar-screen.tsx'), 'SimilarScreen'),
});

const settings = createRoute({
  getParentRoute: () => members,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-layout.tsx'), 'SettingsLayout'),
});

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/workspace', replace: true });
  },
});

const workspace = createRoute({
  getParentRoute: () => settings,
  path: 'workspace',
  component: lazyRouteComponent(() => import('../features/workspace/workspace-screen.tsx'), 'WorkspaceScreen'),
});

const fields = createRoute({
  getParentRoute: () => settings,
  path: 'fields',
  component: lazyRouteComponent(() => import('../features/custom-fields/fields-screen.tsx'), 'FieldsScreen'),
});

const domains = createRoute({
  getParentRoute: () => settings,
  path: 'domains',
  component: lazyRouteComponent(() => import('../features/domains/domains-screen.tsx'), 'DomainsScreen'),
});

const domain = createRoute({
  getParentRoute: () => settings,
  path: 'domains/$domainId',
  component: lazyRouteComponent(() => import('../features/domains/domain-screen.tsx'), 'DomainScreen'),
});

const usage = createRoute({
  getParentRoute: () => settings,
  path: 'usage',
  component: lazyRouteComponent(() => import('../features/usage/usage-screen.tsx'), 'UsageScreen'),
});

const suppression = createRoute({
  getParentRoute: () => settings,
  path: 'suppression',
  component: lazyRouteComponent(() => import('../features/suppression/suppression-screen.tsx'), 'SuppressionScreen'),
});

const credits = createRoute({
  getParentRoute: () => settings,
  path: 'credits',
  validateSearch: (search): LedgerFilter => readLedgerFilter(search),
  component: lazyRouteComponent(() => import('../features/credits/credits-screen.tsx'), 'CreditsScreen'),
});

const sources = createRoute({
  getParentRoute: () => settings,
  path: 'sources',
  component: lazyRouteComponent(() => import('../features/sources/sources-screen.tsx'), 'SourcesScreen'),
});

/** The operator's console: on the product's own host alone, and in files of its own. */
const operators = createRoute({
  getParentRoute: () => root,
  path: '/console',
  beforeLoad: ({ context }) => hideFromTenants(context),
  component: lazyRouteComponent(() => import('../features/console/console-frame.tsx'), 'ConsoleFrame'),
});

const consoleHome = createRoute({
  getParentRoute: () => operators,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/console/tenants', replace: true });
  },
});

const consoleTenants = createRoute({
  getParentRoute: () => operators,
  path: 'tenants',
  validateSearch: (search): { q?: string; state?: BillingState } => {
    const q = one(search.q);
    const state = BILLING_STATES.find((known) => known === one(search.state));
    return { ...(q === undefined ? {} : { q }), ...(state === undefined ? {} : { state }) };
  },
  component: lazyRouteComponent(() => import('../features/console/tenants-screen.tsx'), 'TenantsScreen'),
});

const consoleTenant = createRoute({
  getParentRoute: () => operators,
  path: 'tenants/$tenantId',
  component: lazyRouteComponent(() => import('../features/console/tenant-screen.tsx'), 'TenantScreen'),
});

const consoleFlags = createRoute({
  getParentRoute: () => operators,
  path: 'flags',
  component: lazyRouteComponent(() => import('../features/console/flags-screen.tsx'), 'FlagsScreen'),
});

const consoleHealth = createRoute({
  getParentRoute: () => operators,
  path: 'health',
  component: lazyRouteComponent(() => import('../features/console/health-screen.tsx'), 'HealthScreen'),
});

const routeTree = root.addChildren([
  landing,
  signUp,
  checkMail,
  signIn,
  signedUp,
  locked,
  handoff,
  operators.addChildren([consoleHome, consoleTenants, consoleTenant, consoleFlags, consoleHealth]),
  frame.addChildren([
    docs,
    members.addChildren([
      prospects.addChildren([prospect]),
      duplicates,
      deleted,
      imports,
      importNew,
      importOne,
      jobs,
      exports,
      enrichments,
      enrichment,
      lists,
      list,
      segments,
      segment,
      personas,
      personaNew,
      persona,
      similar,
      settings.addChildren([settingsHome, workspace, fields, domains, domain, sources, credits, suppression, usage]),
    ]),
  ]),
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
