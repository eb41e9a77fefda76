import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refundsOf, sharesOf } from './shares.ts';

const sum = (parts: readonly number[]) => Math.round(parts.reduce((a, b) => a + Math.round(b * 10_000), 0)) / 10_000;
const field = fc.constantFrom('email', 'personalEmail', 'phone', 'title', 'company', 'city', 'bio');

describe('the shares of a price', () => {
  it('add up to it, whatever was brought', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('apollo', 'exa', 'contactout', 'claude'),
        fc.integer({ min: 0, max: 9 }),
        fc.array(field, { minLength: 1, maxLength: 15 }),
        (source, credits, fields) => {
          expect(sum(sharesOf(source, credits, fields))).toBe(credits);
          expect(sum(refundsOf(credits, fields))).toBe(credits);
          for (const share of sharesOf(source, credits, fields)) expect(share).toBeGreaterThanOrEqual(0);
        },
      ),
    ));
  it('are a credit each for the kinds that ContactOut charges for apart', () =>
    expect(sharesOf('contactout', 3, ['title', 'email', 'personalEmail', 'phone', 'company'])).toEqual([
      0.5, 0.5, 0.5, 1, 0.5,
    ]));
  it('are even where a price is one', () =>
    expect(sharesOf('apollo', 1, ['title', 'email', 'city'])).toEqual([0.3334, 0.3333, 0.3333]));
  it('come back on the address', () => expect(refundsOf(1, ['title', 'email'])).toEqual([0, 1]));
  it('of nothing are none', () => expect(sharesOf('apollo', 0, [])).toEqual([]));
});
