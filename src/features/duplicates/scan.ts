import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { among } from '../../db/among.ts';
import { databaseError, FENCED } from '../../db/errors.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { fieldValues, prospects } from '../../db/schema/prospects.ts';
import { duplicateKeys, duplicateScans, duplicates } from '../../db/schema/records.ts';
import { newId } from '../../lib/ids.ts';
import { wake } from '../jobs/accept.ts';
import { assertFence, type Claim, endJob, yieldJob } from '../jobs/claim.ts';
import { duplicateKeysOf, kindOf } from './keys.ts';
import { type Compared, comparedShape, gradePair } from './pairs.ts';

/**
 * Looks through what has changed since the last look, in the order of change, so many prospects at a time: their keys are
 * written anew, and whoever shares one with them is compared. No prospect is compared with everyone, and a file of a million
 * takes no more memory than one of a thousand.
 */

/** A worker hands the job on after this long: a first look at a million people takes minutes, and others wait for the worker. */
const WORK_MS = 2_500;
/** Prospects of one turn: their keys and pairs fit into one statement each. */
const TURN = 500;
/** A key that more prospects share than this says nothing: a switchboard's number, a family of a whole company. */
const SHARERS_MAX = 25;
/** Pairs of one turn at most: the rest of a turn so thick with them is looked at by the next change. */
const PAIRS_MAX = 5_000;
/**
 * How far behind its newest look a scan begins: a change is dated by the beginning of its transaction, which may take a
 * minute before others see it.
 */
const OVERLAP = '90 seconds';

const changed = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    company: z.string().nullable(),
    companyDomain: z.string().nullable(),
    addresses: z.array(z.string()),
    links: z.array(z.string()),
    phones: z.array(z.string()),
    at: z.string(),
  }),
);
/** By which change prospects are looked through: of their own, or by a source that brought values beside their columns. */
type By = 'updated_at' | 'enriched_at';
type From = { by: By; at: string; id: string | null };

const pair = z.object({ a: comparedShape, b: comparedShape, keys: z.array(z.string()) });

/** The next prospects after a place. */
const changedStatement = (ctx: Ctx, { by, at, id }: From) => {
  const said = (column: 'email' | 'linkedin_url' | 'phone', fields: readonly string[]) => sql`
    coalesce((select jsonb_agg(distinct v.value) from ${fieldValues} v
      where v.prospect_id = p.id and v.field in (${sql.join(
        fields.map((one) => sql`${one}`),
        sql`, `,
      )})), '[]')
    || case when p.${sql.raw(column)} is null then '[]'::jsonb else jsonb_build_array(p.${sql.raw(column)}) end`;
  const changedAt = by === 'updated_at' ? sql`p.updated_at` : sql`coalesce(p.enriched_at, '-infinity'::timestamptz)`;
  return ctx.db.execute(sql`
    select p.id, p.name, p.company, p.company_domain as "companyDomain", ${changedAt}::text as at,
           ${said('email', ['email', 'personalEmail'])} as addresses,
           ${said('linkedin_url', ['linkedinUrl'])} as links, ${said('phone', ['phone'])} as phones
      from ${prospects} p
     where p.deleted_at is null and (${changedAt}, p.id) > (${at}::timestamptz,
       coalesce(${id}::uuid, '00000000-0000-0000-0000-000000000000'))
     order by ${changedAt}, p.id limit ${TURN}`);
};

const COMPARED = (p: 'a' | 'b') => {
  const t = sql.raw(p);
  return sql`jsonb_build_object('id', ${t}.id, 'name', ${t}.name, 'company', ${t}.company, 'companyDomain', ${t}.company_domain,
    'title', ${t}.title, 'city', ${t}.city, 'region', ${t}.region, 'country', ${t}.country, 'email', ${t}.email,
    'linkedinUrl', ${t}.linkedin_url)`;
};

/** One turn; where the next one begins, or undefined where nothing was left to look at. */
const turn = async (ctx: Ctx, claim: Claim, from: From): Promise<From | undefined> => {
  const [, found] = await ctx.db.batch([assertFence(ctx, claim), changedStatement(ctx, from)]);
  const rows = changed.parse(found.rows);
  const last = rows.at(-1);
  if (!last) return undefined;
  const ids = among(rows.map(({ id }) => id));
  const keys = JSON.stringify(rows.flatMap((row) => duplicateKeysOf(row).map((key) => ({ id: row.id, key }))));
  const [, , , candidates] = await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`delete from ${duplicateKeys} k where k.prospect_id = ${ids}`),
    ctx.db.execute(sql`
      insert into ${duplicateKeys} (prospect_id, key)
      select k.id, k.key from jsonb_to_recordset(${keys}::jsonb) as k (id uuid, key text)
        join ${prospects} p on p.id = k.id and p.id = ${ids} and p.deleted_at is null on conflict do nothing`),
    ctx.db.execute(sql`
      with mine as materialized (
        select k.key, k.prospect_id from ${duplicateKeys} k where k.prospect_id = ${ids}),
      telling as materialized (
        select d.key from (select distinct key from mine) d
         where (select count(*) from (select from ${duplicateKeys} o where o.key = d.key limit ${SHARERS_MAX + 1}) s)
           between 2 and ${SHARERS_MAX}),
      pairs as (
        select least(m.prospect_id, o.prospect_id) as a_id, greatest(m.prospect_id, o.prospect_id) as b_id,
               jsonb_agg(distinct m.key) as keys
          from mine m join telling t on t.key = m.key
          join ${duplicateKeys} o on o.key = m.key and o.prospect_id <> m.prospect_id
         group by 1, 2 limit ${PAIRS_MAX})
      select ${COMPARED('a')} as a, ${COMPARED('b')} as b, x.keys
        from pairs x
        join ${prospects} a on a.id = x.a_id and a.deleted_at is null
        join ${prospects} b on b.id = x.b_id and b.deleted_at is null
       -- What somebody decided stands.
       where not exists (select from ${duplicates} d where d.a_id = x.a_id and d.b_id = x.b_id and d.state = 'dismissed')`),
  ]);
  const graded = z
    .array(pair)
    .parse(candidates.rows)
    .map(({ a, b, keys: shared }) => asPair(a, b, shared));
  const keep = graded.filter((one) => one !== undefined);
  await ctx.db.batch([
    assertFence(ctx, claim),
    // What the two say now may speak against what they said before.
    ctx.db.execute(sql`
      update ${duplicates} d set state = 'gone', decided_at = now()
       where d.state = 'open' and (d.a_id = ${ids} or d.b_id = ${ids}) and not exists (
         select from jsonb_to_recordset(${JSON.stringify(keep)}::jsonb) as k (a uuid, b uuid) where k.a = d.a_id and k.b = d.b_id)`),
    ctx.db.execute(sql`
      insert into ${duplicates} as d (id, a_id, b_id, grade, score, evidence, shared)
      select k.id, k.a, k.b, k.grade, k.score, k.evidence, array(select jsonb_array_elements_text(k.shared))
        from jsonb_to_recordset(${JSON.stringify(keep)}::jsonb)
             as k (id uuid, a uuid, b uuid, grade text, score real, evidence jsonb, shared jsonb)
      on conflict (tenant_id, a_id, b_id) do update set
        grade = excluded.grade, score = excluded.score, evidence = excluded.evidence, shared = excluded.shared,
        state = case when d.state = 'gone' then 'open' else d.state end
       where d.state in ('open', 'gone')`),
    ...(from.by === 'updated_at'
      ? [
          ctx.db.execute(sql`
            insert into ${duplicateScans} as s (to_at, to_id) values (${last.at}::timestamptz, ${last.id}::uuid)
            on conflict (tenant_id) do update set to_at = excluded.to_at, to_id = excluded.to_id`),
        ]
      : []),
    ctx.db.execute(sql`
      update jobs set progress_done = progress_done + ${rows.length} where id = ${claim.id}`),
  ]);
  return { by: from.by, at: last.at, id: last.id };
};

const asPair = (a: Compared, b: Compared, keys: readonly string[]) => {
  const shared = [...new Set(keys.map(kindOf))].filter((one) => one !== undefined);
  const judged = gradePair(a, b, shared);
  return judged && { id: newId(), a: a.id, b: b.id, shared, ...judged };
};

const begin = z.object({
  began: z.string(),
  updated: z.string(),
  updatedId: z.string().nullable(),
  enriched: z.string().nullable(),
});

/** The work of a job `duplicates`: a turn of it, where it is long. What a worker before has looked through is left out. */
export const runScan = async (ctx: Ctx, claim: Claim, workMs = WORK_MS): Promise<void> => {
  const until = Date.now() + workMs;
  try {
    const [, state] = await ctx.db.batch([
      assertFence(ctx, claim),
      ctx.db.execute(sql`
        select now()::text as began, coalesce(case when j.progress_done > 0 then s.to_at else s.to_at - ${OVERLAP}::interval end,
                 '-infinity')::text as updated,
               case when j.progress_done > 0 then s.to_id end as "updatedId", (s.scanned_at - ${OVERLAP}::interval)::text as enriched
          from ${jobs} j left join ${duplicateScans} s on true where j.id = ${claim.id}`),
    ]);
    const { began, updated, updatedId, enriched } = begin.parse(state.rows[0]);
    // A first look sees all that sources have brought so far.
    const passes: From[] = [
      { by: 'updated_at', at: updated, id: updatedId },
      ...(enriched === null ? [] : [{ by: 'enriched_at' as const, at: enriched, id: null }]),
    ];
    for (const pass of passes) {
      let from: From | undefined = pass;
      while (from) {
        from = await turn(ctx, claim, from);
        // Only how far the first pass came is kept; the other is short.
        if (from?.by === 'updated_at' && Date.now() > until) {
          await yieldJob(ctx, claim);
          return wake(ctx, claim.id);
        }
      }
    }
    await ctx.db.batch([
      assertFence(ctx, claim),
      ctx.db.execute(sql`
        insert into ${duplicateScans} as s (scanned_at) values (${began}::timestamptz)
        on conflict (tenant_id) do update set scanned_at = excluded.scanned_at`),
      endJob(ctx, claim, 'done'),
    ]);
  } catch (error) {
    // Another worker has the job: it is none of ours any more.
    if (databaseError(error)?.code !== FENCED) throw error;
  }
};

export const giveUpScan = async (ctx: Ctx, claim: Claim, error: { code: string; message: string }): Promise<void> => {
  await ctx.db.batch([assertFence(ctx, claim), endJob(ctx, claim, 'failed', error)]);
};
