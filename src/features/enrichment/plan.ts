import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { enrichmentRuns } from '../../db/schema/prospects.ts';
import { assertFence, endJob } from '../jobs/claim.ts';
import { SOURCES, type Source } from '../prospects/contract.ts';
import { persist, type Run } from './as-run.ts';

/** What a worker has to do: the run of its job, and the sources it has. */
export type Plan = Run & { sources: Source[] };

const row = z.object({ id: z.string(), prospect_id: z.string(), sources: z.array(z.enum(SOURCES)) });
const GONE = { code: 'gone', message: 'The prospect is no longer there.' };

/** Reads the run of a job and marks it as on. Undefined where it is gone with its prospect; the job has ended then. */
export const planRun = async (ctx: Ctx, jobId: string, fence: number): Promise<Plan | undefined> => {
  const claim = { id: jobId, fence };
  const [, found] = await persist(() =>
    ctx.db.batch([
      assertFence(ctx, claim),
      ctx.db.execute(sql`
        with run as (
          update ${enrichmentRuns} set status = 'running' where job_id = ${jobId} and status in ('queued', 'running')
          returning id, prospect_id, sources)
        select id, prospect_id, to_jsonb(sources) as sources from run`),
    ]),
  );
  const read = row.safeParse(found.rows[0]);
  if (read.success) {
    const { id, prospect_id, sources } = read.data;
    return { runId: id, prospectId: prospect_id, sources, jobId, fence };
  }
  await persist(() => ctx.db.batch([assertFence(ctx, claim), endJob(ctx, claim, 'failed', GONE)]));
  return undefined;
};
