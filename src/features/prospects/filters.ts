import { and, or, type SQL, sql } from 'drizzle-orm';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import type { Facet, SearchQuery } from './contract.ts';

/** The filters of a search or an export, without order and place. */
export type Filters = Omit<SearchQuery, 'sort' | 'limit' | 'cursor'>;

/** Words of one query at most; more of them narrow nothing further. */
const WORDS_MAX = 8;

/** `%`, `_` and `\` stand for themselves. */
export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/**
 * The pattern of one word. A word of one or two letters has no trigram of its own, so that it is taken as the
 * beginning of a word, which has.
 */
export const wordPattern = (word: string): string => {
  const escaped = escapeLike(word);
  return word.length < 3 ? `% ${escaped}%` : `%${escaped}%`;
};

// The database lowers both sides, by one rule.
const inText = (text: string): SQL => sql`${s.searchText} like lower(${wordPattern(text)})`;

/** A value in double quotes stands for the whole text. */
const quoted = (value: string): string | undefined =>
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

/** Facet keys as one array parameter: values are bound, never written into the text. */
const keys = (facet: Facet, values: string[]): SQL => {
  const list = sql.join(
    values.map((v) => sql`lower(${`${facet}:${v}`})`),
    sql`, `,
  );
  return sql`${s.facetKeys} && array[${list}]::text[]`;
};

const facet = (name: Facet, values: string[] | undefined): SQL | undefined => values && keys(name, values);

const column = (c: typeof s.company | typeof s.title | typeof s.city): SQL => sql`${c}`;

/** Whether the list is there for whoever asks: shared, or their own. Work in the background has been asked for by one who saw it. */
const isSeenList = (id: string): SQL => sql`exists (
  select from lists l where l.id = ${id} and l.deleted_at is null
    and (l.shared or l.created_by = current_setting('app.actor_id', true) or current_setting('app.actor_kind', true) <> 'member'))`;

/** The condition that the filters mean, on the search view. Undefined where nothing is filtered. */
export const whereOf = (f: Filters): SQL | undefined => {
  const words = f.q?.split(/\s+/).filter(Boolean).slice(0, WORDS_MAX) ?? [];
  const companies = f.company ?? [];
  const wholeCompanies = companies.map(quoted).filter((v) => v !== undefined);
  return and(
    ...words.map(inText),
    // Companies named whole, as a facet names them, have keys of their own.
    companies.length > 0 && wholeCompanies.length === companies.length
      ? keys('company', wholeCompanies)
      : anyOf([column(s.company)], f.company),
    anyOf([column(s.title)], f.title),
    anyOf([sql`${s.city}`, sql`${s.region}`, sql`${s.country}`, sql`${s.location}`], f.location),
    facet('industry', f.industry),
    facet('seniority', f.seniority),
    facet('country', f.country),
    facet('tag', f.tag),
    f.list === undefined
      ? undefined
      : sql`${isSeenList(f.list)} and exists (select from list_members lm where lm.list_id = ${f.list} and lm.prospect_id = ${s.id})`,
  );
};
