import { and, asc, desc, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { moment, readCursor, writeCursor } from '../../lib/cursor.ts';
import { ProblemError } from '../../lib/problem.ts';
import { FACETS, type SearchAnswer, type SearchQuery } from './contract.ts';
import { COUNT_MAX, countStatements, readCounts } from './facets.ts';
import { whereOf } from './filters.ts';
import { type Row, rowColumns, viewRow } from './view.ts';

/** A place in a search: the order it was made in, the last row's key and id, and the total, which does not change. */
const cursorSchema = z.strictObject({
  s: z.enum(['newest', 'name', 'updated']),
  k: z.string().max(600),
  i: z.uuid(),
  n: z.int(),
  x: z.boolean(),
});
type Cursor = z.infer<typeof cursorSchema>;

type Sort = SearchQuery['sort'];

/** How each order compares and what its key is. Ids break ties, so that every row has one place. */
const ORDERS: Record<Sort, { by: SQL[]; after(c: Cursor): SQL; key(r: Row): string }> = {
  newest: {
    by: [desc(s.createdAt), desc(s.id)],
    after: (c) => sql`(${s.createdAt}, ${s.id}) < (${c.k}::timestamptz, ${c.i}::uuid)`,
    key: (r) => r.createdAt.toISOString(),
  },
  updated: {
    by: [desc(s.updatedAt), desc(s.id)],
    after: (c) => sql`(${s.updatedAt}, ${s.id}) < (${c.k}::timestamptz, ${c.i}::uuid)`,
    key: (r) => r.updatedAt.toISOString(),
  },
  name: {
    by: [sql`lower(${s.name}) asc`, asc(s.id)],
    after: (c) => sql`(lower(${s.name}), ${s.id}) > (${c.k}, ${c.i}::uuid)`,
    key: (r) => r.sortName,
  },
};

export const orderOf = (sort: Sort): SQL[] => ORDERS[sort].by;

/** The place after a row, and the condition that a place means. */
export const afterRow = (sort: Sort, row: Row): { key: string; id: string } => ({
  key: ORDERS[sort].key(row),
  id: row.id,
});
export const conditionAfter = (sort: Sort, key: string, id: string): SQL =>
  ORDERS[sort].after({ s: sort, k: key, i: id, n: 0, x: true });

const readPlace = (query: SearchQuery): Cursor | undefined => {
  if (query.cursor === undefined) return undefined;
  const cursor = readCursor(query.cursor, cursorSchema);
  if (cursor.s !== query.sort || (query.sort !== 'name' && !moment.safeParse(cursor.k).success)) {
    // A place in one order is none in another.
    throw new ProblemError('bad_cursor');
  }
  return cursor;
};

const NO_FACETS = Object.fromEntries(FACETS.map((f) => [f, []])) as unknown as SearchAnswer['facets'];

/** One page of the prospects that match, with how many there are, and the facets on the first page: one round trip. */
export const searchProspects = async (ctx: Ctx, query: SearchQuery): Promise<SearchAnswer> => {
  const place = readPlace(query);
  const order = ORDERS[query.sort];
  const page = ctx.db
    .select(rowColumns)
    .from(s)
    .where(and(whereOf(query), place && order.after(place)))
    .orderBy(...order.by)
    .limit(query.limit + 1);
  const [rows, ...counted] = place ? [await page] : await ctx.db.batch([page, ...countStatements(ctx, query)]);
  const counts = place
    ? { total: { value: place.n, exact: place.x }, facets: NO_FACETS }
    : capped(readCounts(counted as { rows: unknown[] }[]), whereOf(query) !== undefined);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  const next =
    rows.length > query.limit && last
      ? writeCursor({ s: query.sort, k: order.key(last), i: last.id, n: counts.total.value, x: counts.total.exact })
      : null;
  return { items: items.map(viewRow), nextCursor: next, ...counts };
};

/** A count that reached the limit is a floor. */
const capped = (counts: ReturnType<typeof readCounts>, filtered: boolean): ReturnType<typeof readCounts> =>
  filtered && counts.total.value > COUNT_MAX ? { ...counts, total: { value: COUNT_MAX, exact: false } } : counts;
