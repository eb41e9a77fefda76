import { and, eq, inArray, sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { imports } from '../../db/schema/imports.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import { acceptJob, wake } from '../jobs/accept.ts';
import type { ImportState, importCheck, Mapping, startedImport } from './contract.ts';
import { checkMapping, importJob } from './create.ts';
import { getImport } from './read.ts';
import { rowNormaliser } from './rows/normalise.ts';
import { readMapping } from './view.ts';

/** Starts a draft. Starting it again gives the job that it has already. */
export const startImport = async (
  ctx: Ctx,
  importId: string,
  given: Mapping | undefined,
): Promise<z.input<typeof startedImport>> => {
  const [row] = await ctx.db.select().from(imports).where(eq(imports.id, importId));
  if (!row) throw new ProblemError('not_found');
  if (row.jobId !== null) return { id: row.id, jobId: row.jobId };
  if (row.status !== 'draft') throw new ProblemError('conflict', `The import is ${row.status} already.`);
  const mapping = given ?? readMapping(row.proposal);
  checkMapping(row.columns, mapping);
  const jobId = newId();
  // Refused (EW410) where it is no draft any more: a job must not be accepted for an import that was cancelled meanwhile.
  const started = ctx.db.execute(sql`
    with started as (
      update ${imports} set job_id = ${jobId}, mapping = ${JSON.stringify(mapping)}::jsonb, status = 'queued'
       where id = ${importId} and status = 'draft' returning 1)
    select app.assert_equal((select count(*) from started), 1)`);
  try {
    // The job of an import is unique: of two starts at once one is refused by the database, and reads the other's.
    await ctx.db.batch([...acceptJob(ctx, importJob(jobId, importId, row.fileName, row.fileBytes)), started]);
  } catch (error) {
    const state = await getImport(ctx, importId);
    if (state.jobId === null)
      throw state.status === 'draft' ? error : new ProblemError('conflict', `The import is ${state.status} already.`);
    return { id: importId, jobId: state.jobId };
  }
  wake(ctx, jobId);
  return { id: importId, jobId };
};

/** How the first rows would fare under a mapping. Nothing is written. */
export const checkImport = async (
  ctx: Ctx,
  importId: string,
  mapping: Mapping,
): Promise<z.input<typeof importCheck>> => {
  const [row] = await ctx.db.select().from(imports).where(eq(imports.id, importId));
  if (!row) throw new ProblemError('not_found');
  checkMapping(row.columns, mapping);
  const normalise = rowNormaliser(row.columns, mapping);
  return {
    rows: row.preview.rows.map((cells, i) => {
      const result = normalise(cells);
      const shown = result.ok
        ? Object.entries(result.prospect).flatMap(([field, value]) => {
            if (field === 'custom' || value === null || value === '') return [];
            const text = Array.isArray(value) ? value.join('; ') : String(value);
            return text === '' ? [] : [[field, text] as const];
          })
        : [];
      return {
        row: row.preview.rowNumbers[i] ?? row.firstRow + i,
        ok: result.ok,
        prospect: Object.fromEntries(shown),
        problems: result.ok ? [] : result.problems,
      };
    }),
  };
};

/** Asks a running import to stop after the chunk it is at, and ends one that has not begun. What is written stays. */
export const cancelImport = async (ctx: Ctx, importId: string): Promise<ImportState> => {
  const [updated] = await ctx.db.batch([
    ctx.db
      .update(imports)
      .set({
        cancelRequested: true,
        status: sql`case when ${imports.status} = 'draft' then 'cancelled' else ${imports.status} end`,
        finishedAt: sql`case when ${imports.status} = 'draft' then now() end`,
      })
      .where(and(eq(imports.id, importId), inArray(imports.status, ['draft', 'queued', 'running'])))
      .returning({ id: imports.id }),
  ]);
  const state = await getImport(ctx, importId);
  if (updated.length === 0) throw new ProblemError('conflict', `The import is ${state.status} already.`);
  return state;
};
