import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { readCursor, timeCursor, writeCursor } from '../../../lib/cursor.ts';
import { ProblemError } from '../../../lib/problem.ts';
import type { Bulk, bulkPage, listBulksQuery } from '../contract.ts';
import { bulkStatement, readBulks } from './view.ts';

/** One bulk, by its id. A foreign one answers as a missing one. */
export const getBulk = async (ctx: Ctx, bulkId: string): Promise<Bulk> => {
  const [found] = readBulks(await bulkStatement(ctx, sql`b.id = ${bulkId}`));
  if (!found) throw new ProblemError('not_found');
  return found.bulk;
};

/** Bulks, newest first. */
export const listBulks = async (
  ctx: Ctx,
  query: z.output<typeof listBulksQuery>,
): Promise<z.input<typeof bulkPage>> => {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, timeCursor);
  const where = after ? sql`(b.created_at, b.id) < (${after.t}::timestamptz, ${after.i}::uuid)` : sql`true`;
  const found = readBulks(
    await bulkStatement(ctx, sql`${where} order by b.created_at desc, b.id desc limit ${query.limit + 1}`),
  );
  const items = found.slice(0, query.limit).map(({ bulk }) => bulk);
  const last = items.at(-1);
  const more = found.length > query.limit && last;
  return {
    items,
    nextCursor: more ? writeCursor({ t: new Date(last.createdAt).toISOString(), i: last.id }) : null,
  };
};
