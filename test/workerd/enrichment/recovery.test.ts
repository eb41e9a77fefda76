import { beforeAll, describe, expect, it } from 'vitest';
import { FENCED } from '../../../src/db/errors.ts';
import { beginCall } from '../../../src/features/enrichment/engine/begin-call.ts';
import { instanceId, runEnrichmentJob } from '../../../src/features/enrichment/engine/dispatch.ts';
import { enrich } from '../../../src/features/enrichment/engine/enrich.ts';
import { finishCall } from '../../../src/features/enrichment/engine/finish-call.ts';
import { planRun } from '../../../src/features/enrichment/engine/plan.ts';
import { interrupted, runSource } from '../../../src/features/enrichment/engine/source-step.ts';
import { skipped } from '../../../src/features/enrichment/sources/outcome.ts';
import { newId } from '../../../src/lib/ids.ts';
import type { Bindings } from '../../../src/platform/env.ts';
import { eventually } from '../../support/imports.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, testEnv } from '../../support/worker.ts';
import { type Break, breaking, judged } from './breaking.ts';
import {
  accepted,
  callsAbout,
  claimNow,
  enriched,
  jobCtx,
  money,
  noLimits,
  peek,
  plainSteps,
  sourceOf,
} from './support.ts';

beforeAll(noLimits);
const bindings = testEnv as unknown as Bindings;
const owner = async () => makeMember(await makeTenant());

let n = 0;
/** A person whom every paid source knows, under a middle name of the test's own. */
const someone = () => `Tomas ${String.fromCharCode(65 + (n % 26))}${'abcdefghij'[Math.floor(n++ / 26)]}y Ostrander`;

/** Round trips that a run takes: plan, two for each of four sources, two to merge, three to summarise, two to save. */
const TRIPS = 16;

const everyBreak = Array.from({ length: TRIPS }, (_, i) => i + 1).flatMap((at): Break[] => [
  { at, when: 'before' },
  { at, when: 'after' },
]);

describe('a worker that is killed', () => {
  it('between any two writes leaves work that the next one ends, and no paid source is asked twice', async () => {
    const results = await Promise.all(
      everyBreak.map(async (where) => {
        const member = await owner();
        const run = await accepted(member, someone());
        const first = await claimNow(member.tenant.id, run.jobId);
        const killed = breaking(jobCtx(member.tenant.id, run.jobId), where, () => {
          throw new Error('killed');
        });
        // The last write of all may have been done when the kill came: then there is nothing left to do.
        await expect(enrich(killed.ctx, plainSteps, run.jobId, first.fence)).rejects.toThrow('killed');
        const [job] = await admin`select state from jobs where id = ${run.jobId}`;
        if (job?.state === 'running') {
          const second = await claimNow(member.tenant.id, run.jobId);
          expect(second.fence).toBe(first.fence + 1);
          expect(await enrich(jobCtx(member.tenant.id, run.jobId), plainSteps, run.jobId, second.fence)).toBe('ok');
        }
        return { where, ...(await judged(run)) };
      }),
    );
    for (const { where, interrupted: _, ...result } of results) {
      expect({ where, ...result }).toEqual({ where, ended: true, books: [], twice: [], unexplained: [] });
    }
    // Or the kills never came where they matter.
    expect(results.filter(({ interrupted }) => interrupted > 0).length).toBeGreaterThan(TRIPS / 2);
    expect(results.filter(({ interrupted }) => interrupted === 0).length).toBeGreaterThan(0);
  });
});

describe('a database that stumbles', () => {
  it('at any write, before or after it was done, costs neither an answer nor a credit', async () => {
    const results = await Promise.all(
      everyBreak.map(async ({ at, when }) => {
        const member = await owner();
        const run = await accepted(member, someone());
        const { fence } = await claimNow(member.tenant.id, run.jobId);
        const stumbling = breaking(jobCtx(member.tenant.id, run.jobId), { at, when }, (trip) => {
          if (trip === at) throw Object.assign(new Error('connection lost'), { name: 'NeonDbError' });
        });
        const end = await enrich(stumbling.ctx, plainSteps, run.jobId, fence);
        const profile = await peek(member, run.id);
        const { spent } = await money(member, run.jobId);
        const { ended, books, twice } = await judged(run);
        // Once the job has ended its fence is void, so that the repeated last write finds itself done by another.
        const over = at === TRIPS && when === 'after';
        return {
          at,
          when,
          end: over && end === 'over' ? 'ok' : end,
          status: profile.enrichment.status,
          spent,
          ended,
          books,
          twice,
        };
      }),
    );
    for (const result of results) {
      const { at, when } = result;
      expect(result).toEqual({ at, when, end: 'ok', status: 'done', spent: 6, ended: true, books: [], twice: [] });
    }
  });
});

describe('a call whose answer was never stored', () => {
  it('is not made again by the workflow that takes over; the other sources go on', async () => {
    const member = await owner();
    const run = await accepted(member, someone());
    const first = await claimNow(member.tenant.id, run.jobId);
    const plan = await planRun(jobCtx(member.tenant.id, run.jobId), run.jobId, first.fence);
    if (!plan) throw new Error('No plan');
    expect((await beginCall(jobCtx(member.tenant.id, run.jobId), plan, 'apollo', newId())).move).toBe('call');
    await admin`update jobs set lease_until = now() - interval '1 second' where id = ${run.jobId}`;

    await bindings.JOBS.send({ tenantId: member.tenant.id, jobId: run.jobId });
    const profile = await enriched(member, run.id);
    expect(profile.enrichment.status).toBe('partial');
    expect(sourceOf(profile, 'apollo')).toMatchObject({
      status: 'failed',
      cost: 0,
      reason: 'Interrupted before the answer was stored. Retry to ask again.',
    });
    expect(await callsAbout(run.name, 'apollo')).toEqual([]);
    for (const source of ['exa', 'contactout', 'claude'] as const)
      expect(sourceOf(profile, source).status).toBe('found');
    expect(await money(member, run.jobId)).toEqual({
      reserved: 1,
      spent: 5,
      entries: ['apollo unknown 0/1', 'claude settled 1/1', 'contactout settled 3/3', 'exa settled 1/1'],
    });
    const [job] = await admin`select fence, attempt from jobs where id = ${run.jobId}`;
    expect(job).toEqual({ fence: '2', attempt: 2 });
  });
});

it('an end that was stored stays, whatever comes later', async () => {
  const member = await owner();
  const run = await accepted(member, someone());
  const { fence } = await claimNow(member.tenant.id, run.jobId);
  const ctx = jobCtx(member.tenant.id, run.jobId);
  const plan = await planRun(ctx, run.jobId, fence);
  if (!plan) throw new Error('No plan');
  await runSource(ctx, plan, 'apollo');
  const before = sourceOf(await peek(member, run.id), 'apollo');
  expect(before.status).toBe('found');
  const late = { ...interrupted(), values: [{ field: 'title', value: 'Late', confidence: 1, sourceUrl: null }] };
  await finishCall(ctx, plan, 'apollo', late);
  await runSource(ctx, plan, 'apollo');
  const after = await peek(member, run.id);
  expect(sourceOf(after, 'apollo')).toEqual(before);
  expect(after.fields.map(({ value }) => value)).not.toContain('Late');
  expect(await callsAbout(run.name, 'apollo')).toHaveLength(1);
  expect(await money(member, run.jobId)).toMatchObject({ spent: 1, entries: ['apollo settled 1/1'] });
});

describe('a worker whose lease was taken over', () => {
  const everything = (id: string, tenantId: string) =>
    admin.transaction([
      admin`select * from prospects where id = ${id}`,
      admin`select * from field_values where prospect_id = ${id} order by field, source`,
      admin`select * from source_results where prospect_id = ${id} order by source`,
      admin`select * from enrichment_runs where prospect_id = ${id}`,
      admin`select * from jobs where tenant_id = ${tenantId}`,
      admin`select * from credit_ledger where tenant_id = ${tenantId}`,
      admin`select * from credit_accounts where tenant_id = ${tenantId}`,
    ]);

  it('changes nothing and asks nobody', async () => {
    const member = await owner();
    const run = await accepted(member, someone());
    const ctx = jobCtx(member.tenant.id, run.jobId);
    const first = await claimNow(member.tenant.id, run.jobId);
    const plan = await planRun(ctx, run.jobId, first.fence);
    if (!plan) throw new Error('No plan');
    await beginCall(ctx, plan, 'exa', newId());
    await claimNow(member.tenant.id, run.jobId);
    const before = await everything(run.id, member.tenant.id);

    const refused = { code: FENCED };
    await expect(finishCall(ctx, plan, 'exa', skipped('late'))).rejects.toMatchObject(refused);
    await expect(runSource(ctx, plan, 'apollo')).rejects.toMatchObject(refused);
    expect(await enrich(ctx, plainSteps, run.jobId, first.fence)).toBe('over');
    const params = { tenantId: member.tenant.id, jobId: run.jobId, fence: first.fence };
    const instance = await bindings.ENRICHMENT.create({ id: instanceId(run.jobId, first.fence), params });
    const status = await eventually(
      () => instance.status(),
      ({ status: s }) => s === 'complete' || s === 'errored',
    );
    expect(status).toMatchObject({ status: 'complete', output: 'over' });

    expect(await everything(run.id, member.tenant.id)).toEqual(before);
    expect(await callsAbout(run.name)).toEqual([]);
  });

  it('is dispatched once for each claim', async () => {
    const member = await owner();
    const run = await accepted(member, someone());
    const claim = await claimNow(member.tenant.id, run.jobId);
    const ctx = jobCtx(member.tenant.id, run.jobId);
    await runEnrichmentJob(ctx, claim);
    await runEnrichmentJob(ctx, claim);
    const profile = await enriched(member, run.id);
    expect(profile.enrichment.status).toBe('done');
    expect((await callsAbout(run.name)).filter(({ provider }) => provider !== 'edgar')).toHaveLength(4);
  });
});

describe('work that cannot be done', () => {
  it('is given up after enough tries, and can be started again', async () => {
    const member = await owner();
    const run = await accepted(member, someone());
    const { fence } = await claimNow(member.tenant.id, run.jobId);
    const ctx = jobCtx(member.tenant.id, run.jobId);
    const plan = await planRun(ctx, run.jobId, fence);
    if (!plan) throw new Error('No plan');
    await beginCall(ctx, plan, 'contactout', newId());
    await admin`update jobs set attempt = 6, lease_until = now() - interval '1 second' where id = ${run.jobId}`;
    await bindings.JOBS.send({ tenantId: member.tenant.id, jobId: run.jobId });
    const profile = await enriched(member, run.id);
    expect(profile.enrichment).toMatchObject({ status: 'failed', enrichedAt: null });
    for (const source of profile.enrichment.sources) {
      expect(source).toMatchObject({ status: 'failed', reason: 'Given up after several tries. Retry to ask again.' });
    }
    expect(await money(member, run.jobId)).toMatchObject({ reserved: 3, entries: ['contactout unknown 0/3'] });
    expect(await member.json(`/api/v1/jobs/${run.jobId}`)).toMatchObject({
      state: 'failed',
      error: { code: 'given_up' },
    });
    expect(await callsAbout(run.name)).toEqual([]);

    const again = await member.json<{ runId: string }>(`/api/v1/prospects/${run.id}/enrichments`, {
      method: 'POST',
      body: {},
    });
    expect(again.runId).not.toBe(run.runId);
    expect((await enriched(member, run.id)).enrichment.status).toBe('done');
  });

  it('ends with its prospect', async () => {
    const member = await owner();
    const run = await accepted(member, someone());
    await admin`delete from prospects where id = ${run.id}`;
    await bindings.JOBS.send({ tenantId: member.tenant.id, jobId: run.jobId });
    const job = await eventually(
      () => member.json<{ state: string; error: unknown }>(`/api/v1/jobs/${run.jobId}`),
      ({ state }) => state === 'failed',
    );
    expect(job.error).toMatchObject({ code: 'gone' });
  });

  it('rests while the workspace is locked, and goes on when it is opened', async () => {
    const member = await owner();
    const run = await accepted(member, someone());
    const { fence } = await claimNow(member.tenant.id, run.jobId);
    await admin`update tenants set billing = 'unpaid' where id = ${member.tenant.id}`;
    expect(await enrich(jobCtx(member.tenant.id, run.jobId), plainSteps, run.jobId, fence)).toBe('over');
    await admin`update tenants set billing = 'active' where id = ${member.tenant.id}`;
    const next = await claimNow(member.tenant.id, run.jobId);
    expect(await enrich(jobCtx(member.tenant.id, run.jobId), plainSteps, run.jobId, next.fence)).toBe('ok');
    expect((await peek(member, run.id)).enrichment.status).toBe('done');
  });
});
