import { and, eq, inArray, sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { imports } from '../../db/schema/imports.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { acceptJob, wake } from '../jobs/accept.ts';
import { dropCheck } from './check/drop.ts';
import type { ImportState, importCheck, PlanBody, startedImport } from './contract.ts';
import { importJob, plannedOf } from './create.ts';
import { remember } from './memory.ts';
import { release } from './pause.ts';
import { getImport } from './read.ts';
import { record } from './record.ts';
import { rowNormaliser } from './rows/normalise.ts';
import { cellsMended } from './rows/take.ts';

/** Starts a draft. Starting it again gives the job that it has already. */
export const startImport = async (
  ctx: Ctx,
  importId: string,
  given: PlanBody,
): Promise<z.input<typeof startedImport>> => {
  const [row] = await ctx.db.select().from(imports).where(eq(imports.id, importId));
  if (!row) throw new ProblemError('not_found');
  if (row.jobId !== null) return { id: row.id, jobId: row.jobId };
  if (row.status !== 'draft') throw new ProblemError('conflict', `The import is ${row.status} already.`);
  const { mapping, rules, overrides } = plannedOf(row, given);
  const jobId = newId();
  // Refused (EW410) where it is no draft any more: a job must not be accepted for an import that was cancelled meanwhile.
  const started = ctx.db.execute(sql`
    with started as (
      update ${imports} set job_id = ${jobId}, mapping = ${JSON.stringify(mapping)}::jsonb, status = 'queued',
          rules = ${JSON.stringify(rules)}::jsonb, overrides = ${JSON.stringify(overrides)}::jsonb,
          check_job_id = null, check_basis = null, checked = null
       where id = ${importId} and status = 'draft' returning 1)
    select app.assert_equal((select count(*) from started), 1)`);
  try {
    // The job of an import is unique: of two starts at once one is refused by the database, and reads the other's.
    await ctx.db.batch([
      ...acceptJob(ctx, importJob(jobId, importId, row.fileName, row.fileBytes)),
      ...dropCheck(ctx, importId),
      started,
      remember(ctx, row.columns, mapping, rules),
    ]);
  } catch (error) {
    const state = await getImport(ctx, importId);
    if (state.jobId === null)
      throw state.status === 'draft' ? error : new ProblemError('conflict', `The import is ${state.status} already.`);
    return { id: importId, jobId: state.jobId };
  }
  wake(ctx, jobId);
  return { id: importId, jobId };
};

/** How the first rows would fare under a plan. Nothing is written. */
export const checkImport = async (
  ctx: Ctx,
  importId: string,
  given: PlanBody,
): Promise<z.input<typeof importCheck>> => {
  const [row] = await ctx.db.select().from(imports).where(eq(imports.id, importId));
  if (!row) throw new ProblemError('not_found');
  const { mapping, rules, overrides } = plannedOf(row, given);
  const normalise = rowNormaliser(row.columns, mapping, rules);
  const mended = cellsMended(row.columns, overrides);
  return {
    rows: row.preview.rows.map((cells, i) => {
      const number = row.preview.rowNumbers[i] ?? row.firstRow + i;
      const result = normalise(mended(number, cells));
      const shown = result.ok
        ? Object.entries(result.prospect).flatMap(([field, value]) => {
            if (field === 'custom' || value === null || value === '') return [];
            const text = Array.isArray(value) ? value.join('; ') : String(value);
            return text === '' ? [] : [[field, text] as const];
          })
        : [];
      return {
        row: number,
        ok: result.ok,
        prospect: Object.fromEntries(shown),
        problems: result.ok ? [] : result.problems,
      };
    }),
  };
};

/** Asks a running import to stop after the chunk it is at, and ends one that has not begun. What is written stays. */
export const cancelImport = async (ctx: Ctx, importId: string): Promise<ImportState> => {
  const [, , updated] = await ctx.db.batch([
    ...dropCheck(ctx, importId),
    ctx.db
      .update(imports)
      .set({
        checkJobId: null,
        checkBasis: null,
        checked: null,
        cancelRequested: true,
        pauseRequested: false,
        // A paused one is taken up once more, to come to its end.
        status: sql`case ${imports.status} when 'draft' then 'cancelled' when 'paused' then 'queued' else ${imports.status} end`,
        finishedAt: sql`case when ${imports.status} = 'draft' then now() end`,
      })
      .where(and(eq(imports.id, importId), inArray(imports.status, ['draft', 'queued', 'running', 'paused'])))
      .returning({ id: imports.id }),
    release(ctx, importId),
    record(
      ctx,
      'import.cancel',
      { type: 'import', id: importId },
      {},
      sql`exists (select from ${imports} where id = ${importId} and cancel_requested and finished_at is null)`,
    ),
  ]);
  const state = await getImport(ctx, importId);
  if (updated.length === 0) throw new ProblemError('conflict', `The import is ${state.status} already.`);
  if (state.jobId) wake(ctx, state.jobId);
  return state;
};
