import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from 'cloudflare:workers';
import { type Ctx, makeCtx } from '../../ctx.ts';
import { ATTEMPTS_MAX, failTry } from '../jobs/claim.ts';
import { type EnrichmentParams, readEnv } from '../../platform/env.ts';
import type { PersonSource } from './sources/types.ts';
import { isOver } from './as-run.ts';
import { giveUp } from './dispatch.ts';
import { saveRun } from './end-run.ts';
import { mergeRun } from './merge-step.ts';
import { planRun } from './plan.ts';
import { runSource } from './source-step.ts';
import { summariseRun } from './summary-step.ts';
import { readAttempt } from './attempt.ts';

/**
 * A step that breaks is repeated here, soon; a job that breaks is repeated by the sweeper, later. `timeout` is above
 * what a source may take with its writes, and below the platform's own.
 */
const STEP = { retries: { limit: 2, delay: 1_000, backoff: 'exponential' }, timeout: 60_000 } as const;

const STEPS = {
  plan: 'plan',
  sources: { apollo: 'source apollo', exa: 'source exa', contactout: 'source contactout', edgar: 'source edgar' },
  merge: 'merge',
  summary: 'summary',
  save: 'save',
  giveBack: 'give back',
} as const;

/** Another worker has the job, or nobody may do it now. */
const OVER = 'over';

/**
 * One claim of an enrichment. The state of the work is in the database, not here: an instance that is killed is never
 * resumed, the next claim starts another, and each step goes on from what is stored. Nothing of the person goes through
 * the instance, which the platform keeps.
 */
export class EnrichmentWorkflow extends WorkflowEntrypoint<object, EnrichmentParams> {
  override async run(event: Readonly<WorkflowEvent<EnrichmentParams>>, step: WorkflowStep): Promise<string> {
    const { tenantId, jobId, fence } = event.payload;
    const ctx = makeCtx({
      env: readEnv(this.env),
      tenantId,
      actor: { kind: 'job', jobId },
      requestId: `job-${jobId}`,
      later: (work) => this.ctx.waitUntil(work),
    });
    try {
      return await enrich(ctx, step, jobId, fence);
    } catch (error) {
      ctx.log.error('try failed', { jobId, fence, error });
      return step.do(STEPS.giveBack, STEP, () => quietly(() => giveBack(ctx, jobId, fence)));
    }
  }
}

const quietly = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
    return 'ok';
  } catch (error) {
    if (isOver(error)) return OVER;
    throw error;
  }
};

const enrich = async (ctx: Ctx, step: WorkflowStep, jobId: string, fence: number): Promise<string> => {
  const plan = await step.do(STEPS.plan, STEP, async () => {
    try {
      return (await planRun(ctx, jobId, fence)) ?? null;
    } catch (error) {
      if (isOver(error)) return null;
      throw error;
    }
  });
  if (plan === null) return OVER;
  const one = (name: string, work: () => Promise<unknown>) => step.do(name, STEP, () => quietly(work));
  const people = plan.sources.filter((source): source is PersonSource => source !== 'claude');
  // All of them come to their end before one that broke is spoken of: none is called twice because of another.
  const ends = await Promise.allSettled(
    people.map((source) => one(STEPS.sources[source], () => runSource(ctx, plan, source))),
  );
  for (const end of ends) {
    if (end.status === 'rejected') throw end.reason;
    if (end.value === OVER) return OVER;
  }
  const rest: [string, () => Promise<void>][] = [
    [STEPS.merge, () => mergeRun(ctx, plan, ctx.now().getTime())],
    ...(plan.sources.includes('claude') ? [[STEPS.summary, () => summariseRun(ctx, plan)] as [string, () => Promise<void>]] : []),
    [STEPS.save, () => saveRun(ctx, plan)],
  ];
  for (const [name, work] of rest) if ((await one(name, work)) === OVER) return OVER;
  return 'ok';
};

/** Sets the job back for another try, or gives it up where there were enough. */
const giveBack = async (ctx: Ctx, jobId: string, fence: number): Promise<void> => {
  const claim = await readAttempt(ctx, jobId, fence);
  if (claim.attempt >= ATTEMPTS_MAX) await giveUp(ctx, claim);
  else await failTry(ctx, claim, { code: 'internal', message: 'Something went wrong on our side.' });
};
