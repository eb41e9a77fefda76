import { and, desc, eq, sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { readCursor, timeCursor, writeCursor } from '../../lib/cursor.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { Job, jobPage, listJobsQuery } from './contract.ts';
import { viewJob } from './view.ts';

/** One job, by its id. A foreign one answers as a missing one. */
export const getJob = async (ctx: Ctx, jobId: string): Promise<Job> => {
  const [row] = await ctx.db.select().from(jobs).where(eq(jobs.id, jobId));
  if (!row) throw new ProblemError('not_found');
  return viewJob(row);
};

/** Jobs, newest first. */
export const listJobs = async (ctx: Ctx, query: z.output<typeof listJobsQuery>): Promise<z.input<typeof jobPage>> => {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, timeCursor);
  const rows = await ctx.db
    .select()
    .from(jobs)
    .where(
      and(
        query.kind && eq(jobs.kind, query.kind),
        query.state && eq(jobs.state, query.state),
        after && sql`(${jobs.createdAt}, ${jobs.id}) < (${after.t}::timestamptz, ${after.i}::uuid)`,
      ),
    )
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(query.limit + 1);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(viewJob),
    nextCursor: rows.length > query.limit && last ? writeCursor({ t: last.createdAt.toISOString(), i: last.id }) : null,
  };
};
