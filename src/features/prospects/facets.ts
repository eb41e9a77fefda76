import { and, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { FACETS, type Facet, facetValue } from './contract.ts';
import { type Filters, whereOf } from './filters.ts';

/** Values shown of one facet. */
const VALUES_MAX = 10;
/** Matches counted at most: beyond it a count is a floor, and said to be one. Counting a million takes a second. */
export const COUNT_MAX = 10_000;

const answer = z.object({ total: z.coerce.number(), facets: z.partialRecord(z.enum(FACETS), z.array(facetValue)) });
export type Counts = z.output<typeof answer>;

/** Of everything: read off the counts that the database keeps. */
const ofAll = (): SQL => sql`
  select coalesce((select n from prospect_facets where facet = 'all' and key = ''), 0) as total,
    coalesce((select jsonb_object_agg(f.facet, f.items) from (
      select name as facet, (
        select coalesce(jsonb_agg(jsonb_build_object('value', v.label, 'count', v.n) order by v.n desc, v.key), '[]')
          from (select label, key, n from prospect_facets where facet = name and n > 0 order by n desc, key limit ${VALUES_MAX}) v
      ) as items from unnest(array['company', 'industry', 'seniority', 'country', 'tag']) name) f), '{}') as facets`;

/** Of what matches, counted up to the limit. `names` are the facets to give. */
const ofMatches = (where: SQL | undefined, names: readonly Facet[]): SQL => sql`
  with matches as materialized (
    select ${s.facetKeys} as keys from ${s} where ${where ?? sql`true`} limit ${COUNT_MAX + 1}),
  counted as (
    select split_part(k, ':', 1) as facet, substr(k, strpos(k, ':') + 1) as key, count(*) as n
      from matches, unnest(keys) k group by 1, 2),
  ranked as (
    select c.*, row_number() over (partition by c.facet order by c.n desc, c.key) as place from counted c
     where c.facet in (${sql.join(
       names.map((n) => sql`${n}`),
       sql`, `,
     )})),
  labelled as (
    select r.facet, r.key, r.n, coalesce(l.label, r.key) as label from ranked r
      left join prospect_facets l on l.facet = r.facet and l.key = r.key where r.place <= ${VALUES_MAX})
  select (select count(*) from matches) as total,
    coalesce((select jsonb_object_agg(f.facet, f.items) from (
      select facet, jsonb_agg(jsonb_build_object('value', label, 'count', n) order by n desc, key) as items
        from labelled group by facet) f), '{}') as facets`;

/**
 * The statements that count, for one batch with the page itself. A facet that is filtered by is counted without its
 * own filter, so that its other values can still be chosen.
 */
export const countStatements = (ctx: Ctx, filters: Filters) => {
  const chosen = FACETS.filter((f) => filters[f] !== undefined);
  const where = whereOf(filters);
  if (!where) return [ctx.db.execute(ofAll())];
  const others = FACETS.filter((f) => !chosen.includes(f));
  return [
    ctx.db.execute(ofMatches(where, others.length > 0 ? others : FACETS)),
    ...chosen.map((f) => ctx.db.execute(ofMatches(and(whereOf({ ...filters, [f]: undefined })), [f]))),
  ];
};

/** The counts, from what those statements gave. */
export const readCounts = (
  results: { rows: unknown[] }[],
): { total: { value: number; exact: boolean }; facets: Record<Facet, Counts['facets'][Facet] & object> } => {
  const parsed = results.map((r) => answer.parse(r.rows[0]));
  const facets: Record<Facet, z.output<typeof facetValue>[]> = {
    company: [],
    industry: [],
    seniority: [],
    country: [],
    tag: [],
  };
  // Later statements speak of one facet each, and know it better.
  for (const counts of parsed) Object.assign(facets, counts.facets);
  return { total: { value: parsed[0]?.total ?? 0, exact: true }, facets };
};
