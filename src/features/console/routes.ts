import * as z from 'zod';
import { idempotencyKey } from '../../http/idempotency.ts';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import { signOut } from '../access/sign-in.ts';
import { limitAnonymous } from '../limits/limits.ts';
import { type ConsoleRoute, consoleRoute } from './console-route.ts';
import {
  creditsBody,
  flag,
  flagBody,
  flagKey,
  flagList,
  flagPreview,
  health,
  impersonateBody,
  impersonation,
  killBody,
  operator,
  planBody,
  resumeBody,
  suspendBody,
  tenantDetail,
  tenantPage,
  tenantQuery,
} from './contract.ts';
import { killFlag, listFlags, previewFlag, reviveFlag, setFlag } from './flags.ts';
import { readHealth } from './health.ts';
import { lookIn } from './look-in.ts';
import { signInOperator } from './sign-in.ts';
import { listTenants, readTenant } from './tenants.ts';
import { grantCredits, impersonate, resume, setPlan, suspend } from './verbs.ts';

const tenant = z.object({ id });
const key = z.object({ key: flagKey });

/** Every operation of the operator's console. It is in no description of the API: to others it is not there. */
export const CONSOLE_ROUTES: readonly ConsoleRoute[] = [
  consoleRoute({ method: 'post', path: '/sign-in', scope: 'sign-in', handle: (_, { c }) => signInOperator(c) }),
  consoleRoute({ method: 'post', path: '/sign-out', scope: 'console', handle: (_, { c }) => signOut(c) }),
  consoleRoute({
    method: 'get',
    path: '/me',
    scope: 'console',
    answer: operator,
    handle: async (ctx) => ctx.operator,
  }),
  consoleRoute({
    method: 'get',
    path: '/tenants',
    scope: 'console',
    query: tenantQuery,
    answer: tenantPage,
    handle: (ctx, { query }) => listTenants(ctx, query),
  }),
  consoleRoute({
    method: 'get',
    path: '/tenants/{id}',
    scope: 'console',
    params: tenant,
    answer: tenantDetail,
    handle: (ctx, { params }) => readTenant(ctx, params.id),
  }),
  consoleRoute({
    method: 'post',
    path: '/tenants/{id}/suspend',
    scope: 'console',
    params: tenant,
    body: suspendBody,
    answer: tenantDetail,
    handle: (ctx, { params, body }) => suspend(ctx, params.id, body),
  }),
  consoleRoute({
    method: 'post',
    path: '/tenants/{id}/resume',
    scope: 'console',
    params: tenant,
    body: resumeBody,
    answer: tenantDetail,
    handle: (ctx, { params, body }) => resume(ctx, params.id, body),
  }),
  consoleRoute({
    method: 'post',
    path: '/tenants/{id}/plan',
    scope: 'console',
    params: tenant,
    body: planBody,
    answer: tenantDetail,
    handle: (ctx, { params, body }) => setPlan(ctx, params.id, body),
  }),
  consoleRoute({
    method: 'post',
    path: '/tenants/{id}/credits',
    scope: 'console',
    params: tenant,
    body: creditsBody,
    answer: tenantDetail,
    handle: async (ctx, { params, body, c }) => grantCredits(ctx, params.id, body, idempotencyKey(c)),
  }),
  consoleRoute({
    method: 'post',
    path: '/tenants/{id}/impersonate',
    scope: 'console',
    params: tenant,
    body: impersonateBody,
    answer: impersonation,
    handle: (ctx, { params, body }) => impersonate(ctx, params.id, body),
  }),
  consoleRoute({ method: 'get', path: '/flags', scope: 'console', answer: flagList, handle: (ctx) => listFlags(ctx) }),
  consoleRoute({
    method: 'put',
    path: '/flags/{key}',
    scope: 'console',
    params: key,
    body: flagBody,
    answer: flag,
    handle: (ctx, { params, body }) => setFlag(ctx, params.key, body),
  }),
  consoleRoute({
    method: 'post',
    path: '/flags/{key}/kill',
    scope: 'console',
    params: key,
    body: killBody,
    answer: flag,
    handle: (ctx, { params, body }) => killFlag(ctx, params.key, body),
  }),
  consoleRoute({
    method: 'post',
    path: '/flags/{key}/revive',
    scope: 'console',
    params: key,
    body: killBody,
    answer: flag,
    handle: (ctx, { params, body }) => reviveFlag(ctx, params.key, body),
  }),
  consoleRoute({
    method: 'get',
    path: '/flags/{key}/preview',
    scope: 'console',
    params: key,
    answer: flagPreview,
    handle: (ctx, { params }) => previewFlag(ctx, params.key),
  }),
  consoleRoute({ method: 'get', path: '/health', scope: 'console', answer: health, handle: (ctx) => readHealth(ctx) }),
];

/** The one part of it on the hosts of workspaces: where an operator comes in as a reader. */
export const lookInRoutes: Route[] = [
  route({
    method: 'get',
    path: '/auth/impersonate',
    scope: 'public',
    tag: 'Access',
    summary: 'Follow the link by which support looks in as a reader',
    description:
      'The link is good once, for a minute. The session reads and changes nothing, ends within half an hour, and is on the workspace’s record.',
    query: z.object({ token: z.string().min(1).max(200) }),
    answerType: 'text/html',
    status: 303,
    async handle(_, { c, query }) {
      await limitAnonymous(c, 'sign-in');
      return lookIn(c, query.token);
    },
  }),
];
