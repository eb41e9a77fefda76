import { eq } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { jobs } from '../../db/schema/jobs.ts';
import type { Claim } from '../jobs/claim.ts';

/** The claim of a job under a fence, with the number of its try. Throws where the job is not there. */
export const readAttempt = async (ctx: Ctx, jobId: string, fence: number): Promise<Claim> => {
  const [row] = await ctx.db
    .select({ id: jobs.id, subjectId: jobs.subjectId, attempt: jobs.attempt })
    .from(jobs)
    .where(eq(jobs.id, jobId));
  if (!row) throw new Error('The job is not there');
  return { ...row, kind: 'enrichment', fence };
};
