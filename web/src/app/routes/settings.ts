/** The settings of a workspace. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { type LedgerFilter, readLedgerFilter } from '../../features/credits/ledger-filter.ts';
import { members } from './base.ts';

const settings = createRoute({
  getParentRoute: () => members,
  path: '/settings',
  component: lazyRouteComponent(() => import('../../features/settings/settings-layout.tsx'), 'SettingsLayout'),
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
  component: lazyRouteComponent(() => import('../../features/workspace/workspace-screen.tsx'), 'WorkspaceScreen'),
});

const fields = createRoute({
  getParentRoute: () => settings,
  path: 'fields',
  component: lazyRouteComponent(() => import('../../features/custom-fields/fields-screen.tsx'), 'FieldsScreen'),
});

const domains = createRoute({
  getParentRoute: () => settings,
  path: 'domains',
  component: lazyRouteComponent(() => import('../../features/domains/domains-screen.tsx'), 'DomainsScreen'),
});

const domain = createRoute({
  getParentRoute: () => settings,
  path: 'domains/$domainId',
  component: lazyRouteComponent(() => import('../../features/domains/domain-screen.tsx'), 'DomainScreen'),
});

const usage = createRoute({
  getParentRoute: () => settings,
  path: 'usage',
  component: lazyRouteComponent(() => import('../../features/usage/usage-screen.tsx'), 'UsageScreen'),
});

const suppression = createRoute({
  getParentRoute: () => settings,
  path: 'suppression',
  component: lazyRouteComponent(() => import('../../features/suppression/suppression-screen.tsx'), 'SuppressionScreen'),
});

const credits = createRoute({
  getParentRoute: () => settings,
  path: 'credits',
  validateSearch: (search): LedgerFilter => readLedgerFilter(search),
  component: lazyRouteComponent(() => import('../../features/credits/credits-screen.tsx'), 'CreditsScreen'),
});

const sources = createRoute({
  getParentRoute: () => settings,
  path: 'sources',
  component: lazyRouteComponent(() => import('../../features/sources/sources-screen.tsx'), 'SourcesScreen'),
});

export const settingsRoutes = settings.addChildren([
  settingsHome,
  workspace,
  fields,
  domains,
  domain,
  sources,
  credits,
  suppression,
  usage,
]);
