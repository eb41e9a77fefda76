import { describe, expect, it } from 'vitest';
import { customOf, toggleCustom, withCustom, withoutCustom } from './custom-filters.ts';
import { apiQuery, bodyFilters, chipsOf, customName, readFilters } from './filters.ts';

const is = (value: string, key = 'Club') => ({ op: 'is' as const, key, value });

describe('filters by fields of one’s own', () => {
  it('are added, and taken away again', () => {
    const one = toggleCustom({ q: 'ada' }, is('Cowes'));
    const two = toggleCustom(one, is('Lymington'));
    expect(two).toEqual({ q: 'ada', custom: ['is:Club:Cowes', 'is:Club:Lymington'] });
    expect(toggleCustom(toggleCustom(two, is('Cowes')), is('Lymington'))).toEqual({ q: 'ada' });
    expect(withoutCustom(two, 'Club', ['is'])).toEqual({ q: 'ada' });
  });

  it('have one end of a range each, and one answer to a question', () => {
    const low = withCustom({}, { op: 'min', key: 'Boats', value: '2' });
    const both = withCustom(withCustom(low, { op: 'max', key: 'Boats', value: '9' }), {
      op: 'min',
      key: 'Boats',
      value: '3',
    });
    expect(customOf(both).map(({ op, value }) => [op, value])).toEqual([
      ['max', '9'],
      ['min', '3'],
    ]);
    const yes = withCustom({}, { op: 'yes', key: 'Donor', value: '' });
    expect(withCustom(yes, { op: 'no', key: 'Donor', value: '' })).toEqual({ custom: ['no:Donor'] });
    const known = withCustom(yes, { op: 'known', key: 'Club', value: '' });
    expect(customOf(withCustom(known, { op: 'unknown', key: 'Club', value: '' }))).toHaveLength(2);
  });

  it('stand in the address as they go to the API, and those that mean nothing are dropped', () => {
    const filters = readFilters({ custom: ['is:Club:Cowes', 'is:Club', 'min:Boats:x', 'yes:Donor'] });
    expect(filters).toEqual({ custom: ['is:Club:Cowes', 'yes:Donor'] });
    expect(apiQuery(filters)).toBe('?custom=is%3AClub%3ACowes&custom=yes%3ADonor');
    expect(bodyFilters(filters)).toEqual(filters);
  });

  it('are chips with the field’s name', () => {
    const filters = { custom: ['is:club_2:Cowes', 'min:Boats:2', 'no:Donor', 'unknown:Donor'] };
    const chips = chipsOf(filters, new Map([[customName('club_2'), 'Yacht club']]));
    expect(chips.map(({ label, relation, value }) => `${label} ${relation} ${value}`)).toEqual([
      'Yacht club is Cowes',
      'Boats from 2',
      'Donor is No',
      'Donor is not known',
    ]);
    expect(chips[0]?.without).toEqual({ custom: ['min:Boats:2', 'no:Donor', 'unknown:Donor'] });
  });
});
