import { and, eq, isNull, sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { controlDb } from '../../db/client.ts';
import { databaseError } from '../../db/errors.ts';
import { domains } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { resolve } from '../../platform/dns.ts';
import type { addDomainBody, domainDetail } from './contract.ts';
import { ownershipSeen } from './doctor/records.ts';
import { tell } from './events.ts';
import { proofOf } from './keys.ts';
import { fallbackName, namesUp, proofName, readHost } from './names.ts';
import { getDomain } from './read.ts';
import { watch } from './watch.ts';

/** Names of one workspace: more than any has brands, few enough that its page shows them all. */
const DOMAINS_MAX = 20;
/** Seconds after which a caller may ask again when the DNS could not be asked. */
const RETRY_AFTER_S = 5;

/** Whether another tenant serves under this name, one above it or one below it. */
const touchesOthers = async (ctx: Ctx, host: string): Promise<boolean> => {
  const above = JSON.stringify(namesUp(host));
  const { rows } = await controlDb(ctx.env.CONTROL_DATABASE_URL).execute<{ touches: boolean }>(sql`
    select exists (select from ${domains} d where d.verified_at is not null and d.tenant_id <> ${ctx.tenantId}
      and (d.host in (select jsonb_array_elements_text(${above}::jsonb))
        or right(d.host, length(${host}::text) + 1) = '.' || ${host}::text)) as touches`);
  return rows[0]?.touches ?? false;
};

/** Refuses whoever has not published their own proof: what stands there for somebody else proves nothing. */
const demandProof = async (ctx: Ctx, host: string): Promise<void> => {
  const name = proofName(host);
  const proof = await proofOf(ctx.env, ctx.tenantId, host);
  const txt = await resolve(ctx.env, name, 'TXT');
  const seen = ownershipSeen({ host, fallback: fallbackName(ctx.env.APP_DOMAIN), proof }, txt);
  if (seen === 'proven') return;
  if (seen === 'unknown') {
    throw new ProblemError('unavailable', 'The name is in use here, and its proof could not be looked up just now.', {
      retryAfter: RETRY_AFTER_S,
    });
  }
  throw new ProblemError(
    'conflict',
    `Another workspace serves ${host}, or a name above or below it. To take it, publish the TXT record ${name} with the value ${proof} and add it again.`,
    {
      issues: [
        { path: 'proof.name', message: name },
        { path: 'proof.value', message: proof },
      ],
    },
  );
};

const already = (host: string, cause?: unknown): ProblemError =>
  new ProblemError('conflict', `${host} is among your names already.`, { cause });

const insert = (ctx: Ctx, id: string, host: string, surface: string) =>
  ctx.db.execute<{ id: string }>(sql`
    with added as (
      insert into ${domains} (id, host, surface, created_by)
      select ${id}, ${host}, ${surface}, ${actorId(ctx.actor)}
       where (select count(*) from ${domains} d where d.removed_at is null) < ${DOMAINS_MAX}
      returning id),
    ${tell(ctx, sql`added`, ['added'])}
    select id from added`);

/** Adds a name. It serves nothing until it is proven and all is well. */
export const addDomain = async (
  ctx: Ctx,
  { host: text, surface }: z.output<typeof addDomainBody>,
): Promise<z.input<typeof domainDetail>> => {
  const read = readHost(text, ctx.env.APP_DOMAIN);
  if (read.kind === 'refused') {
    throw new ProblemError('invalid', read.why, { issues: [{ path: 'host', message: read.why }] });
  }
  const { host } = read;
  if (await touchesOthers(ctx, host)) await demandProof(ctx, host);
  const id = newId();
  try {
    const [, added] = await ctx.db.batch([
      // Two that are added at once must not both be the last.
      ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('domains:' || app.tenant(), 0))`),
      insert(ctx, id, host, surface),
    ]);
    if (added.rows.length === 0) {
      const [same] = await ctx.db
        .select({ id: domains.id })
        .from(domains)
        .where(and(eq(domains.host, host), isNull(domains.removedAt)));
      if (same) throw already(host);
      throw new ProblemError('quota_exceeded', `A workspace can have ${DOMAINS_MAX} names. Remove one first.`);
    }
  } catch (error) {
    if (databaseError(error)?.constraint !== 'domains_host') throw error;
    throw already(host, error);
  }
  watch(ctx, id);
  return getDomain(ctx, id);
};
