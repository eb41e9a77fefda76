import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GateAsk, GateReport } from '../../platform/env.ts';
import { FAILURES_IN_A_ROW, OPEN_MS } from './breaker.ts';
import { decide, type GateState, look, newGate, PERMIT_MS, settle } from './gate.ts';
import type { Policy } from './policies.ts';

const T = 1_800_000_000_000;
const POLICY: Policy = { concurrency: 5, lanes: { enrich: { limit: 20, windowMs: 60_000 } } };
const ask = (more: Partial<GateAsk> = {}): GateAsk => ({
  provider: 'apollo',
  tenantId: 'a',
  account: 'platform',
  lane: 'enrich',
  share: null,
  maxWaitMs: 5_000,
  ...more,
});
let n = 0;
const admit = (state: GateState, now: number, more: Partial<GateAsk> = {}, policy = POLICY) => {
  n += 1;
  return decide(state, policy, ask(more), now, `p${n}`).answer;
};
const report = (permit: string, result: GateReport['result'], more: Partial<GateReport> = {}): GateReport => ({
  permit,
  account: 'platform',
  result,
  ...more,
});

describe('a gate', () => {
  it('lets out as many at a time as it may, and takes back the permit of a holder that crashed', () => {
    const state = newGate();
    const first = Array.from({ length: 8 }, () => admit(state, T));
    expect(first.map((one) => (one.ok ? 'ok' : one.code))).toEqual([...Array(5).fill('ok'), ...Array(3).fill('busy')]);
    expect(admit(state, T + PERMIT_MS - 1)).toMatchObject({ ok: false, code: 'busy' });
    expect(admit(state, T + PERMIT_MS)).toMatchObject({ ok: true });
  });
  it('keeps the provider’s own limit and each workspace’s share apart', () => {
    const state = newGate();
    const share = { limit: 3, windowMs: 3_600_000 };
    const wide: Policy = { ...POLICY, concurrency: 1_000 };
    const a = Array.from({ length: 5 }, () => admit(state, T, { share }, wide));
    expect(a.filter(({ ok }) => ok)).toHaveLength(3);
    expect(a.at(-1)).toMatchObject({ code: 'share' });
    const b = Array.from({ length: 30 }, () => admit(state, T, { tenantId: 'b' }, wide));
    expect(b.filter(({ ok }) => ok)).toHaveLength(17);
    expect(b.at(-1)).toMatchObject({ code: 'limit' });
    // With a key of its own a workspace has the provider's limit to itself.
    expect(admit(state, T, { tenantId: 'c', account: 'k1' }, wide)).toMatchObject({ ok: true });
  });
  it('takes nothing for a call that it holds back', () =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3 }), { maxLength: 100 }), (tenants) => {
        const state = newGate();
        const share = { limit: 4, windowMs: 60_000 };
        let out = 0;
        for (const tenant of tenants) if (admit(state, T, { tenantId: `t${tenant}`, share }).ok) out += 1;
        expect(look(state, POLICY, ask(), T)).toMatchObject({ used: out, inFlight: out });
        expect(out).toBeLessThanOrEqual(POLICY.concurrency);
      }),
    ));
  it('asks nobody after failures, then one, and everybody once that one was well', () => {
    const state = newGate();
    for (let i = 0; i < FAILURES_IN_A_ROW; i += 1) {
      const got = admit(state, T);
      if (!got.ok) throw new Error('It opened too early');
      settle(state, report(got.permit, 'failed'), T);
    }
    expect(admit(state, T)).toEqual({ ok: false, code: 'down', retryAt: T + OPEN_MS });
    const probe = admit(state, T + OPEN_MS);
    if (!probe.ok) throw new Error('No probe was let through');
    expect(admit(state, T + OPEN_MS)).toMatchObject({ code: 'down' });
    settle(state, report(probe.permit, 'ok'), T + OPEN_MS);
    expect(admit(state, T + OPEN_MS)).toMatchObject({ ok: true });
  });
  it('has no second at the provider’s door hold more than its limit, however calls are held up on the way', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            after: fc.integer({ min: 0, max: 150 }),
            // How long after its turn a call arrives, and how long after that its end is told.
            late: fc.integer({ min: 0, max: 1_500 }),
            takes: fc.integer({ min: 0, max: 400 }),
          }),
          { minLength: 30, maxLength: 150 },
        ),
        (calls) => {
          const paced: Policy = { concurrency: 100, lanes: {}, pace: { perSecond: 8, burst: 2 } };
          const state = newGate();
          const arrived: number[] = [];
          let ends: { at: number; permit: string }[] = [];
          let now = T;
          for (const { after, late, takes } of calls) {
            now += after;
            for (const { at, permit } of ends.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at))
              settle(state, report(permit, 'ok'), at, paced);
            ends = ends.filter(({ at }) => at > now);
            const got = admit(state, now, {}, paced);
            if (!got.ok) {
              expect(got).toMatchObject({ code: 'limit' });
              expect(got.retryAt).toBeGreaterThan(now);
              continue;
            }
            arrived.push(now + got.waitMs + late);
            ends.push({ at: now + got.waitMs + late + takes, permit: got.permit });
          }
          for (const from of arrived)
            expect(arrived.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(10);
        },
      ),
    ));
  it('lets the next be the probe where the probe did not go out', () => {
    const state = newGate();
    for (let i = 0; i < FAILURES_IN_A_ROW; i += 1) settle(state, report(`x${i}`, 'failed'), T);
    const probe = admit(state, T + OPEN_MS);
    if (probe.ok) settle(state, report(probe.permit, 'unused'), T + OPEN_MS);
    expect(admit(state, T + OPEN_MS)).toMatchObject({ ok: true });
  });
  it('leaves alone who was told to wait: one key where the key was meant, all where the provider was', () => {
    const state = newGate();
    const own = admit(state, T, { account: 'k1' });
    if (own.ok) settle(state, report(own.permit, 'away', { account: 'k1', retryAfterMs: 30_000 }), T);
    expect(admit(state, T, { account: 'k1' })).toEqual({ ok: false, code: 'blocked', retryAt: T + 30_000 });
    const ours = admit(state, T);
    expect(ours).toMatchObject({ ok: true });
    if (ours.ok) settle(state, report(ours.permit, 'failed', { retryAfterMs: 10_000, everyone: true }), T);
    expect(admit(state, T)).toEqual({ ok: false, code: 'blocked', retryAt: T + 10_000 });
    expect(admit(state, T + 10_000)).toMatchObject({ ok: true });
    expect(admit(state, T + 10_000, { account: 'k1' })).toMatchObject({ code: 'blocked' });
  });
});
