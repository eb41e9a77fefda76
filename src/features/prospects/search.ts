import { and, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { instantOf } from '../../db/instant.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { readCursor, writeCursor } from '../../lib/cursor.ts';
import { tableOf } from '../../lib/keys.ts';
import { ProblemError } from '../../lib/problem.ts';
import { FACETS, type SearchCounts, type SearchPage, type SearchQuery, SORTS } from './contract.ts';
import { countStatements, readCounts } from './facets.ts';
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
 * what more than one of eighty match in a workspace of a million, a page is found among them, in a tenth of the time that it takes to
 * fetch and sort all who match; and looking in vain costs little beside the index.
 */
const WALKED_ONE_OF = 250;
const WALKED_MAX = 20_000;
/** How many that are: none in a workspace where all who match are soon fetched. */
const WALKED = sql`coalesce((
  select case when n > ${COUNT_MAX} then least(n / ${WALKED_ONE_OF}, ${WALKED_MAX}) else 0 end
    from prospect_facets where facet = 'all' and key = ''), 0)`;

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
  const near = sql`select * from ${s} where ${after ?? sql`true`} ${inOrder} limit ${WALKED}`;
  return sql`
    with walked as materialized (select ${columns} from (${near}) as prospects_search where ${asked} limit ${most})
    select * from walked where (select count(*) from walked) = ${most}
    union all (${found(sql`(select count(*) from walked) < ${most}`)})`;
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
  const rowsSql = isPlain(query) ? newestOf(query.limit + 1) : pageSql(query, filters, place);
  const page = ctx.db.execute<Placed>(withOwnValues(rowsSql, query.fields));
  if (place || !query.counts) {
    const { rows } = await page;
    return { ...NOT_COUNTED, ...pageOf(query, rows, place, place ? totalAt(place) : null) };
  }
  const counting = countsOf(ctx, filters);
  const [{ rows }, ...results] = await ctx.db.batch([page, ...counting.statements]);
  const counted = counting.read(results);
  return { ...pageOf(query, rows, undefined, counted.total), ...counted };
};

/** How many match, and of which kinds: one round trip. */
export const countProspects = async (ctx: Ctx, filters: Filters): Promise<SearchCounts> => {
  const { statements, read } = countsOf(ctx, filters);
  const [first, ...others] = statements;
  if (first === undefined) throw new Error('Nothing counts.');
  return read(await ctx.db.batch([first, ...others]));
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
