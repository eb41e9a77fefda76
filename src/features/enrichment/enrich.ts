import { eq } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { deferTry, isLastTry } from '../jobs/claim.ts';
import type { Source } from '../prospects/contract.ts';
import { isOver } from './as-run.ts';
import { giveUp } from './dispatch.ts';
import { saveRun } from './end-run.ts';
import { mergeRun } from './merge-step.ts';
import { type Plan, planRun } from './plan.ts';
import { runSource } from './source-step.ts';
import type { PersonSource } from './sources/types.ts';
import { summariseRun } from './summary-step.ts';

/** Names of the steps. They are what an instance remembers a step by, so that they never depend on anything. */
const STEPS = {
  plan: 'plan',
  source: { apollo: 'source apollo', exa: 'source exa', contactout: 'source contactout', edgar: 'source edgar' },
  merge: 'merge',
  summary: 'summary',
  save: 'save',
  giveBack: 'give back',
} as const;

/** `over`: another worker has the job, or nobody may do it now. */
export type End = 'ok' | 'over';

/** Run one step, again where it breaks, and remember what it gave. */
export type Steps = {
  plan(name: string, work: () => Promise<Plan | null>): Promise<Plan | null>;
  work(name: string, work: () => Promise<End>): Promise<End>;
};

const quietly = async (work: () => Promise<unknown>): Promise<End> => {
  try {
    await work();
    return 'ok';
  } catch (error) {
    if (isOver(error)) return 'over';
    throw error;
  }
};

const planned = async (ctx: Ctx, jobId: string, fence: number): Promise<Plan | null> => {
  let plan: Plan | undefined;
  await quietly(async () => {
    plan = await planRun(ctx, jobId, fence);
  });
  return plan ?? null;
};

const isAboutPeople = (source: Source): source is PersonSource => source !== 'claude';

/** All sources side by side, then what follows from them. Throws where a step broke for good. */
export const enrich = async (ctx: Ctx, step: Steps, jobId: string, fence: number): Promise<End> => {
  const plan = await step.plan(STEPS.plan, () => planned(ctx, jobId, fence));
  if (plan === null) return 'over';
  // All come to their end before one that broke is spoken of: none is cut off because of another.
  const ends = await Promise.allSettled(
    plan.sources
      .filter(isAboutPeople)
      .map((source) => step.work(STEPS.source[source], () => quietly(() => runSource(ctx, plan, source)))),
  );
  for (const end of ends) {
    if (end.status === 'rejected') throw end.reason;
    if (end.value === 'over') return 'over';
  }
  const merged = await step.work(STEPS.merge, () => quietly(() => mergeRun(ctx, plan, ctx.now().getTime())));
  if (merged === 'over') return 'over';
  if (plan.sources.includes('claude')) {
    const summed = await step.work(STEPS.summary, () => quietly(() => summariseRun(ctx, plan)));
    if (summed === 'over') return 'over';
  }
  return step.work(STEPS.save, () => quietly(() => saveRun(ctx, plan)));
};

/** Sets a job that broke back for another try, or gives it up where there were enough. */
const setBack = async (ctx: Ctx, jobId: string, fence: number): Promise<void> => {
  const [job] = await ctx.db
    .select({ subjectId: jobs.subjectId, attempt: jobs.attempt })
    .from(jobs)
    .where(eq(jobs.id, jobId));
  if (!job) return;
  const claim = { id: jobId, kind: 'enrichment', fence, ...job } as const;
  if (isLastTry(claim)) await giveUp(ctx, claim);
  else await deferTry(ctx, claim, { code: 'internal', message: 'Something went wrong on our side.' });
};

/** One try of a job, from its claim to its end or to the next try. */
export const enrichOrSetBack = async (ctx: Ctx, step: Steps, jobId: string, fence: number): Promise<End> => {
  try {
    return await enrich(ctx, step, jobId, fence);
  } catch (error) {
    ctx.log.error('try failed', { jobId, fence, error });
    return step.work(STEPS.giveBack, () => quietly(() => setBack(ctx, jobId, fence)));
  }
};
