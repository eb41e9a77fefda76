import { type Ctx, makeCtx } from './ctx.ts';
import { databaseError } from './db/errors.ts';
import { giveUpScan, runScan } from './features/duplicates/scan.ts';
import { giveUpBulk, runBulk } from './features/enrichment/bulk/drive.ts';
import { giveUp as giveUpEnrichment, runEnrichmentJob } from './features/enrichment/engine/dispatch.ts';
import { endQuestion } from './features/enrichment/question.ts';
import { giveUpExport, runExport } from './features/exports/run.ts';
import { giveUpCheck, runCheck } from './features/imports/check/run.ts';
import { giveUpImport, runImport } from './features/imports/run.ts';
import { giveUpUndo, runUndo } from './features/imports/undo/run.ts';
import { ATTEMPTS_MAX, type Claim, claimJob, deferTry, isLastTry } from './features/jobs/claim.ts';
import { giveUpBulkEdit, runBulkEdit } from './features/records/bulk-run.ts';
import type { Env, JobMessage } from './platform/env.ts';
import { describeError, makeLog } from './platform/log.ts';

type JobError = { code: string; message: string };
type Work = {
  run(ctx: Ctx, claim: Claim): Promise<unknown>;
  /** Ends the work and its job together when the last try has failed. */
  giveUp(ctx: Ctx, claim: Claim, error: JobError): Promise<unknown>;
};

/** What each kind of job does, once it is claimed. */
const WORK: Record<Claim['kind'], Work> = {
  import: { run: runImport, giveUp: giveUpImport },
  import_check: { run: runCheck, giveUp: giveUpCheck },
  import_undo: { run: runUndo, giveUp: giveUpUndo },
  enrichment: { run: runEnrichmentJob, giveUp: giveUpEnrichment },
  bulk_enrichment: { run: runBulk, giveUp: giveUpBulk },
  bulk_edit: { run: runBulkEdit, giveUp: giveUpBulkEdit },
  duplicates: { run: runScan, giveUp: giveUpScan },
  // The request that asks does the work: what is left of it when that is gone is its end.
  lookalike: { run: endQuestion, giveUp: endQuestion },
  filter_words: { run: endQuestion, giveUp: endQuestion },
  mapping_proposal: { run: endQuestion, giveUp: endQuestion },
  export: { run: runExport, giveUp: giveUpExport },
};

/** What a failed try means to whoever waits for the work: the cause is in the log. */
const FAILED: JobError = { code: 'internal', message: 'Something went wrong on our side.' };

/** Message → Ctx → consumer. A message is a wake-up call: what is to be done stands in the database. */
export const consume = async (
  batch: MessageBatch<JobMessage>,
  env: Env,
  execution: ExecutionContext,
): Promise<void> => {
  await Promise.all(batch.messages.map((message) => consumeOne(message, env, execution)));
};

const CLOSED: ReadonlySet<string | undefined> = new Set(['EW401', 'EW402', 'EW404']);
const isClosed = (error: unknown): boolean => CLOSED.has(databaseError(error)?.code);

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
    if (claim) await attempt(ctx, claim);
    message.ack();
  } catch (error) {
    // The workspace is locked or gone: the sweeper calls again once it is open.
    if (isClosed(error)) return message.ack();
    // The database did not answer: the sweeper calls again when it does.
    makeLog({ jobId }).warn('wake-up failed', { error: describeError(error) });
    message.retry({ delaySeconds: 5 });
  }
};

const attempt = async (ctx: Ctx, claim: Claim): Promise<void> => {
  const work = WORK[claim.kind];
  // A try that took its worker down with it told nobody: what comes back once too often is not tried again.
  if (claim.attempt > ATTEMPTS_MAX) {
    ctx.log.error('given up', { jobId: claim.id, attempt: claim.attempt });
    await work.giveUp(ctx, claim, FAILED);
    return;
  }
  try {
    await work.run(ctx, claim);
  } catch (error) {
    ctx.log.error('try failed', { jobId: claim.id, attempt: claim.attempt, error });
    if (isLastTry(claim)) await work.giveUp(ctx, claim, FAILED);
    else await deferTry(ctx, claim, FAILED);
  }
};
