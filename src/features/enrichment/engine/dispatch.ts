import type { Ctx } from '../../../ctx.ts';
import type { Claim } from '../../jobs/claim.ts';
import { giveUpRun } from './end-run.ts';
import { planRun } from './plan.ts';

/** The instance of one claim. A later claim has another fence and so another instance: one that hangs holds nobody up. */
export const instanceId = (jobId: string, fence: number): string => `e-${jobId}-${fence}`;

/** What the platform says of an id that was used before: this very claim has been dispatched already. */
const isThere = (error: unknown): boolean => error instanceof Error && /already[._ ]?exists/i.test(error.message);

/** Gives up the run of a job for good. */
export const giveUp = async (ctx: Ctx, claim: Pick<Claim, 'id' | 'fence'>): Promise<void> => {
  const plan = await planRun(ctx, claim.id, claim.fence);
  if (plan) await giveUpRun(ctx, plan);
};

/** Hands a claimed job to the workflow that does it. Called again for the same claim it does nothing more. */
export const runEnrichmentJob = async (ctx: Ctx, claim: Claim): Promise<void> => {
  const params = { tenantId: ctx.tenantId, jobId: claim.id, fence: claim.fence };
  try {
    await ctx.env.ENRICHMENT.create({ id: instanceId(claim.id, claim.fence), params });
  } catch (error) {
    if (!isThere(error)) throw error;
  }
};
