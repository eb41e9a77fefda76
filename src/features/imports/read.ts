import { and, asc, desc, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { importRefusals, imports } from '../../db/schema/imports.ts';
import { readCursor, timeCursor, writeCursor } from '../../lib/cursor.ts';
import { ProblemError } from '../../lib/problem.ts';
import type {
  ImportPreview,
  ImportState,
  importPage,
  listImportsQuery,
  listRefusalsQuery,
  refusalPage,
} from './contract.ts';
import { viewImport, viewPreview } from './view.ts';

/** One import, by its id. A foreign one answers as a missing one. */
export const getImport = async (ctx: Ctx, importId: string): Promise<ImportState> => {
  const [row] = await ctx.db.select().from(imports).where(eq(imports.id, importId));
  if (!row) throw new ProblemError('not_found');
  return viewImport(row);
};

/** What was read of an import's file when it came: for a draft that is taken up again. */
export const getPreview = async (ctx: Ctx, importId: string): Promise<ImportPreview> => {
  const [row] = await ctx.db.select().from(imports).where(eq(imports.id, importId));
  if (!row) throw new ProblemError('not_found');
  return viewPreview(row);
};

/** Imports, newest first. */
export const listImports = async (
  ctx: Ctx,
  query: z.output<typeof listImportsQuery>,
): Promise<z.input<typeof importPage>> => {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, timeCursor);
  const rows = await ctx.db
    .select()
    .from(imports)
    .where(after && sql`(${imports.createdAt}, ${imports.id}) < (${after.t}::timestamptz, ${after.i}::uuid)`)
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(query.limit + 1);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(viewImport),
    nextCursor: rows.length > query.limit && last ? writeCursor({ t: last.createdAt.toISOString(), i: last.id }) : null,
  };
};

const refusalCursor = z.strictObject({ r: z.int(), s: z.int32() });

/** The refusals of an import after a place, in the order of the file. */
export const refusalsAfter = (ctx: Ctx, importId: string, after: { r: number; s: number } | undefined, limit: number) =>
  ctx.db
    .select()
    .from(importRefusals)
    .where(
      and(
        eq(importRefusals.importId, importId),
        after && sql`(${importRefusals.row}, ${importRefusals.seq}) > (${after.r}, ${after.s})`,
      ),
    )
    .orderBy(asc(importRefusals.row), asc(importRefusals.seq))
    .limit(limit);

/** What was refused and why, in the order of the file. An import that is not there is no empty list. */
export const listRefusals = async (
  ctx: Ctx,
  importId: string,
  query: z.output<typeof listRefusalsQuery>,
): Promise<z.input<typeof refusalPage>> => {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, refusalCursor);
  const [found, rows] = await ctx.db.batch([
    ctx.db.select({ id: imports.id }).from(imports).where(eq(imports.id, importId)),
    refusalsAfter(ctx, importId, after, query.limit + 1),
  ]);
  if (found.length === 0) throw new ProblemError('not_found');
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ row, column, value, reason }) => ({ row, column, value, reason })),
    nextCursor: rows.length > query.limit && last ? writeCursor({ r: last.row, s: last.seq }) : null,
  };
};
