import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { tableOf } from '../../lib/keys.ts';
import { FACETS, type Facet, facetValue, KNOWN, NOBODY, REACHES, type SearchCounts } from './contract.ts';
import { type Filters, whereOf, wholeCompanies } from './filters.ts';
import { COUNT_MAX, scaled, share, type Total, totalOf } from './total.ts';

/** Values shown of one facet. */
const VALUES_MAX = 10;
/**
 * Matches whose facets are counted: of more, the shares among these stand for all. At this many a share is off by two
 * percent at most, nineteen times of twenty; counting ten thousand would take most of the time of a search.
 */
const SAMPLE_MAX = 2_500;
/** People of the coarse sample at most, all matches or not: it may be read whole. */
const COARSE_MAX = 2_000;
/** Matches within it of which shares are told without a fine one: a share is off by six percent at most, nineteen times of twenty. */
const COARSE_DOES = 312;
/** Matches that a fine sample is chosen to have, by what the coarse one says: so many to twice as many. */
const FINE_AIM = 400;
/** Matches of a sample that do for the other values of one facet that is filtered by, of which nobody wants the total. */
const FACET_DOES = 156;
/**
 * Above so many people of the workspace a fine sample tells the total too, where it has as many as do for a coarse one: five thousand
 * of a million are a tenth of a second to count, each a row mostly of a page of its own.
 */
const COUNTED_PEOPLE = 100_000;
/** By what the coarse sample says, a fine one is worth asking from here on: it may well have enough of them. */
const FINE_FROM = 2_500;
/** People of a fine sample at most that are read one by one, where a filter is none of the index that has the samples. */
const READ_MAX = 16_000;
/** The filters that are of that index: of a sample they find who matches, and read nobody else. */
const INDEXED: ReadonlySet<string> = new Set([
  ...[
    'q',
    'title',
    'company',
    'location',
    'industry',
    'seniority',
    'country',
    'tag',
    'owner',
    'wealth',
    'has',
    'lacks',
  ],
]);
/** Those of `app.sample_keys`: one of 2^4 people to one of 2^16. */
const [LEVEL_MIN, LEVEL_MAX] = [4, 16];
/** Matches that a coarse sample of so many speaks for, where there are certainly more than are counted. */
const SURELY_MORE = 2 * COUNT_MAX;
/** By how many standard deviations a sample must speak for more matches than are counted, before nobody counts them. */
const SURE = 2;

type Known = (typeof KNOWN)[number];
const ROWS = z.array(facetValue);
const answer = z.object({
  counted: z.coerce.number().nullable(),
  sampled: z.coerce.number(),
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

/** Of everything: read off the counts that the database keeps, by a function whose plan is kept as well. */
const ofAll = (names: readonly Facet[]): SQL => sql`
  select "all" as counted, "all" as sampled, "all" as sample, "all", "all" as kept, known, facets
    from app.kept_facets(${sql.param(names)}, ${sql.param(KNOWN)}, ${VALUES_MAX}, ${NOBODY})`;

/** Matches with what their facets are read from; of one sample, where it is named. */
const matching = (where: SQL, only: SQL, most: number): SQL => sql`
    select ${s.facetKeys} as keys, ${s.tags} <> '{}' as tagged from ${s} where (${where}) and ${only} limit ${most}`;
/** Who may be in a sample at all: those have an index of their own, a sixteenth of the other. */
const SAMPLED = sql`get_byte(uuid_send(${s.id}), 15) % 16 = 0`;
export const inSample = (level: SQL): SQL => sql`${SAMPLED} and ${s.facetKeys} @> array['sample:' || (${level})]`;

/** The level of a sample that has so many of the workspace's people at most, and half as many at least. */
export const levelOf = (most: number): SQL =>
  sql`greatest(${LEVEL_MIN}, least(${LEVEL_MAX}, ceil(log(2, greatest(n, 1) / ${most}::numeric))))::int`;
/** Whether an index finds who of a sample matches. */
export const isSampled = (filters: Filters): boolean =>
  Object.entries(filters).every(([name, value]) => value === undefined || INDEXED.has(name));
/** The finest sample that filters may be asked of. */
const finestOf = (filters: Filters): SQL => (isSampled(filters) ? sql`${LEVEL_MIN}::int` : levelOf(READ_MAX));

/** The level of the fine sample: the coarsest that has as many matches as it is to have, where `about` so many match of all. */
export const finerOf = (about: SQL): SQL =>
  sql`greatest(finest, least(level, floor(log(2, greatest(${about}, 1) / ${FINE_AIM}::numeric))))::int`;

type Asked = { of: 'total' | 'facet'; finest: SQL };

/**
 * Of what matches: how many, and the facets of some. In a large workspace those are asked first who are in a sample by chance,
 * a coarse one, and where it speaks for many but not for enough of them, a fine one, as fine as that needs. Where that tells for
 * sure that more match than are counted, nobody counts them, and the sample stands for all; else they are counted, up to the
 * limit. Known of the matches is a facet that has a key of theirs; only tags can be several. `of` says whether their total is
 * asked for, or but the values of one facet.
 */
const ofMatches = (where: SQL, names: readonly Facet[], kept: SQL, { of, finest }: Asked): SQL => sql`
  with base as materialized (
    select n, ${levelOf(COARSE_MAX)} as level, ${finest} as finest, n > ${COUNTED_PEOPLE} as large, ${kept} as kept
      from (select ${ALL} as n) a),
  coarse as materialized (
    ${matching(where, sql`(select n > ${COUNT_MAX} from base) and ${inSample(sql`select level from base`)}`, COARSE_MAX)}),
  rough as materialized (
    select r.*, ${of === 'total' ? sql`(kept > ${COUNT_MAX}) is true or about > case when large then ${FINE_FROM}::int else ${COUNT_MAX}::int end` : sql`about > 0`} as many,
           ${finerOf(sql`greatest(kept, about)`)} as finer
      from (
        select c.n >= ${COARSE_DOES} and c.n << level > ${of === 'total' ? SURELY_MORE : 0} as does, c.n << level as about, level, finest,
               large, kept
          from base, (select count(*) as n from coarse) c) r),
  fine as materialized (
    ${matching(where, sql`(select many and not does from rough) and ${inSample(sql`select finer from rough`)}`, COUNT_MAX)}),
  told as materialized (
    select case when r.does or not r.many then r.about else f.n << finer end as sampled,
           r.does or ${
             of === 'total'
               ? sql`f.n > e.n + ${SURE} * (sqrt(e.n) + 1) or f.n >= case when kept > ${COUNT_MAX} then ${FACET_DOES}::int when large then ${COARSE_DOES}::int else ${COUNT_MAX}::int + 1 end`
               : sql`f.n >= ${FACET_DOES}`
           } as sure,
           r.does as by_coarse
      from rough r, (select count(*) as n from fine) f, lateral (select ${COUNT_MAX}::float8 / (1 << finer) as n) e),
  matches as materialized (
    ${matching(where, sql`not (select sure from told)`, COUNT_MAX + 1)}),
  sample as materialized (
    (select * from matches limit ${SAMPLE_MAX})
    union all select * from fine where (select sure and not by_coarse from told)
    union all select * from coarse where (select by_coarse from told)),
  keyed as (select k, count(*) as n from sample, unnest(keys) k group by k),
  counted as (
    select split_part(k, ':', 1) as facet, substr(k, strpos(k, ':') + 1) as key, n from keyed where k not like 'sample:%'),
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
  select case when t.sure then null else (select count(*) from matches) end as counted, t.sampled,${
    of === 'total'
      ? sql`
    set_config(${FOUND}, case when t.sure then t.sampled else (select count(*) from matches) end::text, true) as found,`
      : sql``
  }
    (select count(*) from sample) as sample, (select n from base) as all, (select kept from base) as kept,
    coalesce((select jsonb_object_agg(what, n) from known), '{}') as known,
    coalesce((select jsonb_object_agg(f.facet, f.items) from (
      select v.facet, jsonb_agg(${VALUE} order by v.n desc, v.key) as items from v ${NAMED} group by v.facet) f), '{}') as facets
    from told t`;

/** Holds how many were found, for a statement behind the one that counts, in the same transaction. */
export const FOUND = 'app.found';

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

/**
 * The statements that count, for one batch with the page itself. A facet that is filtered by is counted
 * without its own filter, so that its other values can still be chosen.
 */
export const countStatements = (ctx: Ctx, filters: Filters) => {
  const chosen = FACETS.filter((f) => filters[f] !== undefined);
  const others = FACETS.filter((f) => !chosen.includes(f));
  const count = (by: Filters, names: readonly Facet[], of: 'total' | 'facet') => {
    const where = whereOf(by);
    return ctx.db.execute(where ? ofMatches(where, names, keptOf(by), { of, finest: finestOf(by) }) : ofAll(names));
  };
  return [
    count(filters, others.length > 0 ? others : FACETS, 'total'),
    ...chosen.map((f) => count({ ...filters, [f]: undefined }, [f], 'facet')),
  ];
};

type Answered = Omit<SearchCounts, 'similar'>;

const coverageOf = ({ known, sample }: Counts): Answered['coverage'] =>
  Object.fromEntries([...FACETS, ...REACHES].map((what: Known) => [what, share(known[what] ?? 0, sample)]));

/** The counts, from what those statements gave. */
export const readCounts = (results: { rows: unknown[] }[]): Answered => {
  const facets: Answered['facets'] = tableOf(FACETS, () => []);
  let total: Total | undefined;
  let coverage: Answered['coverage'] = {};
  let facetsExact = true;
  for (const { rows } of results) {
    const counts = answer.parse(rows[0]);
    const own = totalOf(counts);
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
