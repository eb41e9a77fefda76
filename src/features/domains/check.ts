import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { controlDb } from '../../db/client.ts';
import { domains } from '../../db/schema/tenancy.ts';
import { deleteHostname, ensureHostname, findHostname, retryHostname } from '../../platform/custom-hostnames.ts';
import { publish } from '../activity/publish.ts';
import { purgeHosts } from '../tenants/purge.ts';
import type { Diagnosis, DomainState } from './contract.ts';
import { diagnose } from './doctor/doctor.ts';
import type { Look } from './doctor/look.ts';
import { tell } from './events.ts';
import { proofOf } from './keys.ts';
import { lookAt } from './look.ts';
import { next, routes, type Standing, type Step } from './machine.ts';
import { fallbackName } from './names.ts';
import { FIRST_MS, nextLookMs } from './pace.ts';
import { tellManagers } from './tell-managers.ts';
import { type Row, seenBefore, stateOf } from './view.ts';
import { watchDomain } from './watch.ts';

/** A look this young is not repeated: whoever presses the button twice gets the same answer. */
const APART_MS = 4_000;
/** Pause before the next try to take a name away from the network. */
const CLEAN_RETRY_MS = 60_000;

const ownershipOf = (diagnosis: Diagnosis | undefined) =>
  diagnosis?.records.find((record) => record.purpose === 'ownership')?.state;
const routingOf = (diagnosis: Diagnosis | undefined) =>
  diagnosis?.records.find((record) => record.purpose === 'routing')?.state;

const standingOf = (row: Row): Standing => ({
  state: stateOf(row),
  misses: row.misses,
  proven: ownershipOf(seenBefore(row)) === 'found',
});

/** The row as the look found it: one that was changed meanwhile, by another look or a person, is left alone. */
const unchanged = (row: Row) => sql`
  id = ${row.id} and state = ${row.state} and misses = ${row.misses}
  and checked_at is not distinct from ${row.checkedAt?.toISOString() ?? null}::timestamptz`;

/** Writes what a look came to, with what happened, in one transaction. False where the row was changed meanwhile. */
const write = async (
  ctx: Ctx,
  row: Row,
  { standing, events }: Step,
  diagnosis: Diagnosis,
  hostnameId: string | null,
): Promise<boolean> => {
  const routed = routes(standing.state);
  const update = ctx.db.execute<{ id: string }>(sql`
    with changed as (
      update ${domains} set state = ${standing.state}, misses = ${standing.misses}, checked_at = now(),
        verified_at = case when ${routed} then coalesce(verified_at, now()) end,
        hostname_id = ${hostnameId}, lights = ${JSON.stringify(diagnosis)}::jsonb
       where ${unchanged(row)}
      returning id),
    ${tell(ctx, sql`changed`, events)}
    select id from changed`);
  if (!routed || row.verifiedAt !== null) return (await update).rows.length > 0;
  // Whoever served under the name until now stops in the same transaction that lets this one begin.
  const [, changed] = await ctx.db.batch([
    ctx.db.execute(sql`select app.take_host(${row.id}, ${row.checkedAt?.toISOString() ?? null}::timestamptz)`),
    update,
  ]);
  return changed.rows.length > 0;
};

/** Has whoever lost the name looked at soon: what their page shows is of when they had it. */
const wakeOthers = async (ctx: Ctx, row: Row): Promise<void> => {
  const { rows } = await controlDb(ctx.env.CONTROL_DATABASE_URL).execute<{ tenant_id: string; id: string }>(sql`
    select d.tenant_id, d.id from ${domains} d
     where d.host = ${row.host} and d.id <> ${row.id} and d.removed_at is null`);
  await Promise.all(rows.map((other) => watchDomain(ctx.env, other.tenant_id, other.id)));
};

/** The network looks again by itself only for a while: it is told when a name has just come right, and after it gave up. */
const nudge = async (ctx: Ctx, row: Row, look: Look, diagnosis: Diagnosis): Promise<void> => {
  if (look.hostname.kind !== 'hostname' || routingOf(diagnosis) !== 'found') return;
  const { id, status, sslStatus } = look.hostname.hostname;
  const fresh = row.hostnameId !== null && routingOf(seenBefore(row)) !== 'found' && sslStatus !== 'active';
  if (!fresh && status !== 'moved' && !sslStatus.endsWith('timed_out')) return;
  const answer = await retryHostname(ctx.env, id);
  if (answer.kind === 'failed')
    ctx.log.warn('hostname not looked at again', { domainId: row.id, reason: answer.reason });
};

/** Tells of what is wrong; a mail that is not taken is sent by the next look. */
const tellIll = async (ctx: Ctx, row: Row, state: DomainState, diagnosis: Diagnosis): Promise<void> => {
  if (state !== 'drifting' && state !== 'stopped') return;
  try {
    await tellManagers(ctx, row, diagnosis);
  } catch (error) {
    ctx.log.warn('managers not told', { domainId: row.id, error });
  }
};

const look = async (ctx: Ctx, row: Row): Promise<number> => {
  const { host } = row;
  const wanted = {
    host,
    fallback: fallbackName(ctx.env.APP_DOMAIN),
    proof: await proofOf(ctx.env, ctx.tenantId, host),
  };
  const previous = seenBefore(row);
  const before = previous && row.checkedAt ? { at: row.checkedAt, records: previous.records } : undefined;
  // Before its proof was seen, nothing is made for a name: it costs, and a certificate for it is not ours to ask for.
  const seen = await lookAt(ctx.env, wanted, before, async (ownership) => {
    if (ownership === 'proven' || row.verifiedAt !== null) return ensureHostname(ctx.env, host, row.hostnameId);
    return row.hostnameId === null ? { kind: 'none' } : findHostname(ctx.env, host);
  });
  if (seen.hostname.kind === 'failed' || seen.hostname.kind === 'refused') {
    ctx.log.warn('hostname not to be had', { domainId: row.id, reason: seen.hostname.reason });
  }
  const found = diagnose(seen);
  const step = next(standingOf(row), { kind: 'looked', seen: found.seen });
  const hostnameId = seen.hostname.kind === 'hostname' ? seen.hostname.hostname.id : row.hostnameId;
  if (!(await write(ctx, row, step, found.diagnosis, hostnameId))) return FIRST_MS;
  if (step.events.length > 0) ctx.later(publish(ctx, { type: 'domain', domainId: row.id }));
  if (routes(step.standing.state) !== (row.verifiedAt !== null)) {
    const { state } = step.standing;
    ctx.log.info('domain routing changed', { domainId: row.id, state, ageMs: Date.now() - row.createdAt.getTime() });
    // Of whoever it was taken from too.
    ctx.later(purgeHosts(ctx.env));
    if (routes(state)) ctx.later(wakeOthers(ctx, row));
  }
  await nudge(ctx, row, seen, found.diagnosis);
  await tellIll(ctx, row, step.standing.state, found.diagnosis);
  return nextLookMs(step.standing.state, Date.now() - row.createdAt.getTime(), Math.random());
};

/** Whether what the network holds under a name is held for somebody else by now. */
const isWanted = async (ctx: Ctx, host: string): Promise<boolean> => {
  const { rows } = await controlDb(ctx.env.CONTROL_DATABASE_URL).execute<{ wanted: boolean }>(
    sql`select exists (select from ${domains} d where d.host = ${host} and d.removed_at is null and d.hostname_id is not null) as wanted`,
  );
  return rows[0]?.wanted ?? false;
};

/** Takes a removed name away from the network, unless somebody else has it. Null once there is nothing left to do. */
const clean = async (ctx: Ctx, row: Row): Promise<number | null> => {
  if (!(await isWanted(ctx, row.host))) {
    const found = await findHostname(ctx.env, row.host);
    if (found.kind === 'failed' || found.kind === 'refused') return CLEAN_RETRY_MS;
    if (found.kind === 'hostname' && !(await deleteHostname(ctx.env, found.hostname.id))) return CLEAN_RETRY_MS;
  }
  await ctx.db.update(domains).set({ hostnameId: null }).where(eq(domains.id, row.id));
  return null;
};

/**
 * Looks at a domain and writes what came of it. Gives the milliseconds until the next look, or null where none is to
 * follow: the domain is gone, and all that was held of it elsewhere too.
 */
export const checkDomain = async (ctx: Ctx, domainId: string): Promise<number | null> => {
  const [row] = await ctx.db.select().from(domains).where(eq(domains.id, domainId));
  if (!row) return null;
  if (row.removedAt !== null) return clean(ctx, row);
  const sinceMs = row.checkedAt === null ? Number.POSITIVE_INFINITY : Date.now() - row.checkedAt.getTime();
  return sinceMs < APART_MS ? FIRST_MS : look(ctx, row);
};
