import { and, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { among } from '../../db/among.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import type { Selection } from '../prospects/contract.ts';
import { fitsOf, whereOf } from '../prospects/filters.ts';
import { conditionAfter, conditionUpTo, keySql, orderOf } from '../prospects/order.ts';
import { knownAs, type Suppression } from '../suppression/check.ts';
import { CELL_END, HIDDEN, NULL_CELL, SHOWN } from './cells.ts';
import { type Column, cellsOf, columnsOf, originsJoin } from './columns.ts';
import { EXPORT_COLUMNS, type ExportBody, type ExportFormat } from './contract.ts';

/** Rows read in one round trip at most: some 550 kB of ordinary ones. */
const PAGE_ROWS = 2_048;
/** Of the first page: its answer is what the reader waits for before anything else is begun. */
const FIRST_ROWS = 1_024;
/** Bytes read in one round trip at most, unless one row alone is larger: several are held at once. */
const PAGE_BYTES = 1024 * 1024;
/**
 * Bytes of a piece of a page. The database makes each as one text, which it copies several times: below the size at which
 * memory is asked of the system anew for each copy (128 kB in glibc), a page costs half of what it costs as one text.
 */
const PIECE_BYTES = 16 * 1024;
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

/** `careful`: its cells as JSON, which has a way to write each character. `first`: the one that a reader waits for. */
export type Form = { ids: boolean; careful?: boolean; first?: boolean };

/**
 * A piece of a page as the database gives it. `text` holds the cells of `people` (`cells.ts`), also of those who are suppressed
 * and say nothing. `nulls` are cells without a value, where it matters; `bytes` are those of the page up to here. `id` is its
 * last person, `key` their place in the order; `ids` are all of its people as base64 of 16
 * bytes each, where they were asked for.
 */
type Piece = {
  text: string;
  people: number;
  nulls: number;
  bytes: number;
  id: string;
  key: string | null;
  ids: string | null;
};

/** A page as it came: `more`, where it ended because it was full. */
export type Raw = { pieces: readonly Piece[]; more: boolean; place: Place | undefined };

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

const rowsOf = ({ first }: Form): number => (first ? FIRST_ROWS : PAGE_ROWS);

/** `CELL_END` as an escape string has it. */
const CELL_END_SQL = `\\x${CELL_END.charCodeAt(0).toString(16)}`;

/** The name of a cell within the statement. */
const cellName = (n: number): SQL => sql.raw(`c${n}`);

/** The people of a page with their cells, in order. */
const picked = (plan: Plan, { where, order }: Cut, most: number): SQL => {
  const by = sql.join(order, sql`, `);
  const cells = cellsOf(plan.format, plan.columns).map((cell, n) => sql`${cell} as ${cellName(n)}`);
  const person = sql`prospects_search.id, ${plan.suppression.has(knownAs('prospects_search'))} as hidden, ${sql.join(cells, sql`, `)}`;
  if (!plan.provenance) return sql`select ${person} from ${s} where ${where} order by ${by} limit ${most}`;
  // Where the values are from is looked up for the rows of the page alone.
  return sql`select ${person}
    from (select ${s}.*, row_number() over (order by ${by}) as place from ${s} where ${where} order by ${by} limit ${most})
      as prospects_search ${originsJoin} order by prospects_search.place`;
};

/** Texts joined two by two: in a chain each would be copied as often as others follow, and a long one is too deep to be read. */
const joined = (parts: readonly SQL[]): SQL => {
  const [first, second] = parts;
  if (!first || !second) return first ?? sql`''`;
  const middle = Math.ceil(parts.length / 2);
  return sql`(${joined(parts.slice(0, middle))} || ${joined(parts.slice(middle))})`;
};

/** A person's line (`cells.ts`), and how many of its cells have no value, where that is another thing than an empty one. */
const written = ({ format, columns }: Plan, { careful }: Form): { line: SQL; nulls: SQL } => {
  const names = columns.map((_, n) => cellName(n));
  const cells = sql`array[${sql.join(names, sql`, `)}]::text[]`;
  if (careful) return { line: sql`case when hidden then 'null' else array_to_json(${cells})::text end`, nulls: sql`0` };
  const end = sql.raw(`E'${CELL_END_SQL}'`);
  const none = sql.raw(`E'${format === 'csv' ? '' : NULL_CELL}${CELL_END_SQL}'`);
  const line = joined([sql.raw(`'${SHOWN}'`), ...names.map((name) => sql`coalesce(${name} || ${end}, ${none})`)]);
  return {
    line: sql`case when hidden then ${sql.raw(`'${HIDDEN}'`)} else ${line} end`,
    nulls: format === 'csv' ? sql`0` : sql`case when hidden then 0 else num_nulls(variadic ${cells}) end`,
  };
};

/**
 * One page, in pieces. Rows go through it as the index gives them; `upto`, the bytes up to and with a row, grows with each, and
 * is both what the page is cut by and what keeps the order within a piece.
 */
export const pageStatement = (ctx: Ctx, plan: Plan, span: Span, form: Form) => {
  const cut = cutOf(plan, span);
  const { line, nulls } = written(plan, form);
  const text = form.careful
    ? sql`'[' || string_agg(line, ',' order by upto) || ']'`
    : sql`string_agg(line, '' order by upto)`;
  const ids = form.ids
    ? sql`translate(encode(string_agg(uuid_send(id), ''::bytea order by upto), 'base64'), E'\n', '')`
    : sql`null::text`;
  return ctx.db.execute<Piece>(sql`
    select piece.*, (select ${cut.key} from ${s} where ${s.id} = piece.id) as key
      from (
        select ${text} as text, count(*)::int as people, sum(nulls)::int as nulls, max(upto)::int as bytes,
               (array_agg(id order by upto))[count(*)] as id, ${ids} as ids
          from (
            select *, sum(octet_length(line)) over (rows unbounded preceding) as upto
              from (select id, ${line} as line, ${nulls} as nulls from (${picked(plan, cut, rowsOf(form))}) person offset 0) one) page
         where upto - octet_length(line) < ${PAGE_BYTES} group by upto / ${PIECE_BYTES}) piece`);
};

/** What came for {@link pageStatement} of a form. */
export const rawOf = (came: readonly Piece[], form: Form): Raw => {
  // Put in order here: the database would copy each once more for that.
  const pieces = came.toSorted((a, b) => a.bytes - b.bytes);
  const last = pieces.at(-1);
  const people = pieces.reduce((sum, piece) => sum + piece.people, 0);
  return {
    pieces,
    more: people === rowsOf(form) || (last?.bytes ?? 0) >= PAGE_BYTES,
    place: last && last.key !== null ? { key: last.key, id: last.id } : undefined,
  };
};

/** One of so many is in the sample that ranges are cut by (`app.sample_keys`, 2^6), by chance. */
const SAMPLED_ONE_IN = 64;
/** A range has about so many rows: seldom more than one page takes, as chance has it. */
const RANGE_ROWS = 1_536;
/** Ends of ranges at most: those of one and a half million people. What is behind the last is one range. */
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
