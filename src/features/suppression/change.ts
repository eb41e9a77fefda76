import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospectsSearch } from '../../db/schema/prospects.ts';
import { suppressionHashes, suppressions } from '../../db/schema/suppression.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { Selection } from '../prospects/contract.ts';
import { selectedSql } from '../prospects/selection.ts';
import { knownAs, type Suppression, suppressionOf } from './check.ts';
import {
  SUPPRESS_MAX,
  type SuppressedAnswer,
  type SuppressionEntry,
  suppression,
  type suppressionsBody,
} from './contract.ts';
import { shownEntry, valueRow } from './read.ts';

const figure = z.coerce.number();
const counts = z.object({ given: figure, added: figure });

/** Who adds to a list waits for who adds to it too: so nobody is put there twice. A statement of its own, before the one that adds. */
export const lockList = (ctx: Ctx) =>
  ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('suppression:' || app.tenant(), 0))`);

const recorded = (ctx: Ctx, verb: string, id: SQL, detail: SQL, from: SQL): SQL => sql`
  insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
  select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, ${verb}, 'suppression', ${id}::text, ${detail} from ${from}`;

/**
 * Steps of a statement that put people `e` on the list who are not there yet by all that they are known by: `e` has `ref`, which
 * stays with them, `kind`, and what they are known by; `k` are those who are new, each once. The plain values go no further.
 */
export const entrySteps = (
  list: Suppression,
  { reason, source, by, only }: { reason: string | null; source: string; by: string; only: SQL },
): SQL => sql`
  k as materialized (
    select distinct on (keys) uuidv7() as id, ref, kind, hint, keys from (
      select e.ref, e.kind, app.suppression_hint(e.email, e.phone, e.name, e.company, e.company_domain) as hint,
             ${list.keysAndGlimpses(knownAs('e'))} as keys from e offset 0) x
     where cardinality(keys) > 0 and exists (
       select from unnest(keys) u (hash) where not exists (select from ${suppressionHashes} h where h.hash = u.hash))
       and ${only}
     order by keys, ref),
  s as (insert into ${suppressions} (id, kind, hint, reason, source, created_by)
    select k.id, k.kind, k.hint, ${reason}::text, ${source}::text, ${by}::text from k),
  h as (insert into ${suppressionHashes} (hash, suppression_id, key_print)
    select distinct u.hash, k.id, ${list.print}::text from k cross join unnest(k.keys) u (hash)),
  a as (select count(*) as added, min(k.id::text) as first from k)`;

/** `from` is a query of people `e` without their `ref`. */
const add = async (ctx: Ctx, from: SQL, max: number, why: { reason: string | undefined }) => {
  const list = await suppressionOf(ctx);
  const steps = entrySteps(list, {
    reason: why.reason ?? null,
    source: ctx.actor.kind === 'member' ? 'member' : 'api',
    by: actorId(ctx.actor),
    only: sql`(select count(*) from e) <= ${max}`,
  });
  const [, { rows }] = await ctx.db.batch([
    lockList(ctx),
    ctx.db.execute(sql`
      with e as materialized (select null::uuid as ref, f.* from (${from}) f), ${steps},
      r as (${recorded(
        ctx,
        'suppression.added',
        sql`a.first`,
        sql`jsonb_build_object('added', a.added, 'reason', ${why.reason ?? null}::text)`,
        sql`a where a.added > 0`,
      )})
      select (select count(*) from e) as given, (select added from a)`),
  ]);
  return counts.parse(rows[0]);
};

/** Puts addresses on the list. Which ones is kept as hashes, and as a hint to know them again by. */
export const addSuppressions = async (
  ctx: Ctx,
  { entries, reason }: z.output<typeof suppressionsBody>,
): Promise<SuppressedAnswer> => {
  const rows = entries.map((value) => ({
    kind: 'email' in value ? 'email' : 'phone' in value ? 'phone' : 'name',
    ...valueRow(value),
  }));
  const from = sql`
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      e (kind text, email text, phone text, name text, company text, company_domain text)`;
  const { given, added } = await add(ctx, from, rows.length, { reason });
  return { added, already: given - added };
};

/** Puts people on the list by all that is known of them. Throws `invalid` for too many at once, `not_found` for nobody. */
export const suppressPeople = async (
  ctx: Ctx,
  { reason, ...selection }: Selection & { reason?: string | undefined },
): Promise<SuppressedAnswer> => {
  const from = sql`
    select 'person' as kind, s.email, s.phone, s.name, s.company, s.company_domain from ${prospectsSearch} s
     where s.id in (select x.id from (${selectedSql(selection, { onlyStale: false, max: SUPPRESS_MAX })}) x)`;
  const { given, added } = await add(ctx, from, SUPPRESS_MAX, { reason });
  if (given === 0) throw new ProblemError('not_found', 'There is nobody of them.');
  if (given > SUPPRESS_MAX) {
    const message = `At most ${SUPPRESS_MAX} people at a time. Narrow it down.`;
    throw new ProblemError('invalid', message, { issues: [{ path: 'filter', message }] });
  }
  return { added, already: given - added };
};

/** Takes an entry off the list: its hashes go, that it was there stays. A second time it does nothing. Throws `not_found`. */
export const liftSuppression = async (ctx: Ctx, id: string): Promise<SuppressionEntry> => {
  const { rows } = await ctx.db.execute(sql`
    with l as (update ${suppressions} s set lifted_at = now(), lifted_by = ${actorId(ctx.actor)}
      where s.id = ${id} and s.lifted_at is null returning s.*),
    h as (delete from ${suppressionHashes} h using l where h.suppression_id = l.id),
    a as (${recorded(
      ctx,
      'suppression.lifted',
      sql`l.id`,
      sql`jsonb_build_object('hint', l.hint, 'reason', l.reason, 'source', l.source)`,
      sql`l`,
    )})
    select ${shownEntry} as entry from (
      select * from l union all select * from ${suppressions} o where o.id = ${id} and not exists (select from l)) s`);
  if (!rows[0]) throw new ProblemError('not_found');
  return suppression.parse(rows[0].entry);
};
