import { describe, expect, it } from 'vitest';
import type { SearchCounts } from '../../../../src/features/prospects/contract.ts';
import { facetRows } from './facet-rows.ts';

const of = (values: string[]): SearchCounts => ({
  total: { value: 9, exact: true },
  facets: {
    company: [],
    industry: [],
    seniority: values.map((value, n) => ({ value, count: 9 - n })),
    country: [],
    wealth: values.map((value, n) => ({ value, count: 9 - n })),
    tag: [],
    owner: [],
  },
  facetsExact: true,
  coverage: {},
  similar: null,
});
const values = (rows: ReturnType<typeof facetRows>) => rows?.map(({ value }) => value);

describe('facetRows', () => {
  it('shows bands of wealth from the smallest, however many people are in each', () => {
    expect(values(facetRows('wealth', {}, of(['5m', '1b', '0', '100k'])))).toEqual(['0', '100k', '5m', '1b']);
  });

  it('leaves other values as frequent as they come', () => {
    expect(values(facetRows('seniority', {}, of(['vp', 'director', 'c_suite'])))).toEqual([
      'vp',
      'director',
      'c_suite',
    ]);
  });

  it('puts those chosen first, also where nobody has them', () => {
    const rows = facetRows('wealth', { wealth: ['30m', '1b'] }, of(['5m', '1b', '0']));
    expect(values(rows)).toEqual(['30m', '1b', '0', '5m']);
    expect(rows?.[0]).toEqual({ value: '30m', count: null, selected: true });
  });

  it('knows nothing before there is an answer', () => {
    expect(facetRows('wealth', {}, undefined)).toBeUndefined();
  });
});
