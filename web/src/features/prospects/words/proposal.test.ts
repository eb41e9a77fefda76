import { describe, expect, it } from 'vitest';
import { applied, proposedFilters, unknownWords } from './proposal.ts';

describe('filters from words', () => {
  it('are what an address would say', () => {
    const filters = { seniority: ['founder'], location: ['Texas'], netWorthMin: 5_000_000 };
    expect(proposedFilters({ filters, sort: 'netWorth' })).toEqual({
      seniority: ['founder'],
      location: ['Texas'],
      netWorthMin: '5000000',
      sort: 'netWorth',
    });
    expect(proposedFilters({ filters: {}, sort: 'newest' })).toEqual({});
  });

  it('take the place of what was searched, not of how it is looked at', () => {
    const now = { q: 'ada', tag: ['vip'], sort: 'name', columns: ['email'], view: 'all' } as const;
    expect(applied({ title: ['chief'] }, { ...now, tag: [...now.tag], columns: [...now.columns] })).toEqual({
      title: ['chief'],
      sort: 'name',
      columns: ['email'],
      view: 'all',
    });
    expect(applied({ sort: 'netWorth' }, { sort: 'name' })).toEqual({ sort: 'netWorth' });
  });

  it('name what nobody has', () => {
    expect(unknownWords({ filter: 'industry', value: 'Fintech' })).toBe('Industry Fintech');
    expect(unknownWords({ filter: 'list', value: 'Gala' })).toBe('List Gala');
  });
});
