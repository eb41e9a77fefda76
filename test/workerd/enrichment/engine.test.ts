import { runInDurableObject } from 'cloudflare:test';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EnrichmentSettings } from '../../../src/features/enrichment/contract.ts';
import { cancelRun } from '../../../src/features/enrichment/engine/cancel.ts';
import { enrich } from '../../../src/features/enrichment/engine/enrich.ts';
import { retrySource } from '../../../src/features/enrichment/engine/retry.ts';
import { startEnrichment } from '../../../src/features/enrichment/engine/start.ts';
import type { ProvidersHealth } from '../../../src/features/providers/contract.ts';
import { newId } from '../../../src/lib/ids.ts';
import type { Env, GateAsk } from '../../../src/platform/env.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, testEnv } from '../../support/worker.ts';
import {
  accepted,
  addProspect,
  bookErrors,
  callsAbout,
  claimNow,
  jobCtx,
  memberCtx,
  money,
  noLimits,
  openEnv,
  peek,
  plainSteps,
  type Started,
  setFaults,
  sourceOf,
} from './support.ts';

beforeAll(noLimits);
afterAll(() => setFaults([]));
type Look = (storage: DurableObjectStorage) => unknown[];
const inObject = (stub: unknown, look: Look): Promise<unknown[]> =>
  (
    runInDurableObject as unknown as (
      s: unknown,
      f: (_: unknown, state: DurableObjectState) => unknown,
    ) => Promise<unknown[]>
  )(stub, (_, { storage }) => look(storage));
const owner = async (options: Parameters<typeof makeTenant>[0] = {}) => makeMember(await makeTenant(options));
let n = 0;
const someone = () => `Tomas ${String.fromCharCode(65 + (n++ % 26))}qe Ostrander`;

const goOn = async ({ member, jobId }: Pick<Started, 'member' | 'jobId'>, env: Env = openEnv()) => {
  const { fence } = await claimNow(member.tenant.id, jobId);
  return enrich(jobCtx(member.tenant.id, jobId, env), plainSteps, jobId, fence);
};

const settings = (member: Member, more: Partial<EnrichmentSettings>) =>
  member.json('/api/v1/enrichment/settings', {
    method: 'PUT',
    body: {
      mode: 'side_by_side',
      order: ['apollo', 'contactout', 'exa', 'edgar', 'claude'],
      fields: ['email'],
      off: [],
      nightly: { on: false, credits: 0, people: 1 },
      onSignal: false,
      ...more,
    },
  });

describe('a gate in its object', () => {
  const gate = () => testEnv.PROVIDER_GATE.getByName(newId());
  const ask = (more: Partial<GateAsk> = {}): GateAsk => ({
    provider: 'apollo',
    tenantId: newId(),
    account: 'platform',
    lane: 'search',
    share: null,
    maxWaitMs: 0,
    ...more,
  });
  const many = async (one: ReturnType<typeof gate>, times: number, asking: GateAsk) => {
    const admit = async () => {
      for (;;) {
        const answer = await one.admit(asking);
        if (answer.ok) await one.report('apollo', { permit: answer.permit, account: 'platform', result: 'ok' });
        if (answer.ok || answer.code !== 'busy') return answer;
      }
    };
    return Promise.all(Array.from({ length: times }, admit));
  };

  it('lets out exactly what a provider and a workspace may, of many at once', async () => {
    const one = gate();
    const all = await many(one, 260, ask());
    expect(all.filter(({ ok }) => ok)).toHaveLength(200);
    expect(all.find(({ ok }) => !ok)).toMatchObject({ code: 'limit' });
    const share = { limit: 50, windowMs: 3_600_000 };
    const mine = await many(one, 120, ask({ lane: 'enrich', share }));
    expect(mine.filter(({ ok }) => ok)).toHaveLength(50);
  });

  it('gives the turns of a second one after the other, and no more than are to be had', async () => {
    const one = gate();
    const asking = ask({ provider: 'edgar', lane: 'enrich', maxWaitMs: 5_000 });
    const turns = await Promise.all(Array.from({ length: 20 }, () => one.admit(asking)));
    const out = turns.flatMap((turn) => (turn.ok ? [turn] : []));
    expect(out).toHaveLength(10);
    expect(new Set(out.map(({ waitMs }) => waitMs)).size).toBeGreaterThan(5);
    expect(turns.find(({ ok }) => !ok)).toMatchObject({ code: 'limit' });
    // What came back counts for a second more: that it arrived late is possible.
    await one.report('edgar', { permit: out[0]?.permit ?? '', account: 'platform', result: 'ok' });
    expect(await one.admit(asking)).toMatchObject({ ok: false, code: 'limit' });
    const [core] = await inObject(one, ({ sql }) => [String(sql.exec('select value from core').one().value)]);
    expect(JSON.parse(String(core)).ended).toHaveLength(1);
  });

  it('opens within ten failures, tries once, and closes; and an object that begins anew knows all that', async () => {
    const one = gate();
    let failures = 0;
    for (;;) {
      const answer = await one.admit(ask());
      if (!answer.ok) {
        expect(answer.code).toBe('down');
        break;
      }
      failures += 1;
      await one.report('apollo', { permit: answer.permit, account: 'platform', result: 'failed' });
    }
    expect(failures).toBeLessThanOrEqual(10);
    // The next life of the object reads what this one stored.
    const [core, counts] = await inObject(one, ({ sql }) => [
      String(sql.exec('select value from core').one().value),
      Number(sql.exec('select sum(n) as n from counts').one().n),
    ]);
    expect(JSON.parse(String(core))).toMatchObject({ breaker: { state: 'open' } });
    expect(counts).toBe(failures);
  });
});

describe('a gate that does not answer', () => {
  it('has paid providers wait, and nobody is asked', async () => {
    const member = await owner();
    const run = await accepted(member, someone());
    const down: Env = {
      ...openEnv(),
      PROVIDER_GATE: {
        getByName: () => {
          const gone = () => Promise.reject(new Error('The object is gone'));
          return { admit: gone, report: gone, look: gone };
        },
      },
    };
    await goOn(run, down);
    const profile = await peek(member, run.id);
    expect(sourceOf(profile, 'apollo')).toMatchObject({ status: 'waiting', code: 'internal', retryable: true });
    expect(profile.enrichment.status).toBe('running');
    expect(await callsAbout(run.name, 'apollo')).toEqual([]);
    // What was put aside is asked with later, and paid once.
    await admin`update source_results set next_try_at = now() where run_id = ${run.runId} and status = 'waiting'`;
    await goOn(run);
    expect(sourceOf(await peek(member, run.id), 'apollo')).toMatchObject({ status: 'found', code: null, cost: 1 });
    expect(await callsAbout(run.name, 'apollo')).toHaveLength(1);
    expect((await money(member, run.jobId)).entries).toContain('apollo settled 1/1');
    expect(await bookErrors(member.tenant.id)).toEqual([]);
  });
});

describe('a provider that asks for patience', () => {
  it('waits without a worker, the others’ values are there, and is asked again when its time has come', async () => {
    const member = await owner();
    const run = await accepted(member, someone());
    await setFaults([{ provider: 'apollo', match: run.name, fault: '429', retryAfter: 600, times: 1 }]);
    await goOn(run);
    const waiting = await peek(member, run.id);
    expect(sourceOf(waiting, 'apollo')).toMatchObject({ status: 'waiting', code: 'rate_limited', cost: 0 });
    expect(Date.parse(sourceOf(waiting, 'apollo').nextTryAt ?? '')).toBeGreaterThan(Date.now() + 500_000);
    expect(sourceOf(waiting, 'contactout').status).toBe('found');
    expect(waiting.prospect.email).not.toBeNull();
    const [job] =
      await admin`select attempt, lease_until > now() + interval '9 minutes' as later from jobs where id = ${run.jobId}`;
    expect(job).toEqual({ attempt: 0, later: true });
    // A worker that comes too early asks nobody.
    await goOn(run);
    expect(await callsAbout(run.name, 'apollo')).toHaveLength(1);
    await retrySource(memberCtx(member), run.id, 'apollo');
    const { fence } = await claimNow(member.tenant.id, run.jobId);
    await enrich(jobCtx(member.tenant.id, run.jobId, openEnv()), plainSteps, run.jobId, fence);
    const profile = await peek(member, run.id);
    expect(sourceOf(profile, 'apollo')).toMatchObject({ status: 'found', nextTryAt: null, cost: 1 });
    expect(profile.enrichment.status).toBe('done');
    expect((await callsAbout(run.name, 'apollo')).map(({ status }) => status)).toEqual([429, 200]);
    expect(await bookErrors(member.tenant.id)).toEqual([]);
  });
});

describe('cancelling', () => {
  it('stops what was not asked, gives its credits back, and ends the run', async () => {
    const member = await owner();
    const run = await accepted(member, someone());
    await setFaults([{ provider: 'apollo', match: run.name, fault: '429', retryAfter: 600 }]);
    await goOn(run);
    expect((await money(member, run.jobId)).reserved).toBe(1);
    const state = await cancelRun(memberCtx(member), run.runId);
    expect(state.sources.find(({ source }) => source === 'apollo')).toMatchObject({ status: 'cancelled' });
    expect(state.sources.find(({ source }) => source === 'contactout')).toMatchObject({ status: 'found' });
    expect((await money(member, run.jobId)).reserved).toBe(0);
    await goOn(run);
    expect((await peek(member, run.id)).enrichment).toMatchObject({ status: 'cancelled' });
    expect(await member.json(`/api/v1/jobs/${run.jobId}`)).toMatchObject({ state: 'cancelled' });
    expect(await bookErrors(member.tenant.id)).toEqual([]);
    // Once more changes nothing.
    await cancelRun(memberCtx(member), run.runId);
    expect((await peek(member, run.id)).enrichment.status).toBe('cancelled');
  });
  it('while the first of a waterfall is slow lets that one end, asks nobody after it, and keeps nothing aside', async () => {
    const member = await owner();
    await settings(member, { mode: 'waterfall', fields: ['email'], off: ['exa', 'edgar'] });
    const name = someone();
    const id = await addProspect(member, { name, company: 'Larkspur Instruments' });
    await setFaults([{ provider: 'apollo', match: name, fault: 'delay', ms: 4_000 }]);
    const path = `/api/v1/prospects/${id}/enrichments`;
    const { runId, jobId } = await member.json<{ runId: string; jobId: string }>(path, { method: 'POST', body: {} });
    await vi.waitUntil(async () => (await callsAbout(name, 'apollo')).length > 0, { timeout: 20_000, interval: 50 });
    expect((await money(member, jobId)).reserved).toBeGreaterThan(0);
    await member.json(`/api/v1/enrichment-runs/${runId}/cancel`, { method: 'POST' });
    await vi.waitUntil(async () => (await peek(member, id)).enrichment.status === 'cancelled', { timeout: 30_000 });
    const profile = await peek(member, id);
    expect(sourceOf(profile, 'apollo')).toMatchObject({ status: 'found', cost: 1 });
    expect(sourceOf(profile, 'contactout')).toMatchObject({ status: 'cancelled', code: 'cancelled', cost: 0 });
    expect(sourceOf(profile, 'claude')).toMatchObject({ status: 'cancelled', cost: 0 });
    expect((await callsAbout(name)).map(({ provider }) => provider)).toEqual(['apollo']);
    expect(await money(member, jobId)).toMatchObject({ reserved: 0, spent: 1, entries: ['apollo settled 1/1'] });
    expect(await bookErrors(member.tenant.id)).toEqual([]);
  });
  it('before anybody began asks nobody', async () => {
    const member = await owner();
    const run = await accepted(member, someone());
    await member.json(`/api/v1/enrichment-runs/${run.runId}/cancel`, { method: 'POST' });
    const state = (await peek(member, run.id)).enrichment;
    expect(state.sources.every(({ status }) => status === 'cancelled')).toBe(true);
    expect(await callsAbout(run.name)).toEqual([]);
  });
});

describe('a waterfall', () => {
  it('stops at the first validated value, in the tenant’s order', async () => {
    const member = await owner();
    await settings(member, { mode: 'waterfall', fields: ['email'] });
    const run = await accepted(member, someone());
    await goOn(run);
    const profile = await peek(member, run.id);
    const email = profile.fields.find(({ field, source }) => field === 'email' && source === 'apollo');
    const stopped = (email?.confidence ?? 0) >= 0.9;
    expect(sourceOf(profile, 'contactout')).toMatchObject(
      stopped ? { status: 'skipped', code: 'not_needed', cost: 0 } : { status: 'found' },
    );
    expect(await callsAbout(run.name, 'contactout')).toHaveLength(stopped ? 0 : 1);
    expect(sourceOf(profile, 'exa').status).toBe('found');
  });
  it('goes on where the first finds nobody', async () => {
    const member = await owner();
    await settings(member, { mode: 'waterfall', fields: ['email'] });
    const run = await accepted(member, someone());
    await setFaults([{ provider: 'apollo', match: run.name, fault: 'body', body: '{"person":null}' }]);
    await goOn(run);
    const profile = await peek(member, run.id);
    expect(sourceOf(profile, 'apollo')).toMatchObject({ status: 'empty', code: 'nothing_found' });
    expect(sourceOf(profile, 'contactout').status).toBe('found');
  });
  it('asks no source that is switched off', async () => {
    const member = await owner();
    await settings(member, { off: ['exa', 'claude'] });
    const run = await accepted(member, someone());
    await goOn(run);
    const profile = await peek(member, run.id);
    for (const source of ['exa', 'claude'] as const)
      expect(sourceOf(profile, source)).toMatchObject({ status: 'skipped', code: 'switched_off' });
    expect(await callsAbout(run.name, 'exa')).toEqual([]);
  });
});

describe('an answer that is here', () => {
  it('stands in for asking, costs nothing and says so; older ones are asked for again and not paid twice', async () => {
    const member = await owner();
    const run = await accepted(member, someone());
    await goOn(run);
    // The profile has learned an address meanwhile: the question is the one before only without it.
    const asBefore = () => admin`
      update prospects set email = null, email_key = null, linkedin_url = null, company_domain = null,
             company = 'Larkspur Instruments' where id = ${run.id}`;
    await asBefore();
    const again = async () => {
      const next = await startEnrichment(memberCtx(member), run.id, { sources: ['apollo'] });
      await goOn({ member, jobId: next.jobId });
      await asBefore();
      return sourceOf(await peek(member, run.id), 'apollo');
    };
    expect(await again()).toMatchObject({ status: 'found', cached: true, cost: 0 });
    expect(await callsAbout(run.name, 'apollo')).toHaveLength(1);
    await admin`update provider_answers set expires_at = now() where tenant_id = ${member.tenant.id}`;
    expect(await again()).toMatchObject({ status: 'found', cached: false, cost: 0 });
    expect(await callsAbout(run.name, 'apollo')).toHaveLength(2);
    await admin`update provider_answers set expires_at = now(), paid_until = now() where tenant_id = ${member.tenant.id}`;
    expect(await again()).toMatchObject({ status: 'found', cost: 1 });
    expect(await bookErrors(member.tenant.id)).toEqual([]);
  });
  it('is not another workspace’s', async () => {
    const name = someone();
    const first = await accepted(await owner(), name);
    await goOn(first);
    const second = await accepted(await owner(), name);
    await goOn(second);
    expect(sourceOf(await peek(second.member, second.id), 'apollo')).toMatchObject({ cached: false, cost: 1 });
  });
});

describe('the providers’ health', () => {
  it('is told to those who manage the workspace, in words', async () => {
    const member = await owner({ plan: 'pro' });
    const { items } = await member.json<ProvidersHealth>('/api/v1/providers/health');
    expect(items.map(({ provider }) => provider)).toEqual(['apollo', 'exa', 'contactout', 'edgar', 'claude']);
    expect(items[0]).toMatchObject({ state: 'closed', mine: { limit: 100, windowSeconds: 3_600, used: 0 } });
    const viewer = await makeMember(member.tenant, 'viewer');
    expect((await viewer.fetch('/api/v1/providers/health')).status).toBe(403);
  });
});
