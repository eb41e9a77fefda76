import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { Me } from '../../../../src/features/access/contract.ts';
import { one } from '../../lib/search-params.ts';
import { hideFromTenants } from '../guards.ts';
import { root } from './base.ts';

type BillingState = Me['tenant']['billing'];
const BILLING_STATES: readonly BillingState[] = ['trialing', 'active', 'past_due', 'unpaid', 'canceled', 'suspended'];

/** The operator's console: on the product's own host alone, and in files of its own. */
const operators = createRoute({
  getParentRoute: () => root,
  path: '/console',
  beforeLoad: ({ context }) => hideFromTenants(context),
  component: lazyRouteComponent(() => import('../../features/console/console-frame.tsx'), 'ConsoleFrame'),
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
  component: lazyRouteComponent(() => import('../../features/console/tenants-screen.tsx'), 'TenantsScreen'),
});

const consoleTenant = createRoute({
  getParentRoute: () => operators,
  path: 'tenants/$tenantId',
  component: lazyRouteComponent(() => import('../../features/console/tenant-screen.tsx'), 'TenantScreen'),
});

const consoleFlags = createRoute({
  getParentRoute: () => operators,
  path: 'flags',
  component: lazyRouteComponent(() => import('../../features/console/flags-screen.tsx'), 'FlagsScreen'),
});

const consoleHealth = createRoute({
  getParentRoute: () => operators,
  path: 'health',
  component: lazyRouteComponent(() => import('../../features/console/health-screen.tsx'), 'HealthScreen'),
});

export const consoleRoutes = operators.addChildren([
  consoleHome,
  consoleTenants,
  consoleTenant,
  consoleFlags,
  consoleHealth,
]);
