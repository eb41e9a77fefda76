import type { AppContext } from '../../http/types.ts';
import { gateOf } from './gate.ts';

/** Where a locked tenant's pages lead. */
export const REACTIVATE = '/billing/reactivate';
const NOT_FOUND = '/not-found.html';
const SHELL = '/index.html';
/** A path that names a file: it is there or it is not, and no page stands in for it. */
const FILE = /\.[a-z0-9]{1,8}$/i;

const asset = async (c: AppContext, path: string): Promise<Response> => {
  const url = new URL(path, c.req.url);
  const response = await c.var.env.ASSETS.fetch(new Request(url, { headers: conditional(c) }));
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
  const response = await c.var.env.ASSETS.fetch(new Request(url));
  return new Response(response.body, {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
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
  if (c.var.surface === undefined || pathname === '/not-found') return notFoundPage(c);
  const { tenant } = c.var;
  if (tenant && gateOf(tenant.billing) === 'locked' && pathname !== REACTIVATE && pathname !== '/sign-in') {
    return new Response(null, { status: 307, headers: { location: REACTIVATE, 'cache-control': 'no-store' } });
  }
  const page = await asset(c, SHELL);
  page.headers.set('cache-control', 'no-cache');
  return page;
};
