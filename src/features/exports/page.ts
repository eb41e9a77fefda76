import { and, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { among } from '../../db/among.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import type { Selection } from '../prospects/contract.ts';
import { fitsOf, whereOf } from '../prospects/filters.ts';
import { conditionAfter, keySql, orderOf } from '../prospects/order.ts';
import { knownAs, type Suppression } from '../suppression/check.ts';
import { type Column, columnsOf, lineOf, originsJoin } from './columns.ts';
import { EXPORT_COLUMNS, type ExportBody, type ExportFormat } from './contract.ts';

/** Rows read in one round trip at most: about a megabyte of ordinary ones. */
export const PAGE_ROWS = 5_000;
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

/**
 * One page. `text` is its lines as they stand in the file, of `rows` people; `left` more are suppressed and have none. `ids`
 * are all of its people as base64 of 16 bytes each, and `lengths` the bytes of each one's line with its end, 0 of who has none,
 * both only where they were asked for. `key` and `id` are the place of its last person.
 */
export type Page = {
  text: string | null;
  rows: number;
  left: number;
  more: boolean;
  key: string | null;
  id: string | null;
  ids: string | null;
  lengths: number[] | null;
};
export type Place = { key: string; id: string };

const END: Record<ExportFormat, SQL> = { csv: sql`E'\r\n'`, jsonl: sql`E'\n'`, xlsx: sql`E'\n'` };

type Cut = { where: SQL; key: SQL; order: SQL[] };

const statement = (ctx: Ctx, plan: Plan, cut: Cut, withIds: boolean) => {
  const order = sql.join(cut.order, sql`, `);
  const line = lineOf(plan.format, plan.columns);
  const end = END[plan.format];
  const place = sql`${cut.key} as key, ${s.id} as id, row_number() over (order by ${order}) as place`;
  // Null of whoever is suppressed: they keep their place and say nothing.
  const shown = sql`case when ${plan.suppression.has(knownAs('prospects_search'))} then null else ${line} end as line`;
  // Where the values are from is looked up for the rows of the page alone.
  const lines = plan.provenance
    ? sql`
      picked as materialized (
        select ${s}.*, ${cut.key} as key, row_number() over (order by ${order}) as place
          from ${s} where ${cut.where} order by ${order} limit ${PAGE_ROWS}),
      lines as materialized (
        select ${shown}, prospects_search.key, prospects_search.id, prospects_search.place
          from picked as prospects_search ${originsJoin})`
    : sql`lines as materialized (
        select ${shown}, ${place} from ${s} where ${cut.where} order by ${order} limit ${PAGE_ROWS})`;
  const ids = withIds
    ? sql`translate(encode(string_agg(uuid_send(id), ''::bytea order by place), 'base64'), E'\n', '') as ids,
          array_to_json(array_agg(coalesce(octet_length(line) + octet_length(${end}), 0) order by place)) as lengths`
    : sql`null as ids, null as lengths`;
  return ctx.db.execute<Page>(sql`
    with ${lines},
    sums as (select l.*, sum(coalesce(octet_length(l.line), 0)) over (order by l.place) - coalesce(octet_length(l.line), 0) as before from lines l),
    page as (select * from sums where before < ${PAGE_BYTES})
    select string_agg(line, ${end} order by place) || ${end} as text, count(line)::int as rows, (count(*) - count(line))::int as "left",
      (select count(*) from lines) = ${PAGE_ROWS} or (select count(*) from lines) > count(*) as more,
      (array_agg(key order by place desc))[1] as key, (array_agg(id order by place desc))[1] as id, ${ids}
      from page`);
};

/**
 * The page after a place, of the order as it was at `asOf` (null: now). Where rows may leave their place, those that were
 * changed since are not in it, so that nobody is met twice: they are the rest.
 */
export const pageAfter = (ctx: Ctx, plan: Plan, after: Place | undefined, asOf: string | null, withIds: boolean) => {
  const unchanged = isSteady(plan.sort) || asOf === null ? undefined : sql`${s.updatedAt} <= ${asOf}::timestamptz`;
  const fits = fitsOf(plan.selection.filter ?? {});
  const where =
    and(whoOf(plan.selection), unchanged, after && conditionAfter(plan.sort, fits, after.key, after.id)) ?? sql`true`;
  return statement(ctx, plan, { where, key: keySql(plan.sort, fits), order: orderOf(plan.sort, fits) }, withIds);
};

/** People by their ids, in the order of these. */
export const pageOfIds = (ctx: Ctx, plan: Plan, ids: readonly string[], withIds: boolean) => {
  const where = sql`${whoOf(plan.selection)} and ${s.id} = ${among(ids)}`;
  return statement(ctx, plan, { where, key: sql`''`, order: [sql`${s.id}`] }, withIds);
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
