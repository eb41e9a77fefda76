import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { domains } from '../../db/schema/tenancy.ts';
import type { AppContext } from '../../http/types.ts';
import { fromBase64Url, toBase64Url } from '../../lib/encode.ts';
import { ProblemError } from '../../lib/problem.ts';
import { type Env, originOf } from '../../platform/env.ts';
import type { Handoff, HandoffLink, handoff } from './contract.ts';
import { tell } from './events.ts';
import { sign, verify } from './keys.ts';
import { getDomain } from './read.ts';
import { systemCtx } from './system.ts';
import { checkNow } from './watch.ts';

/** Life of a link: whoever keeps the DNS is on holiday, and comes back. */
const LINK_MS = 14 * 24 * 60 * 60_000;

/** What a link says: tenant, domain, end in milliseconds since the epoch. */
const claims = z.tuple([z.uuid(), z.uuid(), z.int()]);

/** Makes a link to the records of one domain, for somebody without an account. */
export const handOff = async (ctx: Ctx, domainId: string): Promise<HandoffLink> => {
  const { rows } = await ctx.db.execute(sql`
    with handed as (select id from ${domains} where id = ${domainId} and removed_at is null),
    ${tell(ctx, sql`handed`, ['handed_off'])}
    select id from handed`);
  if (rows.length === 0) throw new ProblemError('not_found');
  const end = ctx.now().getTime() + LINK_MS;
  const payload = toBase64Url(JSON.stringify([ctx.tenantId, domainId, end]));
  const token = `${payload}.${await sign(ctx.env, 'handoff', payload)}`;
  return {
    url: `${originOf(ctx.env, ctx.env.APP_DOMAIN)}/handoff/${token}`,
    expiresAt: new Date(end).toISOString(),
  };
};

type Link = { tenantId: string; domainId: string; end: number };

/** What a link says; refused where it is not ours or over, both with the same words. */
const openLink = async (env: Env, token: string, now: number): Promise<Link> => {
  const [payload = '', signature = '', ...rest] = token.split('.');
  const genuine = rest.length === 0 && (await verify(env, 'handoff', payload, signature));
  const text = genuine ? fromBase64Url(payload) : undefined;
  const [tenantId, domainId, end] = text === undefined ? [] : claims.parse(JSON.parse(text));
  if (tenantId === undefined || domainId === undefined || end === undefined || end <= now) {
    throw new ProblemError('not_found', 'This link is not good, or not good any more. Ask for a new one.');
  }
  return { tenantId, domainId, end };
};

const show = async (ctx: Ctx, { domainId, end }: Link): Promise<z.input<typeof handoff>> => {
  const { host, state, lights, records, apex, checkedAt } = await getDomain(ctx, domainId);
  if (state === 'removed') throw new ProblemError('not_found', 'The name was removed.');
  return { host, state, lights, records, apex, checkedAt, expiresAt: new Date(end).toISOString() } satisfies Handoff;
};

/** What a link shows, after a look where one is asked for. */
export const readHandoff = async (c: AppContext, token: string, check: boolean): Promise<z.input<typeof handoff>> => {
  const { env, requestId } = c.var;
  const link = await openLink(env, token, Date.now());
  const ctx = systemCtx(env, link.tenantId, requestId, (work) => c.executionCtx.waitUntil(work));
  try {
    const shown = await show(ctx, link);
    if (!check) return shown;
    await checkNow(ctx, link.domainId);
    return await show(ctx, link);
  } catch (error) {
    // The workspace is gone, and with it what the link shows.
    if (databaseError(error)?.code === 'EW404') throw new ProblemError('not_found', undefined, { cause: error });
    throw error;
  }
};
