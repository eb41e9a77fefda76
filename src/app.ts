import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import { type Ctx, makeCtx, type Tenant } from './ctx.ts';
import { assertSafe, isFoundSafe } from './db/boot-check.ts';
import { databaseError, gateProblem, RECORD_OLD, ROLE_CHANGED } from './db/errors.ts';
import { authenticate, forgetActor } from './features/access/authenticate.ts';
import { accessRoutes } from './features/access/routes.ts';
import { mountConsole } from './features/console/console-route.ts';
import { CONSOLE_ROUTES, lookInRoutes } from './features/console/routes.ts';
import { creditRoutes } from './features/credits/routes.ts';
import { customFieldRoutes } from './features/custom-fields/routes.ts';
import { probeAnswer } from './features/domains/probe-page.ts';
import { domainRoutes } from './features/domains/routes.ts';
import { dossierRoutes } from './features/dossier/routes.ts';
import { duplicateRoutes } from './features/duplicates/routes.ts';
import { enrichmentRoutes } from './features/enrichment/routes.ts';
import { exportRoutes } from './features/exports/routes.ts';
import { filingsRoutes } from './features/filings/routes.ts';
import { isOn } from './features/flags/flags.ts';
import { importRoutes } from './features/imports/routes.ts';
import { uploadRoutes } from './features/imports/upload/routes.ts';
import { jobRoutes } from './features/jobs/routes.ts';
import { limitActor, limitAnonymous } from './features/limits/limits.ts';
import { listRoutes } from './features/lists/routes.ts';
import { liveRoutes } from './features/live/routes.ts';
import { mappingRoutes } from './features/mappings/routes.ts';
import { personaRoutes } from './features/personas/routes.ts';
import { prospectRoutes } from './features/prospects/routes.ts';
import { providerRoutes } from './features/providers/routes.ts';
import { recordRoutes } from './features/records/routes.ts';
import { segmentRoutes } from './features/segments/routes.ts';
import { suppressionRoutes } from './features/suppression/routes.ts';
import { admits, gateOf } from './features/tenants/gate.ts';
import { classifyHost, hostOf } from './features/tenants/host-name.ts';
import { moved, servePage } from './features/tenants/pages.ts';
import { limitsOf } from './features/tenants/plans.ts';
import { believed, remembered, resolveAnew, resolveHost } from './features/tenants/resolve.ts';
import { viewRoutes } from './features/views/routes.ts';
import { wordRoutes } from './features/words/routes.ts';
import { workspaceRoutes } from './features/workspace/routes.ts';
import { idempotent } from './http/idempotency.ts';
import { begin, end } from './http/observe.ts';
import { openapi } from './http/openapi.ts';
import { assertSameOrigin } from './http/origin.ts';
import { onError } from './http/problems.ts';
import { type Enter, mount, type Pipeline, type Route } from './http/route.ts';
import { secure } from './http/security-headers.ts';
import type { AppContext, AppEnv } from './http/types.ts';
import { type Actor, actorScopes } from './lib/actor.ts';
import { ProblemError } from './lib/problem.ts';
import { readEnv } from './platform/env.ts';

/** Every operation of the API, in one table: what is mounted, described, and swept by the tests. */
export const ROUTES: readonly Route[] = [
  ...accessRoutes,
  ...jobRoutes,
  ...prospectRoutes,
  ...viewRoutes,
  ...listRoutes,
  ...segmentRoutes,
  ...personaRoutes,
  ...wordRoutes,
  ...importRoutes,
  ...uploadRoutes,
  ...mappingRoutes,
  ...exportRoutes,
  ...dossierRoutes,
  ...creditRoutes,
  ...filingsRoutes,
  ...providerRoutes,
  ...enrichmentRoutes,
  ...duplicateRoutes,
  ...recordRoutes,
  ...customFieldRoutes,
  ...workspaceRoutes,
  ...domainRoutes,
  ...suppressionRoutes,
  ...lookInRoutes,
  ...liveRoutes,
];

/** A health check believes an answer this old: anyone may ask, and nobody may make the database work by asking. */
const HEALTH_MS = 1_000;

/** The product's own host, and no other. */
const isRoot = (host: string, appDomain: string): boolean => classifyHost(host, appDomain).kind === 'root';

/** From request to context: who, where, whether the limit allows it, and whether the tenant is open for it. */
const enter: Enter = async (c, r) => {
  if (r.scope === 'public') return undefined;
  const tenant = c.get('tenant');
  const actor = tenant && (await authenticate(c, tenant.id));
  if (!tenant || !actor) {
    await limitAnonymous(c, 'read');
    throw new ProblemError('unauthenticated');
  }
  await limitActor(c, { id: tenant.id, perMinute: limitsOf(tenant).requestsPerMinute }, actor);
  const current = actorScopes(actor).has(r.scope) ? actor : await judgedAnew(c, tenant.id, actor);
  c.set('actor', current);
  return openFor(c, r, current, tenant);
};

/** The caller by the database: who is to be refused may have got the right since it was last asked. */
const judgedAnew = async (c: AppContext, tenantId: string, before: Actor): Promise<Actor> => {
  forgetActor(c, tenantId);
  const actor = await authenticate(c, tenantId);
  if (!actor) throw new ProblemError('unauthenticated');
  // The browser knows as much already.
  if (actor.kind === 'member' && before.kind === 'member' && actor.role === before.role) c.set('knownAs', undefined);
  return actor;
};

/**
 * The context of a request, where the billing state and the flags admit it. A record that says no may be old, and whoever
 * has paid must not wait for it to end: it is read anew. One that says yes needs no such question, because the database
 * refuses an old one in every transaction.
 */
const openFor = async (c: AppContext, r: Route, actor: Actor, tenant: Tenant, fresh = false): Promise<Ctx> => {
  const gate = gateOf(tenant, new Date());
  const ctx = makeCtx({
    env: c.get('env'),
    tenantId: tenant.id,
    tenant,
    actor,
    requestId: c.get('requestId'),
    intent: r.intent,
    later: (work) => c.executionCtx.waitUntil(work),
  });
  const refusal = !admits(gate, r.intent)
    ? gateProblem(gate)
    : r.flag && !(await isOn(ctx, r.flag))
      ? new ProblemError('feature_off')
      : undefined;
  if (refusal && fresh) throw refusal;
  if (refusal) return openFor(c, r, actor, await anew(c), true);
  if (r.scope !== 'public') ctx.require(r.scope);
  return ctx;
};

/** The tenant of the request's host as it is now, by the database. */
const anew = async (c: AppContext): Promise<Tenant> => {
  const host = c.get('host');
  const before = c.get('tenant');
  const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
  const found =
    host === undefined ? undefined : await resolveAnew(c.get('env'), host, c.get('log'), later, believed(before));
  c.set('surface', found?.surface);
  c.set('tenant', found?.tenant);
  // A name that has come to another tenant meanwhile: who was known here is nobody there, and learns nothing of it.
  if (!found || found.tenant.id !== before?.id) throw new ProblemError('unauthenticated');
  return found.tenant;
};

/**
 * The database refused a caller by what this isolate remembered otherwise: forget, and judge again. A session that ended
 * is refused by the new judgement.
 */
const again: Pipeline['again'] = async (error, c, r) => {
  const code = databaseError(error)?.code;
  const { tenant, actor } = c.var;
  if (!tenant || !actor) throw error;
  if (code === RECORD_OLD) return openFor(c, r, actor, await anew(c), true);
  if (code !== ROLE_CHANGED && code !== 'EW401') throw error;
  forgetActor(c, tenant.id);
  return enter(c, r);
};

const pipeline: Pipeline = {
  enter,
  again,
  idempotent,
  untouched: (error) => databaseError(error)?.code === RECORD_OLD,
  knock: (ctx) => ctx.db.execute(sql`select 1`),
};

/** The whole of it over a table of operations. */
export const makeApp = (routes: readonly Route[]): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  app.onError((error, c) => onError(error, c));
  // Each step of its own here would cost every request a call and a promise: what surrounds a request is one, and where
  // it is for is another.
  app.use(async (c, next) => {
    const started = begin(c);
    const env = readEnv(c.env);
    c.set('env', env);
    await next();
    secure(c);
    end(c, started, env.LOG_READS_ONE_IN);
  });
  app.get('/healthz', async (c) => {
    await assertSafe(c.get('env').DATABASE_URL, HEALTH_MS);
    return c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' });
  });
  // Before the host is looked up: a name that is not ready yet is nobody's, and has to answer its own probe.
  app.get('/.well-known/edgewise/:token', async (c) => {
    const host = hostOf(c.req.url);
    const answer = host && (await probeAnswer(c.get('env'), host, c.req.param('token')));
    return c.text(answer || 'Not found', answer ? 200 : 404, { 'cache-control': 'no-store' });
  });
  app.use(async (c, next) => {
    const env = c.get('env');
    const host = hostOf(c.req.url);
    c.set('host', host);
    const root = host !== undefined && isRoot(host, env.APP_DOMAIN);
    let found = host === undefined || root ? undefined : remembered(host);
    // What works in a tenant's name has the database judged by its own first transaction.
    const looked = isFoundSafe(env.DATABASE_URL) || c.req.path.startsWith('/api/v1/');
    if (!found || !looked) {
      const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
      [found] = await Promise.all([
        host === undefined || root ? undefined : resolveHost(env, host, c.get('log'), later),
        looked ? undefined : assertSafe(env.DATABASE_URL),
      ]);
    }
    if (found?.movedTo) return moved(c.req.raw, found.movedTo, env.APP_DOMAIN);
    c.set('surface', root ? 'root' : found?.surface);
    c.set('tenant', found?.tenant);
    if (c.req.path.startsWith('/api/')) assertSameOrigin(c);
    return next();
  });
  for (const r of routes) mount(app, r, pipeline);
  mountConsole(app, CONSOLE_ROUTES);

  /** Made once: it is the same for every host, and anyone may ask for it. */
  let description: object | undefined;
  app.get('/api/openapi.json', (c) => {
    description ??= openapi(routes);
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
    const tenant = c.get('tenant');
    throw new ProblemError(tenant && (await authenticate(c, tenant.id)) ? 'not_found' : 'unauthenticated');
  });
  app.all('*', servePage);
  return app;
};

export const app = makeApp(ROUTES);
