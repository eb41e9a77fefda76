import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SOURCES } from '../prospects/contract.ts';
import { type Basis, basisOf, costOf, medianHits } from './estimate.ts';
import { PRICE_MAX } from './prices.ts';

const basis = (hitRate: number, creditsPerHit: number): Basis => ({
  from: 'tenant',
  sample: 50,
  hitRate,
  creditsPerHit,
});

describe('the median of hits', () => {
  it.each([
    [1, 0.8, 1],
    [1, 0.4, 0],
    [1, 0.5, 0],
    [3, 0.5, 1],
    [10, 0.8, 8],
    [1_000, 0.01, 10],
    [100_000, 0.8, 80_000],
    [0, 0.8, 0],
    [7, 0, 0],
    [7, 1, 7],
  ])('of %i calls at %f is %i', (n, p, hits) => expect(medianHits(n, p)).toBe(hits));
  it('is the mean to within one, and grows with either', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), rate, rate, (n, p, q) => {
        expect(Math.abs(medianHits(n, p) - n * p)).toBeLessThanOrEqual(1);
        expect(medianHits(n + 1, p)).toBeGreaterThanOrEqual(medianHits(n, p));
        expect(medianHits(n, Math.max(p, q))).toBeGreaterThanOrEqual(medianHits(n, Math.min(p, q)));
      }),
    );
  });
});

describe('a quote', () => {
  it('is never more in the median than at worst, and nothing for nobody', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    const price = fc.double({ min: 0, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...SOURCES), fc.nat(5_000), rate, price, (source, calls, hit, per) => {
        const cost = costOf(source, calls, basis(hit, per));
        expect(cost.median).toBeLessThanOrEqual(cost.worst);
        expect(cost.worst).toBe(calls * PRICE_MAX[source]);
        expect(costOf(source, 0, basis(hit, per))).toEqual({ median: 0, worst: 0 });
      }),
    );
  });
  it('rests on one’s own calls where there are enough, else on all, else on an assumption', () => {
    const own = { sample: 20, hits: 10, credits: 20 };
    const all = { sample: 5_000, hits: 4_000, credits: 8_000 };
    expect(basisOf('contactout', own, all)).toEqual({ from: 'tenant', sample: 20, hitRate: 0.5, creditsPerHit: 2 });
    expect(basisOf('contactout', { ...own, sample: 19 }, all)).toMatchObject({ from: 'platform', sample: 5_000 });
    expect(basisOf('contactout', undefined, { ...all, sample: 29 })).toMatchObject({ from: 'prior', sample: 0 });
    expect(basisOf('apollo', { sample: 30, hits: 0, credits: 0 }, all)).toMatchObject({ hitRate: 0, creditsPerHit: 1 });
  });
});
