/** A summary over its life: written once for the same facts, stale when they change, asked again when it could not be had. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retrySummaries } from '../../../src/features/enrichment/summary/retry.ts';
import type { Profile } from '../../../src/features/prospects/profile-contract.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import {
  addProspect,
  callsAbout,
  control,
  enriched,
  money,
  noLimits,
  openProfile,
  peek,
  quietEnv,
  setFaults,
  sourceOf,
} from './support.ts';

const LARKSPUR = 'Larkspur Instruments';
let n = 0;
const someone = () => `Tomas ${String.fromCharCode(65 + n++)}yx Ostrander`;
beforeAll(noLimits);
afterAll(() => setFaults([]));
const owner = async () => makeMember(await makeTenant());

const again = async (member: Member, id: string): Promise<Profile> => {
  await member.json(`/api/v1/prospects/${id}/enrichments`, { method: 'POST', body: { sources: ['claude'] } });
  return enriched(member, id);
};
const first = async (member: Member, name = someone()) => {
  const id = await addProspect(member, { name, company: LARKSPUR });
  await openProfile(member, id);
  return { id, name, profile: await enriched(member, id) };
};
const asks = async (name: string) => (await callsAbout(name, 'anthropic')).length;
const message = (text: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-4-5',
    content: [{ type: 'text', text, citations: null }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 900, output_tokens: 100 },
    ...more,
  });

describe('a summary', () => {
  it('says what it took, and is neither asked for nor paid again while the facts are the same', async () => {
    const member = await owner();
    const { id, name, profile } = await first(member);
    const { summary, summaryState } = profile.enrichment;
    expect(summaryState).toEqual({ state: 'fresh', reason: null, retryAt: null });
    expect(summary?.tokens.input).toBeGreaterThan(300);
    expect(summary?.costUsd).toBeCloseTo(((summary?.tokens.input ?? 0) + 5 * (summary?.tokens.output ?? 0)) / 1e6, 9);
    const [call] =
      await admin`select input_tokens, output_tokens, ended_at is not null as ended from model_calls where job_id = ${profile.enrichment.jobId}`;
    expect(call).toEqual({ input_tokens: summary?.tokens.input, output_tokens: summary?.tokens.output, ended: true });
    const { spent } = await money(member, profile.enrichment.jobId);

    const second = await again(member, id);
    expect(sourceOf(second, 'claude')).toMatchObject({
      status: 'found',
      cost: 0,
      reason: expect.stringMatching(/facts are the same/),
    });
    expect(second.enrichment.summary).toEqual(summary);
    expect([await asks(name), (await money(member, second.enrichment.jobId)).spent]).toEqual([1, spent]);
    expect((await money(member, second.enrichment.jobId)).entries).toEqual([]);
  });

  it('is stale when a fact changes, stays to be seen, and is written anew', async () => {
    const member = await owner();
    const { id, name, profile } = await first(member);
    await admin`update field_values set value = 'Paris' where prospect_id = ${id} and field = 'city' and chosen`;
    const old = await peek(member, id);
    expect(old.enrichment.summaryState.state).toBe('stale');
    expect(old.enrichment.summary).toEqual(profile.enrichment.summary);
    const anew = await again(member, id);
    expect(anew.enrichment.summaryState.state).toBe('fresh');
    expect(anew.enrichment.summary?.evidenceHash).not.toBe(profile.enrichment.summary?.evidenceHash);
    expect(await asks(name)).toBe(2);
  });

  it('that is refused is not asked for again of the same facts, and leaves the older one to be seen', async () => {
    const member = await owner();
    const { id, name, profile } = await first(member);
    await admin`update field_values set value = 'Paris' where prospect_id = ${id} and field = 'city' and chosen`;
    await setFaults([
      { provider: 'anthropic', match: name, fault: 'body', body: message('', { stop_reason: 'refusal', content: [] }) },
    ]);
    const refused = await again(member, id);
    expect(refused.enrichment.summaryState).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(/declined/),
      retryAt: null,
    });
    expect(refused.enrichment.summary).toEqual(profile.enrichment.summary);
    const third = await again(member, id);
    expect(sourceOf(third, 'claude')).toMatchObject({ status: 'skipped', cost: 0 });
    expect(await asks(name)).toBe(2);
  });

  it.each([
    ['cut', { fault: 'body', body: message('{"sentences":[{"text":"Half a', { stop_reason: 'max_tokens' }) }, 1],
    ['overloaded', { fault: '529' }, 3],
    ['turned away for an hour', { fault: '429', retryAfter: 3600 }, 1],
  ] as const)('that is %s is asked for again by itself, when its time has come', async (what, fault, calls) => {
    const member = await owner();
    const name = someone();
    await setFaults([{ provider: 'anthropic', match: name, ...fault }]);
    // With a key of its own: what is asked to wait so long is that key, and no other test.
    const body = { key: 'anthropic-key-of-their-own' };
    await member.json('/api/v1/provider-keys/claude', { method: 'PUT', body });
    const { id, profile } = await first(member, name);
    expect(profile.enrichment).toMatchObject({ status: 'partial', summary: null, summaryState: { state: 'waiting' } });
    expect(profile.prospect.city).not.toBeNull();
    const retryAt = Date.parse(profile.enrichment.summaryState.retryAt ?? '');
    expect(retryAt - Date.now()).toBeGreaterThan(what === 'turned away for an hour' ? 3_500_000 : 60_000);
    expect((await money(member, profile.enrichment.jobId)).entries.join()).not.toContain('claude settled');
    expect(await asks(name)).toBe(calls);
    await member.json('/api/v1/provider-keys/claude', { method: 'DELETE' });

    await setFaults([]);
    const later: Promise<unknown>[] = [];
    const env = quietEnv();
    expect(await retrySummaries(env, (work) => void later.push(work))).toBe(0);
    await admin`update summaries set retry_at = now() - interval '1 second' where prospect_id = ${id}`;
    expect(await retrySummaries(env, (work) => void later.push(work))).toBe(1);
    expect(await retrySummaries(env, (work) => void later.push(work))).toBe(0);
    await Promise.allSettled(later);
    const [run] =
      await admin`select job_id, sources, status from enrichment_runs where prospect_id = ${id} order by created_at desc limit 1`;
    expect(run).toMatchObject({ sources: ['claude'], status: 'queued' });
    const real = (await import('../../support/worker.ts')).testEnv;
    await real.JOBS.send({ tenantId: member.tenant.id, jobId: String(run?.job_id) });
    const done = await enriched(member, id);
    expect(done.enrichment.summaryState).toEqual({ state: 'fresh', reason: null, retryAt: null });
    expect(await asks(name)).toBe(calls + 1);
  });

  it('whose outcome nobody knows is not asked for again by itself', async () => {
    const member = await owner();
    const name = someone();
    await setFaults([{ provider: 'anthropic', match: name, fault: 'reset' }]);
    const { profile } = await first(member, name);
    expect(profile.enrichment.summaryState).toMatchObject({
      state: 'failed',
      retryAt: null,
      reason: expect.stringMatching(/broke off/),
    });
    const [call] =
      await admin`select reserved_tokens > 0 as aside, ended_at from model_calls where job_id = ${profile.enrichment.jobId}`;
    expect(call).toEqual({ aside: true, ended_at: null });
  });

  it('waits for tomorrow where the day’s budget is used up, and costs nothing', async () => {
    const member = await owner();
    await admin`update tenants set limits = limits || '{"modelTokensPerDay": 1000}' where id = ${member.tenant.id}`;
    const { name, profile } = await first(member);
    expect(sourceOf(profile, 'claude')).toMatchObject({
      status: 'skipped',
      cost: 0,
      reason: expect.stringMatching(/budget.*tomorrow/),
    });
    const { state, retryAt } = profile.enrichment.summaryState;
    expect(state).toBe('waiting');
    const midnight = new Date();
    midnight.setUTCHours(24, 0, 0, 0);
    expect(Date.parse(retryAt ?? '')).toBeGreaterThanOrEqual(midnight.getTime() - 1000);
    expect(await asks(name)).toBe(0);
  });

  it('of many at once keeps to a budget for two', async () => {
    const member = await owner();
    const probe = await first(member);
    const [call] =
      await admin`select reserved_tokens from model_calls where job_id = ${probe.profile.enrichment.jobId}`;
    const [used] =
      await admin`select sum(input_tokens + output_tokens) as tokens from model_calls where tenant_id = ${member.tenant.id}`;
    const limit = Number(used?.tokens) + Math.round(Number(call?.reserved_tokens) * 2.4);
    await admin`update tenants set limits = limits || jsonb_build_object('modelTokensPerDay', ${limit}::int) where id = ${member.tenant.id}`;
    // Each is slow, so that what it put aside still stands when the others look.
    const names = Array.from({ length: 5 }, someone);
    await setFaults(names.map((name) => ({ provider: 'anthropic', match: name, fault: 'delay', ms: 6_000 })));
    await Promise.all(names.map((name) => first(member, name)));
    const asked = await Promise.all(names.map(asks));
    expect(asked.filter((count) => count > 0).length).toBe(2);
  });

  it('asks with a schema, without tools, and never twice with the same fence', async () => {
    const member = await owner();
    const bodies: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const { name } = await first(member);
      for (const call of (await control('GET', 'calls?provider=anthropic')) as { body: string }[])
        if (call.body.includes(name)) bodies.push(call.body);
    }
    const fences = bodies.map((body) => /DATA-[0-9a-f]{24}/.exec(body)?.[0]);
    expect(new Set(fences).size).toBe(2);
    for (const body of bodies) expect(body).not.toContain('"tools"');
  });
});
