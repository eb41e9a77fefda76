import { sql } from 'drizzle-orm';
import type { Ctx } from '../ctx.ts';
import { actorId } from '../lib/actor.ts';
import { sha256 } from '../lib/encode.ts';
import { ProblemError } from '../lib/problem.ts';
import type { Idempotent } from './route.ts';
import type { AppContext } from './types.ts';

/** Longest key taken, as with most services that know this header. */
const KEY_MAX = 255;
/** A claim whose answer never came is void after this: its worker is gone. Longer than any request may run. */
const CLAIM_S = 120;
/** How long a first answer is kept. */
const KEEP = '24 hours';

/** The Idempotency-Key of a request, or undefined. */
export const idempotencyKey = (c: AppContext): string | undefined => {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return undefined;
  if (key.length === 0 || key.length > KEY_MAX) {
    throw new ProblemError('bad_request', `An Idempotency-Key has 1 to ${KEY_MAX} characters.`);
  }
  return key;
};

type Claimed = { mine: boolean; same: boolean; status: number | null; body: string | null };

/** Claims the key, or reads who has it: one statement, so that of any number of equal calls exactly one runs. */
const claim = async (ctx: Ctx, route: string, key: string, hash: string, mine: string): Promise<Claimed> => {
  const { rows } = await ctx.db.execute<Claimed>(sql`
    insert into idempotency as i (actor_id, route, key, request_hash, claim)
    values (${actorId(ctx.actor)}, ${route}, ${key}, ${hash}, ${mine})
    on conflict (tenant_id, actor_id, route, key) do update set
      claim = case when i.created_at < now() - ${KEEP}::interval
                or (i.status is null and i.created_at < now() - make_interval(secs => ${CLAIM_S}) and i.request_hash = excluded.request_hash)
              then excluded.claim else i.claim end,
      request_hash = case when i.created_at < now() - ${KEEP}::interval then excluded.request_hash else i.request_hash end,
      status = case when i.created_at < now() - ${KEEP}::interval then null else i.status end,
      created_at = case when i.created_at < now() - ${KEEP}::interval
                     or (i.status is null and i.created_at < now() - make_interval(secs => ${CLAIM_S}) and i.request_hash = excluded.request_hash)
                   then now() else i.created_at end
    returning claim = ${mine} as mine, request_hash = ${hash} as same, status::int, body`);
  const row = rows[0];
  if (!row) throw new Error('The key was not claimed');
  return row;
};

const release = (ctx: Ctx, route: string, key: string, mine: string) =>
  ctx.db.execute(sql`
    delete from idempotency where actor_id = ${actorId(ctx.actor)} and route = ${route} and key = ${key} and claim = ${mine} and status is null`);

const keep = (ctx: Ctx, route: string, key: string, mine: string, status: number, body: string) =>
  ctx.db.execute(sql`
    update idempotency set status = ${status}, body = ${body}
     where actor_id = ${actorId(ctx.actor)} and route = ${route} and key = ${key} and claim = ${mine}`);

/**
 * Runs the work of one Idempotency-Key once (draft-ietf-httpapi-idempotency-key-header-07). The same key with another
 * request is refused; while the first call runs, an equal one is told to come back; later ones get the first answer.
 * Only answers of success are kept: what was refused may be tried again.
 */
export const idempotent: Idempotent = async (c, ctx, r, body, run) => {
  const key = idempotencyKey(c);
  if (key === undefined) return run();
  const path = new URL(c.req.url).pathname;
  const route = `${r.method} ${r.path}`;
  const hash = await sha256(`${path}\n${body}`);
  const mine = crypto.randomUUID();
  const claimed = await claim(ctx, route, key, hash, mine);
  if (!claimed.mine) {
    if (!claimed.same) throw new ProblemError('idempotency_mismatch');
    if (claimed.status === null) throw new ProblemError('idempotency_running', undefined, { retryAfter: 1 });
    return new Response(claimed.body, {
      status: claimed.status,
      headers: { 'content-type': 'application/json', 'idempotent-replayed': 'true' },
    });
  }
  const response = await run().catch(async (error) => {
    await release(ctx, route, key, mine);
    throw error;
  });
  await keep(ctx, route, key, mine, response.status, await response.clone().text());
  return response;
};
