import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from 'cloudflare:workers';
import { makeCtx } from '../../../ctx.ts';
import { type EnrichmentParams, readEnv } from '../../../platform/env.ts';
import { type End, enrichOrSetBack, type Steps } from './enrich.ts';

/**
 * A step that breaks is repeated here, soon; a job that breaks is repeated by the sweeper, later. `timeout` is above
 * what a source may take with its writes.
 */
const STEP = { retries: { limit: 2, delay: 1_000, backoff: 'exponential' }, timeout: 60_000 } as const;

/**
 * One claim of an enrichment. The state of the work is in the database, not here: an instance that is killed is never
 * resumed, the next claim starts another, and each step goes on from what is stored. Nothing of the person goes through
 * the instance, which the platform keeps.
 */
export class EnrichmentWorkflow extends WorkflowEntrypoint<object, EnrichmentParams> {
  override run(event: Readonly<WorkflowEvent<EnrichmentParams>>, step: WorkflowStep): Promise<End> {
    const { tenantId, jobId, fence } = event.payload;
    const ctx = makeCtx({
      env: readEnv(this.env),
      tenantId,
      actor: { kind: 'job', jobId },
      requestId: `job-${jobId}`,
      later: (work) => this.ctx.waitUntil(work),
    });
    const steps: Steps = {
      plan: (name, work) => step.do(name, STEP, work),
      work: (name, work) => step.do(name, STEP, work),
    };
    return enrichOrSetBack(ctx, steps, jobId, fence);
  }
}
