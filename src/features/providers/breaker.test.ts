import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  admit,
  type Breaker,
  FAILURES_IN_A_ROW,
  figuresOf,
  newBreaker,
  OPEN_MAX_MS,
  OPEN_MS,
  PROBE_MS,
  record,
} from './breaker.ts';

const T = 1_800_000_000_000;
const fail = (b: Breaker, now: number, probe = false) => record(b, { ok: false, probe }, now);
const well = (b: Breaker, now: number, probe = false) => record(b, { ok: true, probe }, now);
const broken = (now = T): Breaker => {
  let b = newBreaker();
  for (let i = 0; i < FAILURES_IN_A_ROW; i += 1) b = fail(b, now);
  return b;
};

/** Any life of a breaker: calls that end well or not, probes among them, at growing moments. */
const life = fc.array(fc.record({ ok: fc.boolean(), after: fc.integer({ min: 0, max: 90_000 }) }), { maxLength: 200 });
const lived = (ends: { ok: boolean; after: number }[]): { breaker: Breaker; now: number } => {
  let breaker = newBreaker();
  let now = T;
  for (const { ok, after } of ends) {
    now += after;
    const asked = admit(breaker, now);
    breaker = asked.breaker;
    if (asked.verdict.kind !== 'wait') breaker = record(breaker, { ok, probe: asked.verdict.kind === 'probe' }, now);
  }
  return { breaker, now };
};

describe('a circuit breaker', () => {
  it('opens within ten failures, whatever went before', () =>
    fc.assert(
      fc.property(life, fc.integer({ min: 0, max: 5_000 }), (ends, gap) => {
        let { breaker, now } = lived(ends);
        for (let i = 0; i < 10; i += 1) {
          now += gap;
          const { breaker: next, verdict } = admit(breaker, now);
          breaker = verdict.kind === 'wait' ? next : fail(next, now, verdict.kind === 'probe');
        }
        expect(breaker.state).not.toBe('closed');
      }),
    ));
  it('lets exactly one probe through, however many ask at once', () =>
    fc.assert(
      fc.property(life, fc.integer({ min: 2, max: 50 }), (ends, many) => {
        let { breaker, now } = lived(ends);
        for (let i = 0; i < 10; i += 1) breaker = fail(breaker, now);
        fc.pre(breaker.state === 'open');
        now = breaker.until;
        const verdicts = Array.from({ length: many }, () => {
          const asked = admit(breaker, now);
          breaker = asked.breaker;
          return asked.verdict.kind;
        });
        expect(verdicts.filter((kind) => kind === 'probe')).toHaveLength(1);
        expect(verdicts.filter((kind) => kind === 'wait')).toHaveLength(many - 1);
      }),
    ));
  it('never waits longer than its longest time, and always lets somebody through after it', () =>
    fc.assert(
      fc.property(life, (ends) => {
        const { breaker, now } = lived(ends);
        const { verdict } = admit(breaker, now);
        if (verdict.kind === 'wait') expect(verdict.until - now).toBeLessThanOrEqual(OPEN_MAX_MS);
        expect(admit(breaker, now + OPEN_MAX_MS).verdict.kind).not.toBe('wait');
      }),
    ));
  it('closes when its probe is well, and stays shut twice as long when it is not', () => {
    const open = broken();
    const { breaker: half } = admit(open, T + OPEN_MS);
    expect(well(half, T + OPEN_MS + 1, true).state).toBe('closed');
    const again = fail(half, T + OPEN_MS + 1, true);
    expect(again.until).toBe(T + OPEN_MS + 1 + 2 * OPEN_MS);
  });
  it('takes another probe where the one before was never heard of again', () => {
    const { breaker: half } = admit(broken(), T + OPEN_MS);
    expect(admit(half, T + OPEN_MS + PROBE_MS - 1).verdict.kind).toBe('wait');
    expect(admit(half, T + OPEN_MS + PROBE_MS).verdict.kind).toBe('probe');
  });
  it('learns nothing from calls that began before it opened', () => {
    const open = broken();
    expect(well(open, T + 1)).toMatchObject({ state: 'open', until: open.until });
    const { breaker: half } = admit(open, T + OPEN_MS);
    expect(well(half, T + OPEN_MS + 1).state).toBe('half_open');
  });
  it('opens where every second call fails, and not where every fifth does', () => {
    let half = newBreaker();
    let fifth = newBreaker();
    for (let i = 0; i < 40; i += 1) {
      half = record(half, { ok: i % 2 === 0, probe: false }, T + i);
      fifth = record(fifth, { ok: i % 5 !== 0, probe: false }, T + i);
    }
    expect(half.state).toBe('open');
    expect(fifth.state).toBe('closed');
    expect(figuresOf(fifth, T + 40)).toEqual({ calls: 40, failed: 8 });
    expect(figuresOf(fifth, T + 120_000)).toEqual({ calls: 0, failed: 0 });
  });
});
