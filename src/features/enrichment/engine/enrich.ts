import { eq } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { jobs } from '../../../db/schema/jobs.ts';
import { deferTry, isLastTry } from '../../jobs/claim.ts';
import { mergeRun } from '../ledger/merge-step.ts';
import { skipped } from '../sources/outcome.ts';
import type { PersonSource } from '../sources/types.ts';
import { summariseRun } from '../summary/step.ts';
import { isOver, writeAsRun } from './as-run.ts';
import { giveUp } from './dispatch.ts';
import { saveRun } from './end-run.ts';
import { finishCall } from './finish-call.ts';
import { waysOf } from './ladder.ts';
import { type Plan, planRun } from './plan.ts';
import { runSource } from './source-step.ts';
import { park, waitingStatement } from './waiting.ts';

/** Names of the steps. They are what an instance remembers a step by, so that they never depend on anything. */
const STEPS = {
  plan: 'plan',
  source: { apollo: 'source apollo', exa: 'source exa', contactout: 'source contactout', edgar: 'source edgar' },
  merge: 'merge',
  wait: 'wait',
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

/**
 * Sources of a waterfall, one after the other. One that waits for its provider does not hold up those after it: it is asked
 * later, where it is still needed then.
 */
const climb = async (ctx: Ctx, step: Steps, plan: Plan, ladder: readonly PersonSource[]): Promise<End> => {
  for (const [at, source] of ladder.entries()) {
    const end = await step.work(STEPS.source[source], () => quietly(() => runSource(ctx, plan, source, at > 0)));
    if (end === 'over') return 'over';
  }
  return 'ok';
};

/** Has the run wait where one of its sources does. */
const waits = async (ctx: Ctx, plan: Plan): Promise<boolean> => {
  const [waiting] = await writeAsRun(ctx, plan, [waitingStatement(ctx, plan)]);
  if (!waiting || waiting.rows.length === 0) return false;
  await park(ctx, plan);
  return true;
};

/**
 * All sources, side by side or as a waterfall, then what follows from them. Where some wait for their providers, what the
 * others brought is shown at once, and a later worker goes on. Throws where a step broke for good.
 */
export const enrich = async (ctx: Ctx, step: Steps, jobId: string, fence: number): Promise<End> => {
  const plan = await step.plan(STEPS.plan, () => planned(ctx, jobId, fence));
  if (plan === null) return 'over';
  const { ladder, beside } = waysOf(plan.sources, plan.settings);
  // All come to their end before one that broke is spoken of: none is cut off because of another.
  const ends = await Promise.allSettled([
    climb(ctx, step, plan, ladder),
    ...beside.map((source) => step.work(STEPS.source[source], () => quietly(() => runSource(ctx, plan, source)))),
  ]);
  for (const end of ends) {
    if (end.status === 'rejected') throw end.reason;
    if (end.value === 'over') return 'over';
  }
  const merged = await step.work(STEPS.merge, () => quietly(() => mergeRun(ctx, plan, ctx.now().getTime())));
  if (merged === 'over') return 'over';
  let parked = false;
  const waited = await step.work(STEPS.wait, async () => {
    const end = await quietly(async () => {
      parked = await waits(ctx, plan);
    });
    return end === 'ok' && parked ? 'over' : end;
  });
  if (waited === 'over') return parked ? 'ok' : 'over';
  if (plan.sources.includes('claude')) {
    const summed = await step.work(STEPS.summary, () =>
      quietly(() =>
        plan.settings.off.includes('claude')
          ? finishCall(ctx, plan, 'claude', skipped('Claude is switched off in the settings.', 'switched_off'))
          : summariseRun(ctx, plan),
      ),
    );
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
