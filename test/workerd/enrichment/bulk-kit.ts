import type { Ctx } from '../../../src/ctx.ts';
import { runBulk } from '../../../src/features/enrichment/bulk/drive.ts';
import { startBulk } from '../../../src/features/enrichment/bulk/start.ts';
import { type Bulk, startBulkBody } from '../../../src/features/enrichment/contract.ts';
import { enrich } from '../../../src/features/enrichment/engine/enrich.ts';
import { claimJob } from '../../../src/features/jobs/claim.ts';
import { newId } from '../../../src/lib/ids.ts';
import type { Member } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { jobCtx, memberCtx, openEnv, plainSteps } from './support.ts';

/** Two letters for each number up to 675. */
const letters = (n: number): string => String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26));

export type Crowd = { member: Member; mark: string; ids: string[] };
/** People whom every paid source knows, under middle names that begin with a mark of the test's own. */
export const crowd = async (member: Member, mark: string, n: number): Promise<Crowd> => {
  const people = Array.from({ length: n }, (_, i) => ({ id: newId(), name: `Tomas ${mark}${letters(i)} Ostrander` }));
  await admin`
    insert into prospects (tenant_id, id, name, company)
    select ${member.tenant.id}, p.id, p.name, 'Larkspur Instruments'
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p (id uuid, name text)`;
  return { member, mark, ids: people.map(({ id }) => id) };
};

export const begin = (member: Member, body: Record<string, unknown>) =>
  startBulk(memberCtx(member), startBulkBody.parse(body));

export const bulkOf = (member: Member, id: string): Promise<Bulk> => member.json<Bulk>(`/api/v1/enrichments/${id}`);

/** Whether the parts add up to the whole, whatever happens. */
export const addsUp = ({ people: p }: Bulk): boolean =>
  p.queued + p.running + p.done + p.partial + p.failed + p.cancelled + p.skipped + p.overCap === p.total;

export const callOf = async (jobId: string): Promise<boolean> =>
  (await admin`select 1 from outbox where topic = 'job' and ref = ${jobId}`).length > 0;

/** The next worker's claim, once the one before has been silent for as long as its lease; none where the job has ended. */
const claimAgain = async (tenantId: string, jobId: string) => {
  await admin`update jobs set lease_until = now() - interval '1 second' where id = ${jobId} and lease_until is not null`;
  return claimJob(jobCtx(tenantId, jobId), jobId);
};

/** A turn of the bulk's job by the next worker. */
export const takeTurn = async (
  { member }: Pick<Crowd, 'member'>,
  jobId: string,
  through: (ctx: Ctx) => Ctx = (ctx) => ctx,
): Promise<void> => {
  const claim = await claimAgain(member.tenant.id, jobId);
  if (claim) await runBulk(through(jobCtx(member.tenant.id, jobId)), claim);
};

/** Jobs of the bulk's runs that are open. */
export const openRuns = async (bulkId: string): Promise<string[]> =>
  (await admin`select job_id from enrichment_runs where batch_id = ${bulkId} and status in ('queued', 'running')`).map(
    ({ job_id }) => String(job_id),
  );

/** Takes each open run of a bulk to its end, but what another worker has; throws what broke, once all have come to rest. */
export const endRuns = async (
  { member }: Pick<Crowd, 'member'>,
  bulkId: string,
  through: (ctx: Ctx, nth: number) => Ctx = (ctx) => ctx,
): Promise<void> => {
  const open = await openRuns(bulkId);
  const ends = await Promise.allSettled(
    open.map(async (jobId, nth) => {
      const claim = await claimAgain(member.tenant.id, jobId);
      if (!claim) return;
      await enrich(through(jobCtx(member.tenant.id, jobId, openEnv()), nth), plainSteps, jobId, claim.fence);
    }),
  );
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
};

/** Goes on with a bulk, as workers would who are called, until it has its end. */
export const drive = async (people: Pick<Crowd, 'member'>, bulk: { id: string; jobId: string }): Promise<Bulk> => {
  for (let turns = 0; turns < 100; turns += 1) {
    const now = await bulkOf(people.member, bulk.id);
    if (now.finishedAt !== null) return now;
    if (await callOf(bulk.jobId)) await takeTurn(people, bulk.jobId);
    await endRuns(people, bulk.id);
  }
  throw new Error('The bulk came to no end');
};
