import { type Ctx, makeCtx } from './ctx.ts';
import { runImport } from './features/imports/run.ts';
import { type Claim, claimJob, failTry } from './features/jobs/claim.ts';
import type { Env, JobMessage } from './platform/env.ts';
import { describeError, makeLog } from './platform/log.ts';

type Work = (ctx: Ctx, claim: Claim) => Promise<unknown>;

/** What each kind of job does, once it is claimed. */
const WORK: Partial<Record<Claim['kind'], Work>> = { import: runImport };

/** Message → Ctx → consumer. A message is a wake-up call: what is to be done stands in the database. */
export const consume = async (
  batch: MessageBatch<JobMessage>,
  env: Env,
  execution: ExecutionContext,
): Promise<void> => {
  await Promise.all(batch.messages.map((message) => consumeOne(message, env, execution)));
};

const consumeOne = async (message: Message<JobMessage>, env: Env, execution: ExecutionContext): Promise<void> => {
  const { tenantId, jobId } = message.body;
  const ctx = makeCtx({
    env,
    tenantId,
    actor: { kind: 'job', jobId },
    requestId: `job-${jobId}`,
    later: (work) => execution.waitUntil(work),
  });
  try {
    const claim = await claimJob(ctx, jobId);
    if (claim) {
      try {
        await WORK[claim.kind]?.(ctx, claim);
      } catch (error) {
        ctx.log.error('try failed', { jobId, attempt: claim.attempt, error });
        await failTry(ctx, claim, { code: 'internal', message: 'Something went wrong on our side.' });
      }
    }
    message.ack();
  } catch (error) {
    // The database did not answer: the sweeper calls again when it does.
    makeLog({ jobId }).warn('wake-up failed', { error: describeError(error) });
    message.retry({ delaySeconds: 5 });
  }
};
