import type { AppContext } from '../../http/types.ts';
import { admits, gateOf } from './gate.ts';
import { believed, resolveAnew } from './resolve.ts';

/** Where a locked tenant's pages lead. */
const REACTIVATE = '/billing/reactivate';
/** Pages that a locked tenant still has. */
const ALWAYS: ReadonlySet<string> = new Set([REACTIVATE, '/sign-in']);
const NOT_FOUND = '/not-found.html';
const SHELL = '/index.html';
/** A path that names a file: it is there or it is not, and no page stands in for it. */
const FILE = /\.[a-z0-9]{1,8}$/i;

const asset = async (c: AppContext, path: string): Promise<Response> => {
  const url = new URL(path, c.req.url);
  const response = await c.get('env').ASSETS.fetch(new Request(url, { headers: conditional(c) }));
  return new Response(response.body, response);
};

/** Only what asks whether the copy at hand is still good is passed on: the store must not see cookies. */
const conditional = (c: AppContext): Headers => {
  const headers = new Headers();
  const etag = c.req.header('if-none-match');
  if (etag) headers.set('if-none-match', etag);
  return headers;
};

/** The page of a name that nobody has: status 200, and the same bytes for every such name. */
const notFoundPage = async (c: AppContext): Promise<Response> => {
  const url = new URL(NOT_FOUND, c.req.url);
  const response = await c.get('env').ASSETS.fetch(new Request(url));
  return new Response(response.body, {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
};

/**
 * The gate of the request's host as it is now: a page is the one answer of a tenant's host that no transaction judges, so
 * that it asks by itself. Where the database does not answer, what is remembered serves.
 */
const current = async (c: AppContext): Promise<ReturnType<typeof gateOf> | 'gone'> => {
  const { env, host, log, tenant } = c.var;
  if (host === undefined || !tenant) return 'gone';
  try {
    const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
    const found = await resolveAnew(env, host, log, later, believed(tenant));
    return found ? gateOf(found.tenant, new Date()) : 'gone';
  } catch (error) {
    log.warn('page judged by memory', { error });
    return gateOf(tenant, new Date());
  }
};

/** From a name that a workspace had before to the one it has: for good to whoever reads, unchanged for whoever sends. */
export const moved = (request: Request, slug: string, appDomain: string): Response => {
  const url = new URL(request.url);
  const port = /:\d+$/.exec(appDomain)?.[0] ?? '';
  const location = `${url.protocol}//${slug}.${appDomain.replace(/:\d+$/, '')}${port}${url.pathname}${url.search}`;
  const status = request.method === 'GET' || request.method === 'HEAD' ? 301 : 308;
  return new Response(null, { status, headers: { location, 'cache-control': 'max-age=3600' } });
};

/**
 * Everything that is not the API: the static front end on the hosts that someone has, the not-found page elsewhere.
 * Files are the same for all, and public; only pages look at the host.
 */
export const servePage = async (c: AppContext): Promise<Response> => {
  const { pathname } = new URL(c.req.url);
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  }
  if (FILE.test(pathname) && !pathname.endsWith('.html')) {
    const file = await asset(c, pathname);
    if (file.status !== 404) return file;
    return new Response('Not found', { status: 404, headers: { 'cache-control': 'no-store' } });
  }
  if (c.get('surface') === undefined || pathname === '/not-found') return notFoundPage(c);
  const { tenant } = c.var;
  if (tenant && !ALWAYS.has(pathname)) {
    const now = await current(c);
    if (now === 'gone') return notFoundPage(c);
    if (!admits(now, 'read')) {
      return new Response(null, { status: 307, headers: { location: REACTIVATE, 'cache-control': 'no-store' } });
    }
  }
  const page = await asset(c, SHELL);
  page.headers.set('cache-control', 'no-cache');
  return page;
};
