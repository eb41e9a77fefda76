import { and, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { among } from '../../db/among.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import type { Selection } from '../prospects/contract.ts';
import { fitsOf, whereOf } from '../prospects/filters.ts';
import { conditionAfter, conditionUpTo, keySql, orderOf } from '../prospects/order.ts';
import { knownAs, type Suppression } from '../suppression/check.ts';
import { CELL_END, NULL_CELL } from './cells.ts';
import { type Column, cellsOf, columnsOf, originsJoin } from './columns.ts';
import { EXPORT_COLUMNS, type ExportBody, type ExportFormat } from './contract.ts';

/**
 * Rows read in one round trip at most: some 800 kB of ordinary ones. More would be held for nothing, fewer would wait for their
 * round trips.
 */
export const PAGE_ROWS = 3_000;
/** Bytes read in one round trip at most, unless one row alone is larger: what one answer of the database may well hold. */
const PAGE_BYTES = 4 * 1024 * 1024;
/**
 * A change is dated by the start of its transaction and seen at its end: one that began so long before may still come to
 * light. As long as the slowest statement may take.
 */
const UNSEEN_S = 70;

/** What a file is made of: whom, in which order, which columns, and how a row is written. */
export type Plan = {
  selection: Selection;
  sort: ExportBody['sort'];
  format: ExportFormat;
  columns: readonly Column[];
  provenance: boolean;
  suppression: Suppression;
};

export type Asked = Pick<ExportBody, 'ids' | 'filter' | 'sort' | 'columns' | 'provenance'>;

const DEFAULT_KEYS = EXPORT_COLUMNS.map(([, field]) => field);

export const planOf = (asked: Asked, format: ExportFormat, suppression: Suppression): Plan => ({
  selection: { ids: asked.ids, filter: asked.filter },
  sort: asked.sort,
  format,
  columns: columnsOf(asked.columns ?? DEFAULT_KEYS, asked.provenance),
  provenance: asked.provenance,
  suppression,
});

/** Whether a row keeps its place in an order whatever is changed of it. */
export const isSteady = (sort: Plan['sort']): boolean => sort === 'newest';

export const whoOf = ({ ids, filter }: Selection): SQL =>
  ids ? sql`${s.id} = ${among(ids)}` : (whereOf(filter ?? {}) ?? sql`true`);

export type Place = { key: string; id: string };

/**
 * Whom a page is of: those after a place and up to another, in the order as it was at `asOf` (null: now), or people by their
 * ids. Where rows may leave their place, those that were changed since are in none of the first kind, so that nobody is met
 * twice: they are the rest.
 */
export type Span =
  | { after: Place | undefined; upTo?: Place; asOf: string | null }
  | { ids: readonly string[]; after?: undefined };

/** `careful`: its cells as JSON, which has a way to write each character. */
export type Form = { ids: boolean; careful?: boolean };

/**
 * A page as the database gives it. `text` holds the cells of `rows` people (`cells.ts`); `left` more are suppressed and have
 * none, at the places of `lefts`, the first of which is 1. `nulls` are cells without a value, where it matters. `key` and
 * `id` are the place of its last person; `ids` are all of its people as base64 of 16 bytes each, where they were asked for.
 */
export type Raw = {
  text: string | null;
  rows: number;
  left: number;
  lefts: number[] | null;
  nulls: number;
  more: boolean;
  key: string | null;
  id: string | null;
  ids: string | null;
};

type Cut = { where: SQL; key: SQL; order: SQL[] };

const cutOf = (plan: Plan, span: Span): Cut => {
  if (span.after === undefined && 'ids' in span) {
    return {
      where: sql`${whoOf(plan.selection)} and ${s.id} = ${among(span.ids)}`,
      key: sql`''`,
      order: [sql`${s.id}`],
    };
  }
  const { after, upTo, asOf } = span;
  const fits = fitsOf(plan.selection.filter ?? {});
  const unchanged = isSteady(plan.sort) || asOf === null ? undefined : sql`${s.updatedAt} <= ${asOf}::timestamptz`;
  const where = and(
    whoOf(plan.selection),
    unchanged,
    after && conditionAfter(plan.sort, fits, after.key, after.id),
    upTo && conditionUpTo(plan.sort, fits, upTo.key, upTo.id),
  );
  return { where: where ?? sql`true`, key: keySql(plan.sort, fits), order: orderOf(plan.sort, fits) };
};

/** The people of a page with their cells, in order; without any of whoever is suppressed: they keep their place and say nothing. */
const picked = (plan: Plan, { where, order }: Cut): SQL => {
  const by = sql.join(order, sql`, `);
  const cells = sql`case when ${plan.suppression.has(knownAs('prospects_search'))} then null
    else ${cellsOf(plan.format, plan.columns)} end as cells`;
  if (!plan.provenance) {
    return sql`select ${s.id} as id, ${cells} from ${s} where ${where} order by ${by} limit ${PAGE_ROWS}`;
  }
  // Where the values are from is looked up for the rows of the page alone.
  return sql`select prospects_search.id, ${cells}
    from (select ${s}.*, row_number() over (order by ${by}) as place from ${s} where ${where} order by ${by} limit ${PAGE_ROWS})
      as prospects_search ${originsJoin} order by prospects_search.place`;
};

/**
 * One page. Each step takes its rows as the one within gives them, in order: none of them sorts. `offset 0` keeps what is made
 * of a row from being made twice.
 */
export const pageStatement = (ctx: Ctx, plan: Plan, span: Span, form: Form) => {
  const cut = cutOf(plan, span);
  const none = plan.format === 'csv' ? '' : NULL_CELL;
  const nulls = plan.format === 'csv' ? sql`0` : sql`num_nulls(variadic cells)`;
  const line = form.careful
    ? sql`to_json(cells)::text`
    : sql`array_to_string(cells, ${CELL_END}, ${none}) || ${CELL_END}`;
  const text = form.careful ? sql`'[' || string_agg(line, ',') || ']'` : sql`string_agg(line, '')`;
  const ids = form.ids
    ? sql`translate(encode(string_agg(uuid_send(id), ''::bytea), 'base64'), E'\n', '')`
    : sql`null::text`;
  return ctx.db.execute<Raw>(sql`
    select page.*, (select ${cut.key} from ${s} where ${s.id} = page.id) as key
      from (
        select ${text} as text, count(line)::int as rows, (count(*) - count(line))::int as "left",
               array_to_json(array_agg(n) filter (where line is null)) as lefts, coalesce(sum(nulls), 0)::int as nulls,
               count(*) = ${PAGE_ROWS} or coalesce(sum(octet_length(line)), 0) >= ${PAGE_BYTES} as more,
               (array_agg(id))[count(*)] as id, ${ids} as ids
          from (
            select *, row_number() over () as n,
                   coalesce(sum(octet_length(line)) over (rows between unbounded preceding and 1 preceding), 0) as before
              from (select id, ${line} as line, ${nulls} as nulls from (${picked(plan, cut)}) person offset 0) written) sized
         where before < ${PAGE_BYTES}) page`);
};

/** One of so many is in the sample that ranges are cut by (`app.sample_keys`, 2^6), by chance. */
const SAMPLED_ONE_IN = 64;
/** A range has about so many rows: seldom more than one page takes, as chance has it. */
const RANGE_ROWS = 2_048;
/** Ends of ranges at most: those of two million people. What is behind the last is one range. */
const ENDS_MAX = 1_000;

/**
 * Places behind one, in order, that cut what is behind it in ranges of about a page each, so that several can be read at once.
 * They are people of a sample: found by its index, in a small part of the time that counting off would take. No end is wrong:
 * a range is told by its two places, whoever comes or goes, and may take more pages than one.
 */
export const endsAfter = async (ctx: Ctx, plan: Plan, after: Place, asOf: string): Promise<Place[]> => {
  const { where, key, order } = cutOf(plan, { after, asOf });
  const every = RANGE_ROWS / SAMPLED_ONE_IN;
  const { rows } = await ctx.db.execute<Place>(sql`
    select key, id from (
      select key, id, row_number() over () as n from (
        select ${key} as key, ${s.id} as id from ${s}
         where ${where} and get_byte(uuid_send(${s.id}), 15) % 16 = 0 and ${s.facetKeys} @> array['sample:6']
         order by ${sql.join(order, sql`, `)} limit ${ENDS_MAX * every}) person) sampled
     where n % ${every} = 0 order by n`);
  return rows;
};

/** The ids of the people that may have left their place since, after one of them. */
export const changedAfter = async (ctx: Ctx, plan: Plan, asOf: string, after: string | null): Promise<string[]> => {
  const { rows } = await ctx.db.execute<{ id: string }>(sql`
    select ${s.id} as id from ${s}
     where ${whoOf(plan.selection)} and ${s.createdAt} <= ${asOf}::timestamptz
       and ${s.updatedAt} > ${asOf}::timestamptz - make_interval(secs => ${UNSEEN_S})
       and ${after === null ? sql`true` : sql`${s.id} > ${after}::uuid`}
     order by ${s.id} limit ${PAGE_ROWS}`);
  return rows.map(({ id }) => id);
};

/** The moment that an order is of, to the millisecond as rows are dated, and not before any of them. */
export const momentStatement = (ctx: Ctx) =>
  ctx.db.execute<{ at: string }>(sql`
    select to_char((date_trunc('milliseconds', now()) + interval '1 ms') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`);
