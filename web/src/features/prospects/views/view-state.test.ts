import { describe, expect, it } from 'vitest';
import type { View } from '../../../../../src/features/views/contract.ts';
import type { Filters } from '../filters.ts';
import {
  afterChange,
  beginningOf,
  contentOf,
  isChanged,
  leavesToView,
  searchOf,
  toggledColumn,
  USUAL_COLUMNS,
  withColumns,
} from './view-state.ts';

const ID = '01936c5e-7d2a-7c3b-9f4e-2b8a1c0d9e8f';
const view = (more: Partial<View> = {}): View => ({
  id: ID,
  name: 'Chiefs',
  filters: { title: ['chief', 'head'], netWorthMin: 1_000_000 },
  sort: 'netWorth',
  columns: ['netWorth', 'company'],
  shared: false,
  mine: true,
  isDefault: false,
  isDefaultForAll: false,
  owner: 'Ada',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...more,
});
const shown: Filters = {
  title: ['chief', 'head'],
  netWorthMin: '1000000',
  sort: 'netWorth',
  columns: ['netWorth', 'company'],
  view: ID,
};

describe('a view', () => {
  it('stands for an address, and an address is kept as a view', () => {
    expect(searchOf(view())).toEqual(shown);
    expect(contentOf(shown)).toEqual({
      filters: { title: ['chief', 'head'], netWorthMin: '1000000' },
      sort: 'netWorth',
      columns: ['netWorth', 'company'],
    });
    expect(searchOf(view({ filters: {}, sort: 'newest', columns: [...USUAL_COLUMNS] }))).toEqual({ view: ID });
  });

  it('is changed by another filter, sort or column, not by the order of values', () => {
    expect(isChanged({ ...shown, title: ['head', 'chief'] }, view())).toBe(false);
    expect(isChanged({ ...shown, title: ['chief'] }, view())).toBe(true);
    expect(isChanged({ ...shown, q: 'ada' }, view())).toBe(true);
    expect(isChanged({ ...shown, columns: ['company', 'netWorth'] }, view())).toBe(true);
    const { sort: _, ...unsorted } = shown;
    expect(isChanged(unsorted, view())).toBe(true);
  });
});

describe('the usual columns', () => {
  it('are not named', () => {
    expect(withColumns({ q: 'a', columns: ['email'] }, USUAL_COLUMNS)).toEqual({ q: 'a' });
    expect(withColumns({}, ['email'])).toEqual({ columns: ['email'] });
  });

  it('in another order are named, and a view keeps that order', () => {
    const order = ['location', 'company', ...USUAL_COLUMNS.slice(2)] as const;
    expect(withColumns({}, order)).toEqual({ columns: [...order] });
    expect(searchOf(view({ columns: [...order] })).columns).toEqual([...order]);
    expect(isChanged({ ...searchOf(view({ columns: [...order] })) }, view({ columns: [...USUAL_COLUMNS] }))).toBe(true);
  });
});

describe('a column more or less', () => {
  it('leaves the order of the others, and comes behind those that usually stand before it', () => {
    expect(toggledColumn(['email', 'company'], 'company')).toEqual(['email']);
    expect(toggledColumn(['email', 'company'], 'industry')).toEqual(['email', 'company', 'industry']);
    expect(toggledColumn(['added', 'industry', 'company'], 'tags')).toEqual(['added', 'industry', 'company', 'tags']);
    expect(toggledColumn(['email', 'added'], 'company')).toEqual(['company', 'email', 'added']);
  });

  it('of the workspace’s own comes last, and is no place for others to come behind', () => {
    expect(toggledColumn(['email', 'company'], 'custom.Boats')).toEqual(['email', 'company', 'custom.Boats']);
    expect(toggledColumn(['email', 'custom.Boats'], 'company')).toEqual(['company', 'email', 'custom.Boats']);
    expect(toggledColumn(['custom.Boats', 'email'], 'custom.Boats')).toEqual(['email']);
  });

  it('leaves one at least', () => {
    expect(toggledColumn(['email'], 'email')).toEqual(['email']);
  });
});

describe('the beginning of a list', () => {
  const other = view({ id: ID.replace('0', '1'), filters: { tag: ['vip'] }, isDefaultForAll: true });

  it('is one’s own default before everybody’s, and the view that is named before both', () => {
    const own = view({ isDefault: true });
    expect(beginningOf({}, [other, own])).toEqual(searchOf(own));
    expect(beginningOf({}, [other, view()])).toEqual(searchOf(other));
    expect(beginningOf({}, [view()])).toBeNull();
    expect(beginningOf({ view: ID }, [other, view()])).toEqual(shown);
  });

  it('is left to what an address says of itself', () => {
    for (const said of [{ view: 'all' }, { view: ID, tag: ['a'] }, { q: 'ada' }, { columns: ['email'] }] as Filters[]) {
      expect([said, beginningOf(said, [view({ isDefault: true })])]).toEqual([said, null]);
    }
    const empty = view({ filters: {}, sort: 'newest', columns: [...USUAL_COLUMNS] });
    expect(beginningOf({ view: ID }, [empty])).toBeNull();
  });

  it('is left where the last filter is taken away, which would come back else', () => {
    expect(afterChange({ view: ID }, [view()])).toEqual({});
    expect(afterChange({ view: ID }, [view({ isDefault: true })])).toEqual({ view: 'all' });
    expect(leavesToView(afterChange({}, [other]))).toBe(false);
    expect(afterChange({ view: ID, sort: 'name' }, [view()])).toEqual({ view: ID, sort: 'name' });
  });
});
