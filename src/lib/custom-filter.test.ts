import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUSTOM_OPS, type CustomFilter, readCustomFilter, writeCustomFilter } from './custom-filter.ts';

const VALUES: Partial<Record<CustomFilter['op'], fc.Arbitrary<string>>> = {
  is: fc.string({ minLength: 1, maxLength: 100 }),
  contains: fc.string({ minLength: 1, maxLength: 100 }),
  min: fc.integer().map(String),
  max: fc.integer().map(String),
  from: fc.constant('2026-03-04'),
  to: fc.constant('2026-12-31'),
};
const filter = fc
  .record({ op: fc.constantFrom(...CUSTOM_OPS), key: fc.string({ minLength: 1, maxLength: 100 }) })
  .chain(({ op, key }) =>
    (VALUES[op] ?? fc.constant('')).map((value): CustomFilter => ({ op, key, value: value.trim() })),
  )
  .filter(({ op, value }) => value !== '' || VALUES[op] === undefined);

describe('a filter by a field of one’s own', () => {
  it('is read as it was written, whatever stands in its key and value', () => {
    fc.assert(
      fc.property(filter, (one) => {
        expect(readCustomFilter(writeCustomFilter(one))).toEqual(one);
      }),
    );
  });

  it('is written as people would', () => {
    expect(writeCustomFilter({ op: 'is', key: 'Yacht club', value: 'Cowes: west' })).toBe('is:Yacht club:Cowes: west');
    expect(writeCustomFilter({ op: 'yes', key: 'a:b%', value: '' })).toBe('yes:a%3Ab%25');
  });

  it.each([
    '',
    'is',
    'is:Club',
    'is:Club:',
    'is:Club:  ',
    'is::x',
    'has:Club:x',
    'yes:Club:1',
    'known:Club:x',
    'min:Boats:many',
    'min:Boats:1e5',
    'max:Boats:1.',
    'from:Since:2026',
    'from:Since:2026-13-01',
    'to:Since:0000-01-01',
    `is:Club:${'x'.repeat(201)}`,
    `is:${'x'.repeat(301)}:y`,
  ])('is none as %j', (text) => {
    expect(readCustomFilter(text)).toBeUndefined();
  });
});
