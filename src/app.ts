import { Hono } from 'hono';
import { makeCtx } from './ctx.ts';
import { unsafeReason } from './db/boot-check.ts';
import { databaseError, ROLE_CHANGED } from './db/errors.ts';
import { authenticate, forgetActor } from './features/access/authenticate.ts';
import { accessRoutes } from './features/access/routes.ts';
import { enrichmentRoutes } from './features/enrichment/routes.ts';
import { exportRoutes } from './features/exports/routes.ts';
import { importRoutes } from './features/imports/routes.ts';
import { jobRoutes } from './features/jobs/routes.ts';
import { liveRoutes } from './features/live/routes.ts';
import { prospectRoutes } from './features/prospects/routes.ts';
import { gateOf } from './features/tenants/gate.ts';
import { classifyHost, normaliseHost } from './features/tenants/host-name.ts';
import { limitActor, limitAnonymous } from './features/tenants/limits.ts';
import { REACTIVATE, servePage } from './features/tenants/pages.ts';
import { currentBilling, resolveHost } from './features/tenants/resolve.ts';
import { idempotent } from './http/idempotency.ts';
import { observe } from './http/observe.ts';
import { openapi } from './http/openapi.ts';
import { sameOrigin } from './http/origin.ts';
import { onError } from './http/problems.ts';
import { type Enter, mount, type Pipeline, type Route } from './http/route.ts';
import { securityHeaders } from './http/security-headers.ts';
import type { AppEnv } from './http/types.ts';
import { ProblemError } from './lib/problem.ts';
import { readEnv } from './platform/env.ts';

/** Every operation of the API, in one table: what is mounted, described, and swept by the tests. */
export const ROUTES: readonly Route[] = [
  ...accessRoutes,
  ...jobRoutes,
  ...prospectRoutes,
  ...importRoutes,
  ...exportRoutes,
  ...enrichmentRoutes,
  ...liveRoutes,
];

/** A health check believes an answer this old: anyone may ask, and nobody may make the database work by asking. */
const HEALTH_MS = 1_000;

let foundSafeAt = Number.NEGATIVE_INFINITY;
/**
 * Refuses to serve from a database that is not safe. One found safe stays so for an isolate's life, unless it is asked
 * for something newer; one that did not answer is asked again.
 */
const assertSafe = async (url: string, maxAgeMs = Number.POSITIVE_INFINITY): Promise<void> => {
  if (Date.now() - foundSafeAt < maxAgeMs) return;
  const reason = await unsafeReason(url);
  if (reason !== null) {
    throw new ProblemError('unavailable', undefined, { cause: new Error(`Refused to serve: ${reason}`) });
  }
  foundSafeAt = Date.now();
};

/** From request to context: who, where, whether the tenant is open, and whether the limit allows it. */
const enter: Enter = async (c, r) => {
  if (r.scope === 'public') return undefined;
  const { env, tenant } = c.var;
  const actor = tenant && (await authenticate(c, tenant.id));
  if (!tenant || !actor) {
    await limitAnonymous(c, 'read');
    throw new ProblemError('unauthenticated');
  }
  c.set('actor', actor);
  await limitActor(c, tenant, actor);
  if (gateOf(tenant.billing) === 'locked' && gateOf(await currentBilling(env, tenant.id)) === 'locked') {
    throw new ProblemError('tenant_locked', 'Its owner can unlock it on the billing page.', { action: REACTIVATE });
  }
  const ctx = makeCtx({
    env,
    tenantId: tenant.id,
    actor,
    requestId: c.var.requestId,
    later: (work) => c.executionCtx.waitUntil(work),
  });
  ctx.require(r.scope);
  return ctx;
};

/**
 * The database refused a caller whom this isolate remembered otherwise: forget, and judge again. Only a changed role
 * lets the request go on; a session that ended is refused by the new judgement.
 */
const again: Pipeline['again'] = async (error, c, r) => {
  const code = databaseError(error)?.code;
  if (!c.var.tenant || (code !== ROLE_CHANGED && code !== 'EW401')) throw error;
  await forgetActor(c, c.var.tenant.id);
  return enter(c, r);
};

export const app = new Hono<AppEnv>();

app.onError((error, c) => onError(error, c));
app.use(observe);
app.use(async (c, next) => {
  c.set('env', readEnv(c.env));
  await next();
});
app.use(securityHeaders);
app.get('/healthz', async (c) => {
  await assertSafe(c.var.env.DATABASE_URL, HEALTH_MS);
  return c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' });
});
app.use(async (c, next) => {
  const { env, log } = c.var;
  const host = normaliseHost(new URL(c.req.url));
  c.set('host', host);
  const root = host !== undefined && classifyHost(host, env.APP_DOMAIN).kind === 'root';
  const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
  const [found] = await Promise.all([
    host === undefined || root ? undefined : resolveHost(env, host, log, later),
    assertSafe(env.DATABASE_URL),
  ]);
  c.set('surface', root ? 'root' : found?.surface);
  c.set('tenant', found?.tenant);
  await next();
});
app.use('/api/*', sameOrigin);
for (const r of ROUTES) mount(app, r, { enter, idempotent, again });

/** Made once: it is the same for every host, and anyone may ask for it. */
let description: object | undefined;
app.get('/api/openapi.json', (c) => {
  description ??= openapi(ROUTES);
  return c.json(description);
});
/** What the front end must know before anyone has signed in: the same for every host, known or not. */
app.get('/api/site', async (c) => {
  const { env, surface, tenant } = c.var;
  const signedIn = tenant !== undefined && (await authenticate(c, tenant.id)) !== undefined;
  return c.json({ surface: surface === 'root' ? 'root' : 'app', appDomain: env.APP_DOMAIN, signedIn });
});
app.all('/api/*', async (c) => {
  await limitAnonymous(c, 'read');
  throw new ProblemError(c.var.tenant && (await authenticate(c, c.var.tenant.id)) ? 'not_found' : 'unauthenticated');
});
app.all('*', servePage);
