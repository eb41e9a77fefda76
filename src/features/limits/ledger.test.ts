import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ask, BUCKET_MS, type Claim, keptFor, Ledger, WAITING_MS } from './ledger.ts';

const WINDOW_MS = 60_000;
const NOW = 1_000_000_000;
const claim = (limit: number, key = 'tenant'): Claim => ({ key, limit, windowMs: WINDOW_MS });
const asking = (claims: Claim[], ask: Partial<Ask> = {}): Ask => ({ claims, waiting: 1, ahead: 0, back: [], ...ask });

describe('the permits that are out', () => {
  it('are as many as the limit, and no more until the window is over', () => {
    const ledger = new Ledger();
    const asked = (now: number) => ledger.ask(asking([claim(100)]), now).answer.granted;
    expect(Array.from({ length: 1_000 }, () => asked(NOW)).reduce((a, b) => a + b)).toBe(100);
    expect(asked(NOW + WINDOW_MS)).toBe(0);
    expect(asked(NOW + WINDOW_MS + WAITING_MS + BUCKET_MS)).toBe(1);
  });

  it('go to as many waiting requests as there is room for, and then to none that are yet to come', () => {
    const { answer } = new Ledger().ask(asking([claim(10)], { waiting: 25, ahead: 50 }), NOW);
    expect([answer.granted, answer.states[0]?.remaining]).toEqual([10, 0]);
  });

  it('count against all claims together: the tightest decides, and what it refuses counts against none', () => {
    const ledger = new Ledger();
    const both = [claim(10), claim(2, 'actor:a')];
    expect(ledger.ask(asking(both, { waiting: 5 }), NOW).answer).toMatchObject({
      granted: 2,
      states: [{ remaining: 8 }, { remaining: 0 }],
    });
    expect(ledger.ask(asking([claim(10), claim(20, 'actor:b')], { waiting: 20 }), NOW).answer.granted).toBe(8);
  });

  it('are given ahead out of what is above the reserve only', () => {
    const ledger = new Ledger();
    const ahead = () => ledger.ask(asking([claim(100)], { waiting: 0, ahead: 1_000 }), NOW).answer.granted;
    const given = Array.from({ length: 60 }, ahead);
    expect([given[0], given.at(-1)]).toEqual([11, 0]);
    expect(given.reduce((a, b) => a + b)).toBeLessThanOrEqual(95);
    expect(ledger.ask(asking([claim(100)], { waiting: 100 }), NOW).answer.granted).toBeGreaterThanOrEqual(5);
  });

  it('are leased for long while there is plenty, for as long more of them, and shortly where they get scarce', () => {
    const after = (out: number) => {
      const ledger = new Ledger();
      ledger.ask(asking([claim(1_000)], { waiting: out }), NOW);
      const { granted, leaseMs } = ledger.ask(asking([claim(1_000)], { waiting: 0, ahead: 5 }), NOW).answer;
      return [granted, leaseMs];
    };
    expect([0, 300, 400, 600, 800, 949].map(after)).toEqual([
      [20, 20_000],
      [20, 20_000],
      [5, 5_000],
      [5, 5_000],
      [1, 1_000],
      [0, 1_000],
    ]);
  });

  it('come back when they are given back, once and only those that are out', () => {
    const ledger = new Ledger();
    const { granted, at, leaseMs = 0 } = ledger.ask(asking([claim(1_000)], { ahead: 10 }), NOW).answer;
    const remaining = (back: Ask['back']) =>
      ledger.ask(asking([claim(1_000)], { waiting: 0, back }), NOW + leaseMs).answer.states[0]?.remaining;
    expect([granted, remaining([])]).toEqual([41, 959]);
    expect(remaining([{ at, lastedMs: leaseMs, count: 20 }])).toBe(979);
    expect(remaining([{ at, lastedMs: leaseMs, count: 1_000 }])).toBe(999);
    expect(remaining([{ at: at - 20_000, lastedMs: leaseMs, count: 5 }])).toBe(999);
  });

  it('are fewer than before where the limit was lowered below what is out', () => {
    const ledger = new Ledger();
    ledger.ask(asking([claim(10)], { waiting: 10 }), NOW);
    const { answer } = ledger.ask(asking([claim(4)]), NOW + 10_000);
    expect(answer).toMatchObject({ granted: 0, states: [{ remaining: 0 }] });
  });

  it('are forgotten when they are free again', () => {
    const ledger = new Ledger();
    ledger.ask(asking([claim(10)]), NOW);
    expect(ledger.sweep(NOW + WINDOW_MS)).toBe(true);
    expect(ledger.sweep(NOW + WINDOW_MS + WAITING_MS + BUCKET_MS)).toBe(false);
  });
});

const asks = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 8_000 }),
    waiting: fc.integer({ min: 0, max: 5 }),
    ahead: fc.integer({ min: 0, max: 20 }),
  }),
  { maxLength: 150 },
);
const limits = fc.integer({ min: 1, max: 40 });

describe('for any order of asks', () => {
  it('the time that a refused caller is told is the first at which there is a permit, though the limit changes', () => {
    fc.assert(
      fc.property(asks, fc.array(limits, { minLength: 1, maxLength: 10 }), (list, changes) => {
        const ledger = new Ledger();
        let now = NOW;
        for (const [i, { gap, waiting, ahead }] of list.entries()) {
          now += gap;
          const claims = [claim(changes[i % changes.length] ?? 1)];
          const [state] = ledger.ask(asking(claims, { waiting, ahead }), now).answer.states;
          if (!state || state.remaining > 0) continue;
          const room = (at: number) => ledger.ask(asking(claims, { waiting: 0 }), at).answer.states[0]?.remaining;
          if (room(now + state.resetMs - 1) !== 0) return false;
          now += state.resetMs;
          if (!room(now)) return false;
        }
        return true;
      }),
    );
  });

  it('a new life that knows what was kept has no more room than the old one, and at most a quarter less is out', () => {
    fc.assert(
      fc.property(asks, limits, (list, limit) => {
        const ledger = new Ledger();
        const kept = new Map<string, { key: string; bucket: number; count: number }>();
        let now = NOW;
        for (const { gap, waiting, ahead } of list) {
          now += gap;
          const { answer, keep } = ledger.ask(asking([claim(limit)], { waiting, ahead }), now);
          for (const row of keep) kept.set(`${row.key} ${row.bucket}`, row);
          const anew = new Ledger();
          anew.restore(kept.values());
          const [before] = answer.states;
          const [after] = anew.ask(asking([claim(limit)], { waiting: 0 }), now).answer.states;
          if (!before || !after || after.remaining > before.remaining) return false;
          if (limit - after.remaining > (limit - before.remaining) * 1.25) return false;
        }
        return true;
      }),
    );
  });

  it('what is kept is never less than what was granted, and written for few of many', () => {
    const counts = Array.from({ length: 5_000 }, (_, i) => i);
    expect(counts.every((n) => keptFor(n) >= n && keptFor(n) <= n * 1.25)).toBe(true);
    expect(new Set(counts.map(keptFor)).size).toBeLessThan(60);
  });
});
