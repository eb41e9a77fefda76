import { describe, expect, it } from 'vitest';
import { parseSearch } from '../../lib/search-params.ts';
import { facetRows, foundRows } from './facet-rows.ts';
import {
  apiQuery,
  bodyFilters,
  chipsOf,
  clearedFilters,
  type Filters,
  facetFilter,
  isNarrowed,
  readFilters,
  sought,
  toggleValue,
  withSingle,
} from './filters.ts';

describe('readFilters', () => {
  it('reads what the API itself would read', () => {
    expect(readFilters(parseSearch('?q=ada&company=Acme&company=Beta&sort=name&industry=Software'))).toEqual({
      q: 'ada',
      company: ['Acme', 'Beta'],
      industry: ['Software'],
      sort: 'name',
    });
  });

  it('leaves out the default sort, so that equal searches have equal addresses', () => {
    expect(readFilters({ sort: 'newest' })).toEqual({});
  });

  it('drops what the API would refuse', () => {
    const long = 'x'.repeat(201);
    expect(readFilters({ sort: 'wealth', list: 'not-an-id', title: long, unknown: 'x', tag: ' ' })).toEqual({});
    expect(readFilters({ q: long }).q).toHaveLength(200);
    expect(readFilters({ tag: Array.from({ length: 30 }, (_, i) => `t${i}`) }).tag).toHaveLength(20);
  });
});

describe('apiQuery', () => {
  it('adds the page to the filters', () => {
    expect(apiQuery({ q: 'ada', tag: ['a', 'b'] }, { limit: 100, cursor: 'c=1' })).toBe(
      '?q=ada&tag=a&tag=b&limit=100&cursor=c%3D1',
    );
    expect(apiQuery({}, { limit: 100, cursor: null })).toBe('?limit=100');
  });
});

describe('choosing values', () => {
  it('means the whole text where a company is picked from the facet', () => {
    expect(facetFilter('company', 'Acme')).toBe('"Acme"');
    expect(facetFilter('industry', 'Software')).toBe('Software');
  });

  it('takes a value away by the same click that added it', () => {
    const once = toggleValue({ q: 'ada' }, 'tag', 'vip');
    expect(once).toEqual({ q: 'ada', tag: ['vip'] });
    expect(toggleValue(once, 'tag', 'vip')).toEqual({ q: 'ada' });
  });

  it('keeps text and sort when filters are cleared', () => {
    expect(clearedFilters({ q: 'ada', sort: 'name', tag: ['vip'] })).toEqual({ q: 'ada', sort: 'name' });
  });
});

describe('chipsOf', () => {
  const filters: Filters = { company: ['"Acme"', 'bank'], seniority: ['c_suite'], title: ['chief'] };

  it('says whether a value is the whole or a part', () => {
    expect(chipsOf(filters).map(({ label, relation, value }) => `${label} ${relation} ${value}`)).toEqual([
      'Company is Acme',
      'Company contains bank',
      'Title contains chief',
      'Seniority is C-suite',
    ]);
  });

  it('leads to the search without it', () => {
    expect(chipsOf(filters)[0]?.without).toEqual({ ...filters, company: ['bank'] });
  });
});

describe('a filter of one value', () => {
  it('is read where the API would take it, and dropped where not', () => {
    const good = { netWorthMin: '1000000', createdFrom: '2026-02-28', import: '01936c5e-7d2a-7c3b-9f4e-2b8a1c0d9e8f' };
    expect(readFilters(good)).toEqual(good);
    expect(readFilters({ netWorthMin: 5 })).toEqual({ netWorthMin: '5' });
    const bad = { netWorthMin: '1e6', createdFrom: '2026-02-30', createdTo: '0000-01-01', import: 'x', wealth: '2m' };
    expect(readFilters({ ...bad, has: ['email', 'fax'] })).toEqual({ has: ['email'] });
  });

  it('of how much is enough says of how much, and is no more than there can be', () => {
    const filters = readFilters({ q: 'wine', title: 'director', seniority: ['vp', 'head'], fits: 2, sort: 'fit' });
    expect(filters).toMatchObject({ fits: '2', sort: 'fit' });
    const [chip] = chipsOf(filters).filter(({ key }) => key === 'fits');
    expect(`${chip?.label} ${chip?.relation} ${chip?.value}`).toBe('Fits at least 2 of 3');
    expect(chip?.without).not.toHaveProperty('fits');
    expect(readFilters({ fits: '7' })).toEqual({});
  });

  it('is a chip of its own, and is gone without a value', () => {
    const filters: Filters = {
      netWorthMin: '1000000',
      createdTo: '2026-02-28',
      wealth: ['1m'],
      owner: ['u1', 'nobody'],
    };
    expect(chipsOf(filters, new Map([['u1', 'Ada']])).map((c) => `${c.label} ${c.relation} ${c.value}`)).toEqual([
      'Net worth is $1M – $5M',
      'Owner is Ada',
      'Owner is Nobody',
      'Net worth from $1,000,000',
      'Added up to 2026-02-28',
    ]);
    expect(withSingle(filters, 'netWorthMin', '')).toEqual({
      createdTo: '2026-02-28',
      wealth: ['1m'],
      owner: ['u1', 'nobody'],
    });
  });
});

describe('isNarrowed', () => {
  it('is so by text or a filter, not by the sort', () => {
    expect(isNarrowed({ sort: 'name' })).toBe(false);
    expect(isNarrowed({ q: 'a' })).toBe(true);
    expect(isNarrowed({ list: '01936c5e-7d2a-7c3b-9f4e-2b8a1c0d9e8f' })).toBe(true);
  });
});

describe('how a list is looked at', () => {
  const view = '01936c5e-7d2a-7c3b-9f4e-2b8a1c0d9e8f';
  it('stands in the address, and is nothing that is searched by', () => {
    const search = { q: 'ada', view, columns: ['email', 'tags', 'colour'] };
    const filters = readFilters(search);
    expect(filters).toEqual({ q: 'ada', view, columns: ['email', 'tags'] });
    expect(apiQuery(filters)).toBe('?q=ada');
    expect(bodyFilters(filters)).toEqual({ q: 'ada' });
    expect(sought(filters)).toEqual({ q: 'ada' });
    expect(readFilters({ view: 'mine', columns: 'x' })).toEqual({});
    expect(clearedFilters({ ...filters, tag: ['a'] })).toEqual(filters);
  });
});

describe('facetRows', () => {
  const facets = {
    company: [{ value: 'Acme', count: 3 }],
    industry: [],
    seniority: [],
    country: [],
    tag: [],
    wealth: [],
    owner: [],
  };
  const answer = {
    items: [],
    nextCursor: null,
    prevCursor: null,
    facetsExact: true,
    coverage: {},
    similar: null,
    total: { value: 3, exact: true },
    facets,
  };

  it('knows nothing before the answer', () => {
    expect(facetRows('company', {}, undefined)).toBeUndefined();
  });

  it('marks what was searched for and is chosen', () => {
    const values = [
      { value: 'Acme', count: 3 },
      { value: 'Acme West', count: 1 },
    ];
    expect(foundRows('company', { company: ['"Acme"', 'Acme West'] }, values).map((row) => row.selected)).toEqual([
      true,
      false,
    ]);
  });

  it('shows a chosen value first, without a count where it is not among the frequent ones', () => {
    expect(facetRows('company', { company: ['"Zenith"', 'bank'] }, answer)).toEqual([
      { value: 'Zenith', count: null, selected: true },
      { value: 'Acme', count: 3, selected: false },
    ]);
  });
});
