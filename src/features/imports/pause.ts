import { eq, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { imports } from '../../db/schema/imports.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { ProblemError } from '../../lib/problem.ts';
import { wake } from '../jobs/accept.ts';
import { assertFence, type Claim } from '../jobs/claim.ts';
import type { ImportState } from './contract.ts';
import { type State, stateOf } from './progress.ts';
import { record } from './record.ts';
import { viewImport } from './view.ts';

const ENDED: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled']);

type Row = typeof imports.$inferSelect;

const one = (rows: Row[]): Row => {
  const [row] = rows;
  if (!row) throw new ProblemError('not_found');
  return row;
};

const is = (importId: string, what: SQL): SQL =>
  sql`exists (select from ${imports} where id = ${importId} and ${what})`;

/**
 * Asks an import to stop after the rows it is at and to wait there. One that no worker has yet waits from now on. Asked again
 * it changes nothing.
 */
export const pauseImport = async (ctx: Ctx, importId: string): Promise<ImportState> => {
  const [, , rows] = await ctx.db.batch([
    ctx.db.execute(sql`
      with parked as (
        update ${jobs} j set state = 'paused' from ${imports} m
         where m.id = ${importId} and m.job_id = j.id and m.status = 'queued' and j.state = 'queued' returning j.id)
      update ${imports} m set pause_requested = not exists (select from parked),
          status = case when exists (select from parked) then 'paused' else status end
       where m.id = ${importId} and m.status in ('queued', 'running') and not m.cancel_requested`),
    record(
      ctx,
      'import.pause',
      { type: 'import', id: importId },
      {},
      is(importId, sql`(status = 'paused' or pause_requested)`),
    ),
    ctx.db.select().from(imports).where(eq(imports.id, importId)),
  ]);
  const row = one(rows);
  if (row.cancelRequested || ENDED.has(row.status)) {
    throw new ProblemError('conflict', `The import is ${ENDED.has(row.status) ? row.status : 'being cancelled'}.`);
  }
  return viewImport(row);
};

/** The statement that lets an import's job be taken up again, where it was paused, with a call for a worker. */
export const release = (ctx: Ctx, importId: string) =>
  ctx.db.execute(sql`
    with released as (
      -- Having waited is no try that failed.
      update ${jobs} j set state = 'queued', attempt = greatest(j.attempt - 1, 0) from ${imports} m
       where m.id = ${importId} and m.job_id = j.id and j.state = 'paused' returning j.id)
    insert into outbox (topic, ref) select 'job', id from released on conflict do nothing`);

/** Lets a paused import go on where it stands. One that was to pause and has not yet goes on as if nobody had asked. */
export const resumeImport = async (ctx: Ctx, importId: string): Promise<ImportState> => {
  const [, , , rows] = await ctx.db.batch([
    release(ctx, importId),
    ctx.db.execute(sql`
      update ${imports} set pause_requested = false, status = case when status = 'paused' then 'queued' else status end
       where id = ${importId} and status in ('queued', 'running', 'paused')`),
    record(
      ctx,
      'import.resume',
      { type: 'import', id: importId },
      {},
      is(importId, sql`status in ('queued', 'running')`),
    ),
    ctx.db.select().from(imports).where(eq(imports.id, importId)),
  ]);
  const row = one(rows);
  if (ENDED.has(row.status)) throw new ProblemError('conflict', `The import is ${row.status}.`);
  if (row.jobId) wake(ctx, row.jobId);
  return viewImport(row);
};

/** Lays a running import's job down, between two chunks; undefined where nobody wants that any more. */
export const park = async (ctx: Ctx, claim: Claim): Promise<State | undefined> => {
  const [, parked, job, row] = await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`
      with parked as (
        update ${imports} set status = 'paused', pause_requested = false
         where id = ${claim.subjectId} and pause_requested and not cancel_requested returning id)
      update ${jobs} set state = 'paused', lease_until = null
       where id = ${claim.id} and exists (select from parked) returning 1`),
    ctx.db.select().from(jobs).where(eq(jobs.id, claim.id)),
    ctx.db.select().from(imports).where(eq(imports.id, claim.subjectId)),
  ]);
  return parked.rows.length > 0 ? stateOf(job, row) : undefined;
};
