import { makeLog } from '../platform/log.ts';
import type { AppContext } from './types.ts';

/**
 * Reads that went well and took less than this are ordinary: of them one line in so many is written, by the settings. All
 * that changes something, fails or is slow writes its line.
 */
const SLOW_MS = 1_000;
/** The part of a request id that decides whether an ordinary read writes its line: whoever has the id can tell. */
const ID_DIGITS = 4;

/** Begins to watch a request: its id, its log, and when it came. The first thing of the pipeline. */
export const begin = (c: AppContext): number => {
  const requestId = crypto.randomUUID();
  c.set('requestId', requestId);
  c.set('log', makeLog({ requestId }));
  return Date.now();
};

/**
 * For how many requests of its kind the line of a request stands, where one in `oneIn` ordinary reads writes one: 1 for
 * all that always write theirs, 0 for a read that writes none.
 */
export const weightOf = (
  { method, status, ms, requestId }: { method: string; status: number; ms: number; requestId: string },
  oneIn: number,
): number => {
  const ordinary = status < 400 && ms < SLOW_MS && (method === 'GET' || method === 'HEAD');
  if (!ordinary) return 1;
  return Number.parseInt(requestId.slice(-ID_DIGITS), 16) % oneIn === 0 ? oneIn : 0;
};

/** Puts the request's id and limits on the answer that is on its way, and writes its one wide line. */
export const end = (c: AppContext, started: number, oneIn: number): void => {
  const { res, req } = c;
  const requestId = c.get('requestId');
  const { method } = req;
  const { status } = res;
  // The answer that upgrades to a socket is the socket's own, and takes no header.
  if (status !== 101) {
    res.headers.set('x-request-id', requestId);
    const knownAs = c.get('knownAs');
    if (knownAs) {
      res.headers.append('set-cookie', knownAs);
      res.headers.set('cache-control', 'no-store');
    }
    const limit = c.get('limit');
    if (limit) setLimit(res.headers, limit);
  }
  const ms = Date.now() - started;
  const weight = weightOf({ method, status, ms, requestId }, oneIn);
  if (weight === 0) return;
  const actor = c.get('actor');
  c.get('log').line('request', {
    method,
    host: c.get('host'),
    path: req.path,
    route: c.get('route'),
    status,
    ms,
    tenantId: c.get('tenant')?.id,
    actor: actor?.kind,
    userId: actor?.kind === 'member' ? actor.userId : undefined,
    ray: req.header('cf-ray'),
    country: req.header('cf-ipcountry'),
    sampled: weight > 1 ? weight : undefined,
  });
};

type Limit = NonNullable<AppContext['var']['limit']>;

/** How far a caller is from its limit (draft-ietf-httpapi-ratelimit-headers-10). */
const setLimit = (headers: Headers, { policies, tightest }: Limit): void => {
  headers.set('ratelimit-policy', policies);
  headers.set('ratelimit', `"${tightest.name}";r=${tightest.remaining};t=${tightest.resetS}`);
};
