import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { importExpected, imports } from '../../../db/schema/imports.ts';
import { jobs } from '../../../db/schema/jobs.ts';
import type { Claim } from '../../jobs/claim.ts';
import { CHANGES_MAX } from '../contract.ts';

/** Rows that are taken away at a time: below a second. */
const TIDY_ROWS = 20_000;

/** Whether an import still wants what a job looks at. */
export const isWanted = ({ id, subjectId }: Claim): SQL => sql`id = ${subjectId} and check_job_id = ${id}`;

/**
 * The statements that take what an ended look has kept away, before the import forgets of it: put them before that. One that
 * still runs finds out by itself that nobody wants it any more, and takes its own away.
 */
export const dropCheck = (ctx: Ctx, importId: string) =>
  [
    // The look ends under this lock too: afterwards it is seen whether it has.
    ctx.db.execute(sql`select 1 from ${imports} where id = ${importId} for update`),
    ctx.db.execute(sql`
      delete from ${importExpected} e using ${imports} m, ${jobs} j
       where m.id = ${importId} and e.check_id = m.check_job_id and j.id = m.check_job_id
         and j.state in ('done', 'failed', 'cancelled')`),
  ] as const;

/**
 * The statement that takes away a part of what a look needs no more: all but the first who would change, or everything where
 * nobody wants it. Tells how many rows.
 */
export const tidyPart = (ctx: Ctx, claim: Claim) =>
  ctx.db.execute<{ n: string }>(sql`
    with wanted as (select 1 from ${imports} where ${isWanted(claim)}),
    last as (
      select row, prospect_id from ${importExpected}
       where check_id = ${claim.id} and not fresh and exists (select from wanted)
       order by row, prospect_id offset ${CHANGES_MAX - 1} limit 1),
    doomed as (
      select prospect_id from ${importExpected} e
       where check_id = ${claim.id}
         and (fresh or not exists (select from wanted) or (e.row, e.prospect_id) > (select l.row, l.prospect_id from last l))
       limit ${TIDY_ROWS}),
    gone as (
      delete from ${importExpected} e using doomed d where e.check_id = ${claim.id} and e.prospect_id = d.prospect_id returning 1)
    select count(*) as n from gone`);
