import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { imports } from '../../../db/schema/imports.ts';
import { newId } from '../../../lib/ids.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { acceptJob, wake } from '../../jobs/accept.ts';
import type { ImportState } from '../contract.ts';
import { record } from '../record.ts';
import { viewImport } from '../view.ts';

/** Days that what an import changed is kept. Long enough to notice; what people were before is personal data too. */
export const UNDO_DAYS = 30;

const ENDED: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled']);

type Row = typeof imports.$inferSelect;

const load = async (ctx: Ctx, importId: string): Promise<Row> => {
  const [row] = await ctx.db.select().from(imports).where(eq(imports.id, importId));
  if (!row) throw new ProblemError('not_found');
  return row;
};

/** Whether it was asked for already, and has not failed. */
const isAsked = ({ undoStatus }: Row): boolean => undoStatus !== null && undoStatus !== 'failed';

const refuseUnlessOpen = (ctx: Ctx, row: Row): void => {
  if (row.status === 'draft') throw new ProblemError('conflict', 'The import has not begun: there is nothing to undo.');
  if (!ENDED.has(row.status)) throw new ProblemError('conflict', `The import is ${row.status}. Cancel it first.`);
  if (row.undoUntil === null || row.undoUntil <= ctx.now()) {
    throw new ProblemError('conflict', `An import can be undone for ${UNDO_DAYS} days.`);
  }
};

/**
 * Accepts that an import that has ended is taken back. Asked again it tells how far that has come; after it has failed
 * it goes on where it stopped.
 */
export const undoImport = async (ctx: Ctx, importId: string): Promise<ImportState> => {
  const row = await load(ctx, importId);
  if (isAsked(row)) return viewImport(row);
  refuseUnlessOpen(ctx, row);
  const jobId = newId();
  const job = {
    id: jobId,
    kind: 'import_undo' as const,
    title: row.fileName,
    subject: { type: 'import' as const, id: importId },
    dedupe: `${importId}:${row.undoTries + 1}`,
    unit: 'people',
  };
  const accepted = ctx.db.execute(sql`
    with accepted as (
      update ${imports} set undo_status = 'queued', undo_job_id = ${jobId}, undo_tries = undo_tries + 1
       where id = ${importId} and status in ('done', 'failed', 'cancelled') and undo_until > now()
         and coalesce(undo_status, 'failed') = 'failed'
      returning 1)
    select app.assert_equal((select count(*) from accepted), 1)`);
  try {
    // Of two at once the database takes one, by the job's name; the other reads what that one has begun.
    await ctx.db.batch([
      ...acceptJob(ctx, job),
      accepted,
      record(ctx, 'import.undo', { type: 'import', id: importId }, { file: row.fileName }),
    ]);
  } catch (error) {
    const now = await load(ctx, importId);
    if (isAsked(now)) return viewImport(now);
    throw error;
  }
  wake(ctx, jobId);
  return viewImport(await load(ctx, importId));
};
