import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate, BILLED_MAX } from './allocate.ts';

describe('what was billed beyond the calls that are known', () => {
  it('is shared out whole, and no call has more than it can have cost', () => {
    const provider = fc.constantFrom('apollo', 'exa', 'contactout', 'claude');
    fc.assert(
      fc.property(provider, fc.nat(20), fc.double({ min: 0, max: 1, noNaN: true }), (source, calls, share) => {
        const billed = Math.round(BILLED_MAX[source] * calls * share * 1e6) / 1e6;
        const parts = allocate(source, billed, calls) ?? [];
        expect(Math.round(parts.reduce((sum, one) => sum + one, 0) * 1e6)).toBe(Math.round(billed * 1e6));
        for (const part of parts) expect(part).toBeLessThanOrEqual(BILLED_MAX[source]);
        expect(parts).toHaveLength(calls);
      }),
    );
  });
  it('is nobody’s where it is less than nothing, or more than they can have cost', () => {
    expect(allocate('apollo', -1, 3)).toBeUndefined();
    expect(allocate('apollo', 4, 3)).toBeUndefined();
    expect(allocate('apollo', 1, 0)).toBeUndefined();
    expect(allocate('apollo', 2, 3)).toEqual([1, 1, 0]);
    expect(allocate('exa', 0, 2)).toEqual([0, 0]);
  });
});
