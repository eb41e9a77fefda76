import { and, or, type SQL, sql } from 'drizzle-orm';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { type Facet, NOBODY, type ProspectFilters } from './contract.ts';
import { customConditions } from './custom-filter.ts';
import { ENRICHED_KEY, NET_WORTH_KEY, NEVER, UNKNOWN_WORTH } from './order.ts';

/** The filters of a search or an export, without order and place. */
export type Filters = ProspectFilters;

/** Words of one query at most; more of them narrow nothing further. */
const WORDS_MAX = 8;
/** A profile older than this counts as stale, as it does where it is opened. */
const STALE_AFTER = '7 days';

/** `%`, `_` and `\` stand for themselves. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** A word of one or two letters has no trigram of its own, so that it is taken as the beginning of a word, which has. */
export const isBeginning = (word: string): boolean => word.length < 3;

/** The pattern of one word. */
export const wordPattern = (word: string): string => {
  const escaped = escapeLike(word);
  return isBeginning(word) ? `% ${escaped}%` : `%${escaped}%`;
};

/** The different words of a query, as far as they are looked at. */
export const wordsOf = (q: string | undefined): string[] =>
  [...new Set(q?.split(/\s+/).filter(Boolean))].slice(0, WORDS_MAX);

// The database lowers both sides, by one rule.
const inText = (text: string): SQL => sql`${s.searchText} like lower(${wordPattern(text)})`;

/** A value in double quotes stands for the whole text. */
export const quoted = (value: string): string | undefined =>
  value.length > 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1).trim() : undefined;

/**
 * One of some conditions, of which the planner is to think little: rows that hold a text hold it in the column asked for
 * more often than not. Taken for unrelated, the two would be expected of next to no row, and a common one looked up whole.
 */
const implied = (conditions: SQL[]): SQL => sql`case when ${or(...conditions)} then true else false end`;

/** A part of one of some columns. The same text is asked of the search text too, because that is what has the index. */
const contains = (columns: SQL[], value: string): SQL | undefined => {
  const whole = quoted(value);
  if (whole !== undefined) {
    return and(inText(whole), implied(columns.map((c) => sql`lower(${c}) = lower(${whole})`)));
  }
  const pattern = `%${escapeLike(value)}%`;
  return and(inText(value), implied(columns.map((c) => sql`lower(${c}) like lower(${pattern})`)));
};

const anyOf = (columns: SQL[], values: string[] | undefined): SQL | undefined =>
  values && or(...values.map((v) => contains(columns, v)));

const array = (items: SQL[]): SQL => sql`array[${sql.join(items, sql`, `)}]::text[]`;

/** A facet's key, as the database makes it: an owner's id keeps its letters. Values are bound, never written into the text. */
const keyOf = (facet: Facet, value: string): SQL => {
  if (facet === 'owner') return sql`${`owner:${value === NOBODY ? '' : value}`}`;
  return sql`lower(${`${facet}:${value}`})`;
};

const keys = (facet: Facet, values: string[]): SQL =>
  sql`${s.facetKeys} && ${array(values.map((v) => keyOf(facet, v)))}`;

const facet = (name: Facet, values: string[] | undefined): SQL | undefined => values && keys(name, values);

const allOf = (prefix: 'has' | 'no', values: string[] | undefined): SQL | undefined =>
  values && sql`${s.facetKeys} @> ${array(values.map((v) => sql`${`${prefix}:${v}`}`))}`;

const column = (c: typeof s.company | typeof s.title | typeof s.city): SQL => sql`${c}`;

/** Companies named whole, as a facet names them, have keys of their own; undefined where one of them is not. */
export const wholeCompanies = (companies: string[] | undefined): string[] | undefined => {
  const whole = companies?.map(quoted).filter((v) => v !== undefined) ?? [];
  return whole.length > 0 && whole.length === companies?.length ? whole : undefined;
};

const startOf = (day: string): SQL => sql`${`${day}T00:00:00Z`}::timestamptz`;
const endOf = (day: string): SQL => sql`(${startOf(day)} + interval '1 day')`;
/** From the beginning of the one day to the end of the other. */
const within = (c: SQL, from: string | undefined, to: string | undefined): SQL | undefined =>
  and(
    from === undefined ? undefined : sql`${c} >= ${startOf(from)}`,
    to === undefined ? undefined : sql`${c} < ${endOf(to)}`,
  );

const SINCE_ENRICHED = sql`${ENRICHED_KEY} > ${NEVER}`;
const enrichedWithin = (f: Filters): SQL | undefined =>
  f.enrichedFrom === undefined && f.enrichedTo === undefined
    ? undefined
    : and(SINCE_ENRICHED, within(ENRICHED_KEY, f.enrichedFrom, f.enrichedTo));

const worth = ({ netWorthMin: min, netWorthMax: max }: Filters): SQL | undefined =>
  min === undefined && max === undefined
    ? undefined
    : and(
        sql`${NET_WORTH_KEY} > ${UNKNOWN_WORTH}`,
        min === undefined ? undefined : sql`${NET_WORTH_KEY} >= ${min}::bigint`,
        max === undefined ? undefined : sql`${NET_WORTH_KEY} <= ${max}::bigint`,
      );

const staleFrom = sql.raw(`now() - interval '${STALE_AFTER}'`);
const STATES: Record<NonNullable<Filters['enrichment']>[number], SQL> = {
  never: sql`${ENRICHED_KEY} = ${NEVER}`,
  fresh: sql`${ENRICHED_KEY} >= ${staleFrom}`,
  stale: sql`${SINCE_ENRICHED} and ${ENRICHED_KEY} < ${staleFrom}`,
  running: sql`${s.id} in (select r.prospect_id from enrichment_runs r where r.status in ('queued', 'running'))`,
  failed: sql`${s.id} in (select r.prospect_id from enrichment_runs r where r.status = 'failed' and not exists (
    select from enrichment_runs l where l.prospect_id = r.prospect_id and l.created_at > r.created_at))`,
};

/** Whether the list is there for whoever asks: shared, or their own. Work in the background has been asked for by one who saw it. */
const isSeenList = (id: string): SQL => sql`exists (
  select from lists l where l.id = ${id} and l.deleted_at is null
    and (l.shared or l.created_by = current_setting('app.actor_id', true) or current_setting('app.actor_kind', true) <> 'member'))`;

/** By whom somebody is employed, as its index has it: the company's domain, else `=` and its name. */
export const EMPLOYER_KEY = sql`(case when ${s.companyDomain} is null then '=' || lower(${s.company}) else lower(${s.companyDomain}) end)`;
const employers = (domains: string[] | undefined): SQL | undefined =>
  domains &&
  sql`${s.companyDomain} is not null and ${EMPLOYER_KEY} = any (${array(domains.map((d) => sql`lower(${d})`))})`;

/** The filters that a persona asks for, each a condition: those of which some may be enough. Fewer people meet the first ones. */
const wishesOf = (f: Filters): SQL[] =>
  [
    and(...wordsOf(f.q).map(inText)),
    anyOf([column(s.title)], f.title),
    facet('industry', f.industry),
    anyOf([sql`${s.city}`, sql`${s.region}`, sql`${s.country}`, sql`${s.location}`], f.location),
    facet('wealth', f.wealth),
    facet('seniority', f.seniority),
  ].filter((one) => one !== undefined);

const countOf = (wishes: readonly SQL[]): SQL =>
  sql`(${sql.join([sql`0`, ...wishes.map((wish) => sql`case when ${wish} then 1 else 0 end`)], sql` + `)})`;

/** How many of the filters that a persona asks for somebody meets. */
export const fitsOf = (f: Filters): SQL<number> => countOf(wishesOf(f)) as SQL<number>;

/** All of some conditions, or at least so many. By one of any `all - n + 1` of them the indexes find whoever meets `n`. */
const atLeast = (wishes: SQL[], n: number): (SQL | undefined)[] =>
  n >= wishes.length ? wishes : [or(...wishes.slice(0, wishes.length - n + 1)), sql`${countOf(wishes)} >= ${n}::int`];

/** The condition that the filters mean, on the search view. Undefined where nothing is filtered. */
export const whereOf = (f: Filters): SQL | undefined => {
  const whole = wholeCompanies(f.company);
  const wishes = wishesOf(f);
  return and(
    ...atLeast(wishes, f.fits ?? wishes.length),
    whole ? keys('company', whole) : anyOf([column(s.company)], f.company),
    facet('country', f.country),
    facet('tag', f.tag),
    facet('owner', f.owner),
    allOf('has', f.has),
    allOf('no', f.lacks),
    worth(f),
    within(sql`${s.createdAt}`, f.createdFrom, f.createdTo),
    within(sql`${s.updatedAt}`, f.updatedFrom, f.updatedTo),
    enrichedWithin(f),
    f.enrichment && or(...f.enrichment.map((state) => STATES[state])),
    ...customConditions(f.custom, escapeLike),
    employers(f.companyDomain),
    f.list === undefined
      ? undefined
      : sql`${isSeenList(f.list)} and exists (select from list_members lm where lm.list_id = ${f.list} and lm.prospect_id = ${s.id})`,
    f.import === undefined ? undefined : sql`${s.importId} = ${f.import}::uuid`,
    f.ids &&
      sql`${s.id} in (${sql.join(
        f.ids.map((one) => sql`${one}::uuid`),
        sql`, `,
      )})`,
  );
};
