import type { Ctx } from '../../ctx.ts';
import { jobs, outbox } from '../../db/schema/jobs.ts';
import { actorId } from '../../lib/actor.ts';
import { publish } from '../activity/publish.ts';
import type { Job } from './contract.ts';

export type NewJob = {
  id: string;
  kind: Job['kind'];
  title: string;
  subject: Job['subject'];
  /** Equal work has an equal text: it is accepted once. */
  dedupe: string;
  unit: string;
  total?: number | undefined;
};

/** The statements that accept a job: put them into the batch of the change that asks for it. */
export const acceptJob = (ctx: Ctx, job: NewJob) => {
  const insertJob = ctx.db.insert(jobs).values({
    id: job.id,
    kind: job.kind,
    title: job.title,
    subjectType: job.subject.type,
    subjectId: job.subject.id,
    dedupe: job.dedupe,
    progressUnit: job.unit,
    progressTotal: job.total ?? null,
    createdBy: actorId(ctx.actor),
  });
  const insertOutbox = ctx.db.insert(outbox).values({ topic: 'job', ref: job.id });
  return [insertJob, insertOutbox] as const;
};

/**
 * Calls a worker for an accepted job. Nobody waits for it and it may be lost: the sweeper calls again for whatever
 * stays unclaimed.
 */
export const wake = (ctx: Ctx, jobId: string): void => {
  ctx.later(ctx.env.JOBS.send({ tenantId: ctx.tenantId, jobId }));
  ctx.later(ctx.env.SWEEPER.getByName('all').arm());
};

/** Messages that the queue takes at once (Cloudflare Queues, limits). */
const BATCH_MAX = 100;

/** The same for many jobs. */
export const wakeAll = (ctx: Ctx, jobIds: readonly string[]): void => {
  if (jobIds.length === 0) return;
  const messages = jobIds.map((jobId) => ({ body: { tenantId: ctx.tenantId, jobId } }));
  for (let i = 0; i < messages.length; i += BATCH_MAX)
    ctx.later(ctx.env.JOBS.sendBatch(messages.slice(i, i + BATCH_MAX)));
  ctx.later(ctx.env.SWEEPER.getByName('all').arm());
};

/** Tells who is looking how a job stands. */
export const publishJob = (ctx: Ctx, job: Job): Promise<void> => publish(ctx, { type: 'job', job });
