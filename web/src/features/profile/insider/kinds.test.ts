import { describe, expect, it } from 'vitest';
import { groupCounts, heldWords, KIND_GROUPS, KIND_LABELS, kindsOf, readGroups, signOf } from './kinds.ts';

describe('groups of kinds', () => {
  it('hold every kind once', () => {
    const grouped = Object.values(KIND_GROUPS).flatMap(({ kinds }): readonly string[] => kinds);
    expect([...grouped].sort()).toEqual(Object.keys(KIND_LABELS).sort());
  });

  it('are read from an address in their own order, and nothing else is', () => {
    expect(readGroups(['plans', 'buys', 'nonsense'])).toEqual(['buys', 'plans']);
    expect(kindsOf(['buys', 'plans'])).toEqual(['buy', 'plan_buy', 'plan_sell']);
    expect(readGroups(undefined)).toEqual([]);
  });

  it('add up', () => {
    expect(groupCounts({ plan_buy: 1, plan_sell: 2, swap: 3 })).toEqual([
      { group: 'plans', count: 3 },
      { group: 'other', count: 3 },
    ]);
  });
});

describe('words of a transaction', () => {
  it('say which way shares went and how they are held', () => {
    expect([true, false, null].map((acquired) => signOf({ acquired }))).toEqual(['+', '−', '']);
    expect(heldWords({ ownership: 'indirect', nature: 'By Trust' })).toBe('Indirect: By Trust');
    expect(heldWords({ ownership: 'direct', nature: null })).toBe('Direct');
    expect(heldWords({ ownership: null, nature: null })).toBe('Not said');
  });
});
