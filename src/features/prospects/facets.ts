import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { FACETS, type Facet, facetValue, KNOWN, NOBODY, REACHES, type SearchAnswer } from './contract.ts';
import { type Filters, whereOf, wholeCompanies } from './filters.ts';
import { COUNT_MAX, scaled, share, type Total, totalOf } from './total.ts';

/** Values shown of one facet. */
const VALUES_MAX = 10;
/**
 * Matches whose facets are counted: of more, the shares among these stand for all. At this many a share is off by two
 * percent at most, nineteen times of twenty; counting ten thousand would take most of the time of a search.
 */
const SAMPLE_MAX = 2_500;

type Known = (typeof KNOWN)[number];
const ROWS = z.array(facetValue);
const answer = z.object({
  counted: z.coerce.number(),
  sample: z.coerce.number(),
  all: z.coerce.number(),
  kept: z.coerce.number().nullable(),
  known: z.partialRecord(z.enum(KNOWN), z.coerce.number()),
  facets: z.partialRecord(z.enum(FACETS), ROWS),
});
type Counts = z.output<typeof answer>;

const list = (names: readonly string[]): SQL =>
  sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  );

/** A facet's value as it is filtered by, its count, and for an owner the name. Of rows `facet, key, label, n`, with `people`. */
const VALUE = sql`jsonb_strip_nulls(jsonb_build_object('count', v.n,
  'value', case when v.facet = 'owner' and v.key = '' then ${NOBODY} else v.label end, 'label', coalesce(m.name, m.email)))`;
const NAMED = sql`left join app.people() m on v.facet = 'owner' and m.user_id = v.key`;
const ALL = sql`coalesce((select n from prospect_facets where facet = 'all' and key = ''), 0)`;

/** Of everything: read off the counts that the database keeps. */
const ofAll = (names: readonly Facet[]): SQL => sql`
  select ${ALL} as counted, ${ALL} as sample, ${ALL} as all, ${ALL} as kept,
    coalesce((select jsonb_object_agg(key, n) from prospect_facets where facet = 'has' and key in (${list(KNOWN)})), '{}') as known,
    coalesce((select jsonb_object_agg(f.facet, f.items) from (
      select v.facet, jsonb_agg(${VALUE} order by v.n desc, v.key) as items
        from unnest(array[${list(names)}]::text[]) name
          cross join lateral (select * from prospect_facets where facet = name and n > 0 order by n desc, key limit ${VALUES_MAX}) v
          ${NAMED} group by v.facet) f), '{}') as facets`;

/**
 * Of what matches: how many, up to the limit, and the facets of some. Known of the matches is a facet that has a key of
 * theirs; only tags can be several.
 */
const ofMatches = (where: SQL, names: readonly Facet[], kept: SQL): SQL => sql`
  with matches as materialized (
    select ${s.facetKeys} as keys, ${s.tags} <> '{}' as tagged from ${s} where ${where} limit ${COUNT_MAX + 1}),
  sample as materialized (select * from matches limit ${SAMPLE_MAX}),
  keyed as (select k, count(*) as n from sample, unnest(keys) k group by k),
  counted as (select split_part(k, ':', 1) as facet, substr(k, strpos(k, ':') + 1) as key, n from keyed),
  known as (
    select case facet when 'has' then key else facet end as what, sum(n) as n from counted
     where facet <> 'no' and facet <> 'tag' and not (facet = 'owner' and key = '') group by 1
    union all select 'tag', count(*) filter (where tagged) from sample),
  ranked as (
    select c.*, row_number() over (partition by c.facet order by c.n desc, c.key) as place from counted c
     where c.facet in (${list(names)})),
  v as (
    select r.facet, r.key, r.n, coalesce(l.label, r.key) as label from ranked r
      left join prospect_facets l on l.facet = r.facet and l.key = r.key where r.place <= ${VALUES_MAX})
  select (select count(*) from matches) as counted, (select count(*) from sample) as sample, ${ALL} as all, ${kept} as kept,
    coalesce((select jsonb_object_agg(what, n) from known), '{}') as known,
    coalesce((select jsonb_object_agg(f.facet, f.items) from (
      select v.facet, jsonb_agg(${VALUE} order by v.n desc, v.key) as items from v ${NAMED} group by v.facet) f), '{}') as facets`;

/** The count that is kept for filters which are one value of one facet, or one way to reach somebody; else null. */
export const keptOf = (filters: Filters): SQL => {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const [one, ...others] = given;
  const none = sql`null::bigint`;
  if (one === undefined || others.length > 0) return none;
  const [name, values] = one;
  if (!Array.isArray(values) || values.length !== 1) return none;
  const value = name === 'company' ? wholeCompanies(filters.company)?.[0] : String(values[0]);
  if (value === undefined || !['has', ...FACETS].includes(name)) return none;
  const key = name === 'owner' ? sql`${value === NOBODY ? '' : value}` : sql`lower(${value})`;
  return sql`coalesce((select n from prospect_facets where facet = ${name} and key = ${key}), 0)`;
};

/** What the planner expects of a condition: known without reading a row. */
const expected = (where: SQL): SQL => sql`explain (format json) select from ${s} where ${where}`;

/**
 * The statements that count, two for each count, for one batch with the page itself. A facet that is filtered by is counted
 * without its own filter, so that its other values can still be chosen.
 */
export const countStatements = (ctx: Ctx, filters: Filters) => {
  const chosen = FACETS.filter((f) => filters[f] !== undefined);
  const others = FACETS.filter((f) => !chosen.includes(f));
  const pair = (of: Filters, names: readonly Facet[]) => {
    const where = whereOf(of);
    const count = where ? ofMatches(where, names, keptOf(of)) : ofAll(names);
    return [ctx.db.execute(count), ctx.db.execute(where ? expected(where) : sql`select`)];
  };
  return [
    ...pair(filters, others.length > 0 ? others : FACETS),
    ...chosen.flatMap((f) => pair({ ...filters, [f]: undefined }, [f])),
  ];
};

const plan = z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]);
const plannedOf = (row: unknown): number => {
  const explained = z.object({ 'QUERY PLAN': plan }).safeParse(row);
  return explained.success ? explained.data['QUERY PLAN'][0].Plan['Plan Rows'] : 0;
};

type Answered = Pick<SearchAnswer, 'total' | 'facets' | 'facetsExact' | 'coverage'>;

const coverageOf = ({ known, sample }: Counts): Answered['coverage'] =>
  Object.fromEntries([...FACETS, ...REACHES].map((what: Known) => [what, share(known[what] ?? 0, sample)]));

/** The counts, from what those statements gave. */
export const readCounts = (results: { rows: unknown[] }[]): Answered => {
  const facets = Object.fromEntries(FACETS.map((f) => [f, []])) as unknown as Answered['facets'];
  let total: Total | undefined;
  let coverage: Answered['coverage'] = {};
  let facetsExact = true;
  for (let i = 0; i < results.length; i += 2) {
    const counts = answer.parse(results[i]?.rows[0]);
    const own = totalOf({ ...counts, planned: plannedOf(results[i + 1]?.rows[0]) });
    if (own.value > counts.sample) facetsExact = false;
    // Later statements speak of one facet each, and know it better.
    for (const [facet, values] of Object.entries(counts.facets)) {
      facets[facet as Facet] = values.map((v) => ({ ...v, count: scaled(v.count, counts.sample, own) }));
    }
    if (total === undefined) {
      total = own;
      coverage = coverageOf(counts);
    }
  }
  return { total: total ?? { value: 0, exact: true }, facets, facetsExact, coverage };
};
