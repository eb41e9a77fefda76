import { createMiddleware } from 'hono/factory';
import { makeLog } from '../platform/log.ts';
import type { AppEnv } from './types.ts';

/** Makes the request id, and writes one wide line when the answer is on its way. The first thing of the pipeline. */
export const observe = createMiddleware<AppEnv>(async (c, next) => {
  const started = Date.now();
  const requestId = crypto.randomUUID();
  c.set('requestId', requestId);
  c.set('log', makeLog({ requestId }));
  await next();
  // The answer that upgrades to a socket is the socket's own, and takes no header.
  if (c.res.status !== 101) {
    c.res.headers.set('x-request-id', requestId);
    if (c.var.limit) setLimit(c.res.headers, c.var.limit);
  }
  const url = new URL(c.req.url);
  c.var.log.info('request', {
    method: c.req.method,
    host: c.var.host,
    path: url.pathname,
    route: c.var.route,
    status: c.res.status,
    ms: Date.now() - started,
    tenantId: c.var.tenant?.id,
    actor: c.var.actor?.kind,
    userId: c.var.actor?.kind === 'member' ? c.var.actor.userId : undefined,
    ray: c.req.header('cf-ray'),
    country: c.req.header('cf-ipcountry'),
  });
});

type Limit = NonNullable<AppEnv['Variables']['limit']>;

/** How far a caller is from its limit (draft-ietf-httpapi-ratelimit-headers-10). */
const setLimit = (headers: Headers, { limit, windowS, remaining, resetS }: Limit): void => {
  headers.set('ratelimit-policy', `"default";q=${limit};w=${windowS}`);
  headers.set('ratelimit', `"default";r=${remaining};t=${resetS}`);
};
