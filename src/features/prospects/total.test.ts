import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNT_MAX, rounded, scaled, share, totalOf } from './total.ts';

const some = fc.nat({ max: 50_000_000 });

describe('a total', () => {
  it('is what was counted, up to the limit', () => {
    expect(totalOf({ counted: COUNT_MAX, kept: null, sampled: 3, all: 1e6 })).toEqual({
      value: COUNT_MAX,
      exact: true,
    });
  });

  it('is the kept count beyond it, where the filters have one', () => {
    expect(totalOf({ counted: COUNT_MAX + 1, kept: 238_114, sampled: 9, all: 1e6 })).toEqual({
      value: 238_114,
      exact: true,
    });
  });

  it('is else about what a sample tells: two digits, never less than was seen nor more than there are', () => {
    const about = (sampled: number, all = 1_000_000, counted: number | null = null) =>
      totalOf({ counted, kept: null, sampled, all });
    expect(about(238_114)).toEqual({ value: 240_000, exact: false });
    expect(about(12, 1_000_000, COUNT_MAX + 1)).toEqual({ value: 10_000, exact: false });
    expect(about(9_000_000)).toEqual({ value: 1_000_000, exact: false });
  });

  it('is never said to be exact without having been counted', () => {
    fc.assert(
      fc.property(fc.option(some), fc.option(some), some, some, (counted, kept, sampled, all) => {
        const { value, exact } = totalOf({ counted, kept, sampled, all });
        return exact ? value === counted || value === kept : value === rounded(value);
      }),
    );
  });
});

describe('a scaled count', () => {
  it('is the count itself of a whole, and about its share of more', () => {
    expect(scaled(7, 100, { value: 100, exact: true })).toBe(7);
    expect(scaled(250, 2_500, { value: 240_000, exact: false })).toBe(24_000);
  });

  it('is neither less than was seen nor more than all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_500 }), some, (n, all) => {
        const value = Math.max(2_500, all);
        const count = scaled(n, 2_500, { value, exact: false });
        return count >= n && count <= value;
      }),
    );
  });
});

it('a share is of all, or of nobody, only where it is', () => {
  expect([
    share(0, 10),
    share(10, 10),
    share(62, 100),
    share(1, 1_000_000),
    share(999_999, 1_000_000),
    share(0, 0),
  ]).toEqual([0, 1, 0.62, 0.001, 0.999, 0]);
});
