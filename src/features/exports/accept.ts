import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { exportFiles } from '../../db/schema/exports.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import { actorId } from '../../lib/actor.ts';
import { readCursor, timeCursor, writeCursor } from '../../lib/cursor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { acceptJob, wake } from '../jobs/accept.ts';
import { refuseCustom } from '../prospects/custom-filter.ts';
import { suppressionOf } from '../suppression/check.ts';
import type { ExportBody, ExportFile, exportPage, listExportsQuery, startedExport } from './contract.ts';
import { planOf, whoOf } from './page.ts';
import { assertFits, detailOf, limitStatement, recordStatement } from './stream.ts';
import { viewExport } from './view.ts';

/** Accepts a file to be made in the background. Refused at once for a filter that cannot be asked, and where the plan does not cover so many rows. */
export const acceptExport = async (
  ctx: Ctx,
  { format, ...asked }: ExportBody,
): Promise<z.input<typeof startedExport>> => {
  const [id, jobId] = [newId(), newId()];
  const plan = planOf(asked, format, await suppressionOf(ctx));
  const [, limited, some] = await ctx.db.batch([
    // First, so that a filter that cannot be asked is said to be one where there is nobody to ask it of, too.
    ctx.db.execute(refuseCustom(asked.filter?.custom)),
    limitStatement(ctx),
    ctx.db.execute<{ some: boolean }>(sql`select exists (select from ${s} where ${whoOf(plan.selection)}) as some`),
  ]);
  if (!some.rows[0]?.some) throw new ProblemError('not_found', 'There is nobody to export.');
  if (limited.rows[0]) await assertFits(ctx, plan, Number(limited.rows[0].most));
  const day = ctx.now().toISOString().slice(0, 10);
  await ctx.db.batch([
    ...acceptJob(ctx, {
      id: jobId,
      kind: 'export',
      title: `prospects-${day}.${format}`,
      subject: { type: 'export', id },
      dedupe: id,
      unit: 'rows',
    }),
    ctx.db.insert(exportFiles).values({ id, jobId, format, asked: { ...asked }, createdBy: actorId(ctx.actor) }),
    recordStatement(ctx, 'export.requested', { type: 'export', id }, detailOf(asked, format)),
  ]);
  wake(ctx, jobId);
  return { id, jobId };
};

/** One file, by its id. A foreign one answers as a missing one. */
export const getExport = async (ctx: Ctx, exportId: string): Promise<ExportFile> => {
  const [row] = await ctx.db.select().from(exportFiles).where(eq(exportFiles.id, exportId));
  if (!row) throw new ProblemError('not_found');
  return viewExport(row, ctx.now());
};

/** Files, newest first. */
export const listExports = async (
  ctx: Ctx,
  query: z.output<typeof listExportsQuery>,
): Promise<z.input<typeof exportPage>> => {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, timeCursor);
  const rows = await ctx.db
    .select()
    .from(exportFiles)
    .where(after && sql`(${exportFiles.createdAt}, ${exportFiles.id}) < (${after.t}::timestamptz, ${after.i}::uuid)`)
    .orderBy(desc(exportFiles.createdAt), desc(exportFiles.id))
    .limit(query.limit + 1);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => viewExport(row, ctx.now())),
    nextCursor: rows.length > query.limit && last ? writeCursor({ t: last.createdAt.toISOString(), i: last.id }) : null,
  };
};

/** Asks for a file to be given up after the part that it is at: what is made of it is taken away. One that has ended stays as it is. */
export const cancelExport = async (ctx: Ctx, exportId: string): Promise<ExportFile> => {
  const open = and(eq(exportFiles.id, exportId), inArray(exportFiles.status, ['queued', 'running']));
  const [updated, , rows] = await ctx.db.batch([
    ctx.db.update(exportFiles).set({ cancelRequested: true }).where(open).returning({ jobId: exportFiles.jobId }),
    ctx.db.execute(sql`
      insert into audit (actor_kind, actor_id, request_id, verb, subject_type, subject_id)
      select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, 'export.cancelled', 'export', id::text
        from ${exportFiles} where ${open}`),
    ctx.db.select().from(exportFiles).where(eq(exportFiles.id, exportId)),
  ]);
  if (!rows[0]) throw new ProblemError('not_found');
  if (updated[0]) wake(ctx, updated[0].jobId);
  return viewExport(rows[0], ctx.now());
};
