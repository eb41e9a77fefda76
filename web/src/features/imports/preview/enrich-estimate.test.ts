import { expect, test } from 'vitest';
import { enrichEstimate } from './enrich-estimate.ts';

const basis = { from: 'prior' as const, sample: 0, hitRate: 0.5, creditsPerHit: 2 };

test('only paid sources cost, and never more than their price', () => {
  const sources = [
    { state: 'asked' as const, basis, priceMax: 3 },
    { state: 'free' as const, basis, priceMax: 9 },
    { state: 'own_key' as const, basis, priceMax: 9 },
  ];
  expect(enrichEstimate(sources, 100)).toEqual({ expected: 100, worst: 300 });
  expect(enrichEstimate(sources, 0)).toEqual({ expected: 0, worst: 0 });
  expect(enrichEstimate([{ state: 'asked', basis: { ...basis, hitRate: 1 }, priceMax: 1 }], 10)).toEqual({
    expected: 10,
    worst: 10,
  });
});
