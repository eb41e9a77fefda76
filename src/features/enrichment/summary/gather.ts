import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { fieldValues, identityMatches, prospects, signals } from '../../../db/schema/prospects.ts';
import { summaries } from '../../../db/schema/summaries.ts';
import { evidence } from './evidence.ts';

/** Values and signals that a summary is made of: what a profile has at most, and some room. */
const VALUES_MAX = 40;
const SIGNALS_MAX = 12;

/** How to reach somebody is no part of who they are. */
const NOT_GIVEN = ['email', 'personalEmail', 'phone', 'linkedinUrl', 'notes'];
/** What a reader wants to know first. */
const FIRST = ['name', 'title', 'company', 'insiderRole', 'bio', 'news', 'insiderTrade', 'insiderHolding', 'headline'];

const texts = (list: readonly string[]): SQL =>
  sql`array[${sql.join(
    list.map((one) => sql`${one}`),
    sql`, `,
  )}]::text[]`;

/** What a record says that is not proven to be the person's is not said of the person: wealth least of all. */
const provenSql = (match: SQL): SQL => sql`(${match} is null or exists (
  select from ${identityMatches} m where m.id = ${match}
     and (m.state = 'confirmed' or (m.state = 'proposed' and m.grade = 'exact'))))`;

/**
 * The evidence of the prospect `p`, one row each with `place`: the values that count, the telling ones first, then the
 * newest signals.
 */
const rowsSql: SQL = sql`(
  (select f.id, f.field, f.value, f.source, f.source_url, to_char(f.fetched_at at time zone 'UTC', 'YYYY-MM-DD') as date,
          coalesce(array_position(${texts(FIRST)}, f.field), ${FIRST.length + 1}) as place
     from ${fieldValues} f
    where f.prospect_id = p.id and f.chosen and f.field <> all (${texts(NOT_GIVEN)})
      and (f.source <> 'edgar' or ${provenSql(sql`f.match_id`)})
    order by place, f.field, f.source, f.value limit ${VALUES_MAX})
  union all
  (select g.id, 'signal ' || g.kind,
          concat_ws(', ', g.title, g.date::text, '$' || trim_scale(g.amount_usd)::text), g.source, g.url,
          coalesce(g.date::text, to_char(g.created_at at time zone 'UTC', 'YYYY-MM-DD')), 1000
     from ${signals} g where g.prospect_id = p.id and ${provenSql(sql`g.match_id`)}
    order by g.date desc nulls last, g.external_key limit ${SIGNALS_MAX}))`;

/**
 * Of what the evidence says, not of when it was fetched or what its rows are called: the same facts, the same hash. Null
 * where there is no evidence.
 */
export const evidenceHashSql: SQL = sql`(
  select encode(sha256(convert_to(string_agg(concat_ws(chr(31), e.field, e.source, e.value, e.source_url), chr(30)
           order by e.place, e.field, e.source, e.value), 'UTF8')), 'hex') from ${rowsSql} e)`;

/** The evidence, its hash, and how the summary stands: a row, or none where the prospect is not there. */
export const evidenceStatement = (ctx: Ctx, prospectId: string) =>
  ctx.db.execute(sql`
    select coalesce((
             select jsonb_agg(jsonb_build_object('id', e.id, 'field', e.field, 'value', e.value, 'source', e.source,
                      'sourceUrl', e.source_url, 'date', e.date) order by e.place, e.field, e.source, e.value)
               from ${rowsSql} e), '[]') as evidence,
           p.name, ${evidenceHashSql} as hash, s.content is not null as written, s.evidence_hash, s.tried_hash, s.outcome,
           coalesce(s.tries, 0) as tries
      from ${prospects} p left join ${summaries} s on s.prospect_id = p.id
     where p.id = ${prospectId} and p.deleted_at is null`);

const gathered = z.object({
  name: z.string(),
  evidence: z.array(evidence),
  hash: z.string().nullable(),
  written: z.boolean(),
  evidence_hash: z.string().nullable(),
  tried_hash: z.string().nullable(),
  outcome: z.string().nullable(),
  tries: z.int(),
});
/** The evidence, and how the summary stands that there is. `tries` are those that were to be repeated, of these facts. */
export type Gathered = z.infer<typeof gathered>;

/** Undefined where the prospect is no longer there. */
export const readGathered = (row: unknown): Gathered | undefined =>
  row === undefined ? undefined : gathered.parse(row);
