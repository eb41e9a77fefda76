import { createMiddleware } from 'hono/factory';
import { makeLog } from '../platform/log.ts';
import type { AppEnv } from './types.ts';

/** Makes the request id, and writes one wide line when the answer is on its way. The first thing of the pipeline. */
export const observe = createMiddleware<AppEnv>(async (c, next) => {
  const started = Date.now();
  const requestId = crypto.randomUUID();
  const log = makeLog({ requestId });
  c.set('requestId', requestId);
  c.set('log', log);
  await next();
  const { res, req } = c;
  // The answer that upgrades to a socket is the socket's own, and takes no header.
  if (res.status !== 101) {
    res.headers.set('x-request-id', requestId);
    const limit = c.get('limit');
    if (limit) setLimit(res.headers, limit);
  }
  const actor = c.get('actor');
  log.line('request', {
    method: req.method,
    host: c.get('host'),
    path: req.path,
    route: c.get('route'),
    status: res.status,
    ms: Date.now() - started,
    tenantId: c.get('tenant')?.id,
    actor: actor?.kind,
    userId: actor?.kind === 'member' ? actor.userId : undefined,
    ray: req.header('cf-ray'),
    country: req.header('cf-ipcountry'),
  });
});

type Limit = NonNullable<AppEnv['Variables']['limit']>;

/** How far a caller is from its limit (draft-ietf-httpapi-ratelimit-headers-10). */
const setLimit = (headers: Headers, { policies, tightest }: Limit): void => {
  const items = policies.map(({ name, limit, windowS }) => `"${name}";q=${limit};w=${windowS}`);
  headers.set('ratelimit-policy', items.join(', '));
  headers.set('ratelimit', `"${tightest.name}";r=${tightest.remaining};t=${tightest.resetS}`);
};
