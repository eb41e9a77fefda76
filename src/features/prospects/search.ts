import { and, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { instantOf } from '../../db/instant.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { readCursor, writeCursor } from '../../lib/cursor.ts';
import { tableOf } from '../../lib/keys.ts';
import { ProblemError } from '../../lib/problem.ts';
import { withinBudget } from './budget.ts';
import { FACETS, type SearchCounts, type SearchPage, type SearchQuery, SORTS } from './contract.ts';
import { countStatements, inSample, isSampled, levelOf, readCounts } from './facets.ts';
import { type Filters, fitsOf, whereOf } from './filters.ts';
import { conditionAfter, isKey, keySql, orderOf } from './order.ts';
import { withOwnValues } from './own-values.ts';
import { readSimilar, similarStatements } from './similar.ts';
import { COUNT_MAX, type Total } from './total.ts';
import { type RawRow, type Row, rowColumns, viewRaw } from './view.ts';

/**
 * A place in a search: the order it was made in, the key and id of the row beside it, and the total, which does not change,
 * where it was counted. `b` is the place before the row, to go back from.
 */
const cursorSchema = z.strictObject({
  s: z.enum(SORTS),
  k: z.string().max(610),
  i: z.uuid(),
  n: z.int().optional(),
  x: z.boolean().optional(),
  b: z.literal(1).optional(),
});
type Cursor = z.infer<typeof cursorSchema>;

const readPlace = (query: SearchQuery): Cursor | undefined => {
  if (query.cursor === undefined) return undefined;
  const cursor = readCursor(query.cursor, cursorSchema);
  // A place in one order is none in another.
  if (cursor.s !== query.sort || !isKey(query.sort, cursor.k)) throw new ProblemError('bad_cursor');
  return cursor;
};

const filtersOf = ({ sort: _, limit: _l, cursor: _c, counts: _n, fields: _f, ...filters }: SearchQuery): Filters =>
  filters;

const NO_FACETS = tableOf(FACETS, () => []);
/** What stands in the place of counts that nobody asked for, or that came with the first page. */
const NOT_COUNTED = { facets: NO_FACETS, facetsExact: true, coverage: {}, similar: null } as const;

/** Where nobody asked how many conditions are met, nobody counts them. */
const NO_FITS = sql<number | null>`null::int`;

/** The place of a row in its order, as text: null in the order of `created_at`, of which it is that column. */
type Placed = RawRow & { key: string | null; fits: number | null; custom?: Record<string, string> };

/** Of a list with nothing asked, which is what is asked most: by a function whose plan is kept. */
const newestOf = (most: number): SQL =>
  sql`select n.*, null as key, ${NO_FITS} as fits from app.newest(${most}::int) n`;

/** Whether nothing is asked but for the newest people. */
const isPlain = ({ sort, limit: _, counts: _n, fields: _f, ...asked }: SearchQuery): boolean =>
  sort === 'newest' && Object.values(asked).every((value) => value === undefined);

/**
 * People of the order looked at one by one before an index of words is asked: one of so many of the workspace, up to a limit. Of
 * what more than one of forty match in a workspace of a million, a page is found among them, in a tenth of the time that it takes to
 * fetch and sort all who match; and looking in vain costs little beside the index.
 */
const WALKED = { oneOf: 500, most: 10_000 } as const;
/** The same where no sample tells how far to look: what is not among the first is not sought much longer. */
const WALKED_ON = { oneOf: 250, most: 20_000 } as const;
/** People of the sample that tells how many match, at most: it finds one of some thousands of a million. */
const ASKED_MAX = 16_000;
/** Matches of the sample that say enough. */
const ASKED_DOES = 200;
/** People looked at for each one who matches, by what the sample says: twice as many, as chance may have it. */
const WALKED_SPARE = 2;
/** Fetching and sorting one who matches costs as much as looking at so many in their order. */
const FETCHED_COSTS = 3;

/** Everyone of a workspace in which those who match are not soon fetched; no row in another. */
const EVERYONE = sql`(select n from prospect_facets where facet = 'all' and key = '' and n > ${COUNT_MAX})`;
const partOf = ({ oneOf, most }: typeof WALKED | typeof WALKED_ON): SQL =>
  sql`coalesce((select least(n / ${oneOf}, ${most}) from ${EVERYONE} a), 0)`;

/**
 * How far to look where the first were too few: by what an index tells of a sample, as far as it takes to find `most`, or not at all
 * where fetching all who match costs less.
 */
const walkedOn = (filters: Filters, asked: SQL, most: number): SQL =>
  isSampled(filters)
    ? sql`coalesce((
        select case when ${most}::bigint * n <= ${FETCHED_COSTS}::bigint * about * about then ${WALKED_SPARE}::bigint * ${most} * n / about end
          from (select n, k << level as about
                  from (select n, ${levelOf(ASKED_MAX)} as level from ${EVERYONE} a) l,
               lateral (select count(*) as k from (
                          select from ${s} where (${asked}) and ${inSample(sql`level`)} limit ${ASKED_DOES}) m) c) e), 0)`
    : partOf(WALKED_ON);

/** Whether words are asked for, of which the planner cannot tell how many have them. */
const asksForWords = ({ q, title, company, location }: Filters): boolean =>
  [q, title, company, location].some((asked) => asked !== undefined);

const ROW = sql.join(
  Object.values(rowColumns).map((column) => sql`${column}`),
  sql`, `,
);

/** The statement of one page: along the order where that fills it, else by the indexes. */
const pageSql = (query: SearchQuery, filters: Filters, place: Cursor | undefined): SQL => {
  const fits = fitsOf(filters);
  const back = place?.b === 1;
  const order = orderOf(query.sort, fits, back);
  const after = place && conditionAfter(query.sort, fits, place.k, place.i, back);
  const asked = whereOf(filters);
  const most = query.limit + 1;
  const columns = sql`${ROW}, ${keySql(query.sort, fits)} as key, ${filters.fits === undefined ? NO_FITS : fits} as fits`;
  const inOrder = sql`order by ${sql.join(order, sql`, `)}`;
  const found = (only?: SQL) => sql`
    select ${columns} from ${s} where ${and(asked, after, only) ?? sql`true`} ${inOrder} limit ${most}`;
  // How many conditions are met is no order of an index.
  if (query.sort === 'fit' || !asksForWords(filters)) return found();
  const walked = (far: SQL) => sql`
    select ${columns} from (select * from ${s} where ${after ?? sql`true`} ${inOrder} limit ${far}) as prospects_search
     where ${asked} limit ${most}`;
  const full = (looked: SQL) => sql`(select count(*) = ${most} from ${looked})`;
  const [near, far] = [sql`near_by`, sql`far_off`];
  return sql`
    with near_by as materialized (${walked(partOf(WALKED))}),
    far_off as materialized (
      ${walked(sql`case when ${full(near)} then 0 else ${walkedOn(filters, asked ?? sql`true`, most)} end`)})
    select * from near_by where ${full(near)}
    union all select * from far_off where ${full(far)}
    union all (${found(sql`not ${full(near)} and not ${full(far)}`)})`;
};

/** The statements that count, and what they gave. */
const countsOf = (ctx: Ctx, filters: Filters) => {
  const counts = countStatements(ctx, filters);
  const similar = similarStatements(ctx, filters);
  return {
    statements: [...counts, ...similar],
    read: (results: readonly unknown[]): SearchCounts => {
      const alike = similar.length > 0 ? (results.at(-1) as Row[]) : [];
      return {
        ...readCounts(results.slice(0, counts.length) as { rows: unknown[] }[]),
        similar: readSimilar(filters.q, alike),
      };
    },
  };
};

/**
 * One page of the prospects that match: one round trip. With the first page comes how many there are, and the facets, unless the
 * rows alone were asked for.
 */
export const searchProspects = async (ctx: Ctx, query: SearchQuery): Promise<SearchPage> => {
  const place = readPlace(query);
  const filters = filtersOf(query);
  const plain = isPlain(query);
  const rowsSql = plain ? newestOf(query.limit + 1) : pageSql(query, filters, place);
  const page = ctx.db.execute<Placed>(withOwnValues(rowsSql, query.fields));
  const rowsOf = (result: unknown) => (result as Awaited<typeof page>).rows;
  if (place || !query.counts) {
    const rows = rowsOf(plain ? await page : (await withinBudget(ctx, filters, [page]))[0]);
    return { ...NOT_COUNTED, ...pageOf(query, rows, place, place ? totalAt(place) : null) };
  }
  const counting = countsOf(ctx, filters);
  const [found, ...results] = await withinBudget(ctx, filters, [page, ...counting.statements]);
  const counted = counting.read(results);
  return { ...pageOf(query, rowsOf(found), undefined, counted.total), ...counted };
};

/** How many match, and of which kinds: one round trip. */
export const countProspects = async (ctx: Ctx, filters: Filters): Promise<SearchCounts> => {
  const { statements, read } = countsOf(ctx, filters);
  return read(await withinBudget(ctx, filters, statements));
};

/** The total that the page was found with; null where nobody counted. */
const totalAt = ({ n, x }: Cursor): Total | null =>
  n === undefined || x === undefined ? null : { value: n, exact: x };

/** What was asked for beside a row stands beside it. */
const viewPlaced = (row: Placed): SearchPage['items'][number] => {
  const found: SearchPage['items'][number] = viewRaw(row);
  if (row.fits !== null) found.fits = row.fits;
  if (row.custom !== undefined) found.custom = row.custom;
  return found;
};

/** The rows in the order asked for, and the places at both ends where there is more beyond them. */
const pageOf = (query: SearchQuery, rows: readonly Placed[], place: Cursor | undefined, total: Total | null) => {
  const back = place?.b === 1;
  const more = rows.length > query.limit;
  const kept = rows.slice(0, query.limit);
  const placed = back ? kept.toReversed() : kept;
  const at = (row: Placed | undefined, b?: 1) =>
    row
      ? writeCursor({
          s: query.sort,
          k: row.key ?? instantOf(row.created_at),
          i: row.id,
          ...(total && { n: total.value, x: total.exact }),
          ...(b && { b }),
        })
      : null;
  return {
    items: placed.map(viewPlaced),
    // Where one came from there is something, too.
    nextCursor: more || back ? at(placed.at(-1)) : null,
    prevCursor: back ? (more ? at(placed[0], 1) : null) : place ? at(placed[0], 1) : null,
    total,
  };
};
