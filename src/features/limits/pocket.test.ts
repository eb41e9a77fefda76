import { describe, expect, it } from 'vitest';
import { WAITING_MS } from './ledger.ts';
import { Pocket } from './pocket.ts';

/** An isolate's clock and the object's have nothing to do with each other. */
const NOW = 5_000_000;
const AT = 77;
const LEASE_MS = 5_000;
const answer = (granted: number, remaining = 50, resetMs = 3_000) => ({
  at: AT,
  granted,
  leaseMs: LEASE_MS,
  states: [{ remaining, resetMs }],
});
const takenAt = (pocket: Pocket, now: number, tries = 100) =>
  Array.from({ length: tries }, () => pocket.take(now)).filter(Boolean).length;

describe('a pocket', () => {
  it('gives each permit once, and those that last shortest first', () => {
    const pocket = new Pocket();
    expect(pocket.take(NOW)).toBe(false);
    pocket.hear(answer(7), 2, NOW, NOW + 30);
    expect(takenAt(pocket, NOW + 30, 3)).toBe(3);
    expect(takenAt(pocket, NOW + WAITING_MS)).toBe(4);
  });

  it('counts a lease from before it was asked for, however long the answer took', () => {
    const pocket = new Pocket();
    pocket.hear(answer(9), 3, NOW, NOW + 150);
    expect(takenAt(pocket, NOW + WAITING_MS - 1, 1)).toBe(1);
    expect(takenAt(pocket, NOW + WAITING_MS, 1)).toBe(1);
    expect(takenAt(pocket, NOW + LEASE_MS)).toBe(0);
    expect(pocket.begin(NOW + LEASE_MS, NOW + LEASE_MS).back).toEqual([
      { at: AT, lastedMs: WAITING_MS, count: 2 },
      { at: AT, lastedMs: LEASE_MS, count: 5 },
    ]);
    expect(pocket.begin(NOW + LEASE_MS, NOW + LEASE_MS).back).toEqual([]);
  });

  it('wants ahead what the last seconds took, and nothing by what this one does', () => {
    const pocket = new Pocket();
    const wanted = (now: number) => pocket.begin(now, now).ahead;
    pocket.hear(answer(20), 20, NOW, NOW);
    takenAt(pocket, NOW, 8);
    expect(wanted(NOW + 999)).toBe(0);
    expect(wanted(NOW + 1_000)).toBe(8);
    pocket.hear(answer(20), 20, NOW + 2_000, NOW + 2_000);
    takenAt(pocket, NOW + 2_000, 5);
    expect(wanted(NOW + 3_000)).toBe(13);
    expect(wanted(NOW + 6_000)).toBe(5);
    expect(wanted(NOW + 8_000)).toBe(0);
  });

  it('wants nothing ahead for a burst that began at the end of one second', () => {
    const pocket = new Pocket();
    const wanted = (now: number) => pocket.begin(now, now).ahead;
    pocket.hear(answer(20), 20, NOW, NOW);
    takenAt(pocket, NOW + 999, 4);
    expect(wanted(NOW + 1_001)).toBe(0);
    expect(wanted(NOW + 1_999)).toBe(4);
  });

  it('asks for all who wait, but not for those who have not looked again', () => {
    const pocket = new Pocket();
    const [there, gone] = [{}, {}];
    pocket.wait(there, NOW + 50);
    pocket.wait(gone, NOW + 20);
    expect(pocket.begin(NOW + 10, NOW + 10).waiting).toBe(3);
    expect(pocket.begin(NOW + 30, NOW + 30).waiting).toBe(2);
    pocket.leave(there);
    expect(pocket.begin(NOW + 30, NOW + 30).waiting).toBe(1);
  });

  it('does not believe for ever that an ask is on its way', () => {
    const pocket = new Pocket();
    pocket.begin(NOW, NOW + 200);
    expect([pocket.asking(NOW + 199), pocket.asking(NOW + 200)]).toEqual([true, false]);
    pocket.begin(NOW, NOW + 200);
    pocket.end();
    expect(pocket.asking(NOW)).toBe(false);
  });

  it('tells what is left: the object’s last word and what is at hand', () => {
    const pocket = new Pocket();
    pocket.hear(answer(6, 50, 3_000), 1, NOW, NOW + 20);
    pocket.take(NOW + 20);
    expect(pocket.states(NOW + 1_020)).toEqual([{ remaining: 55, resetMs: 2_000 }]);
    expect(pocket.states(NOW + 60_000)).toEqual([{ remaining: 50, resetMs: 0 }]);
  });
});
