import { eq, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { imports } from '../../../db/schema/imports.ts';
import { newId } from '../../../lib/ids.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { acceptJob, wake } from '../../jobs/accept.ts';
import type { PlanBody, Validation } from '../contract.ts';
import { plannedOf } from '../create.ts';
import { record } from '../record.ts';
import { basisOf, NOTHING_YET, readChecked, viewChecked } from './checked.ts';
import { dropCheck } from './drop.ts';

type Row = typeof imports.$inferSelect;

const load = async (ctx: Ctx, importId: string): Promise<Row> => {
  const [row] = await ctx.db.select().from(imports).where(eq(imports.id, importId));
  if (!row) throw new ProblemError('not_found');
  return row;
};

/**
 * Keeps a plan with its draft and has the whole file looked over under it. Asked again under the same plan it tells how far
 * that has come; under another one the look before is dropped. One that failed is begun anew.
 */
export const validateImport = async (ctx: Ctx, importId: string, given: PlanBody): Promise<Validation> => {
  const row = await load(ctx, importId);
  if (row.status !== 'draft') throw new ProblemError('conflict', `The import is ${row.status} already.`);
  const plan = plannedOf(row, given);
  const basis = await basisOf(plan);
  const isSame = (one: Row) => one.checkBasis === basis && (readChecked(one)?.status ?? 'failed') !== 'failed';
  if (isSame(row)) return viewChecked(row);
  const jobId = newId();
  const job = {
    id: jobId,
    kind: 'import_check' as const,
    title: row.fileName,
    subject: { type: 'import' as const, id: importId },
    dedupe: jobId,
    unit: 'bytes',
    total: row.fileBytes,
  };
  try {
    await ctx.db.batch([
      ...acceptJob(ctx, job),
      ...dropCheck(ctx, importId),
      // Of two at once the second finds another look than the one it has read of, and is refused (EW410).
      ctx.db.execute(sql`
        with begun as (
          update ${imports} set check_job_id = ${jobId}, check_basis = ${basis}, checked = ${JSON.stringify(NOTHING_YET)}::jsonb,
              mapping = ${JSON.stringify(plan.mapping)}::jsonb, rules = ${JSON.stringify(plan.rules)}::jsonb,
              overrides = ${JSON.stringify(plan.overrides)}::jsonb
           where id = ${importId} and status = 'draft' and check_job_id is not distinct from ${row.checkJobId}::uuid
          returning 1)
        select app.assert_equal((select count(*) from begun), 1)`),
      record(ctx, 'import.check', { type: 'import', id: importId }, { file: row.fileName, jobId }),
    ]);
  } catch (error) {
    const now = await load(ctx, importId);
    if (isSame(now)) return viewChecked(now);
    if (now.status !== 'draft') throw new ProblemError('conflict', `The import is ${now.status} already.`);
    if (now.checkJobId !== row.checkJobId)
      throw new ProblemError('conflict', 'Somebody else has just changed the plan.');
    throw error;
  }
  wake(ctx, jobId);
  return viewChecked({ ...row, checked: NOTHING_YET });
};

/** How far the look over an import's file has come, under the plan that was kept last. */
export const getValidation = async (ctx: Ctx, importId: string): Promise<Validation> =>
  viewChecked(await load(ctx, importId));
