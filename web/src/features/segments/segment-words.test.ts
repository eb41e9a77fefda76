import { expect, it } from 'vitest';
import { fieldChanges, filterLines, lastMonday, movedWords, whyWords } from './segment-words.ts';

it('a week begins with its Monday where the reader is', () => {
  for (const day of [23, 24, 28, 29]) {
    const monday = new Date(lastMonday(new Date(2026, 10, day, 15, 30)));
    expect([monday.getFullYear(), monday.getMonth(), monday.getDate(), monday.getHours()]).toEqual([2026, 10, 23, 0]);
  }
});

it('says who moved, and nothing of those who did not', () => {
  expect(movedWords({ joined: 12, left: 3, tooLarge: false })).toBe('12 joined, 3 left since Monday');
  expect(movedWords({ joined: 0, left: 1, tooLarge: false })).toBe('1 left since Monday');
  expect(movedWords({ joined: 0, left: 0, tooLarge: false })).toBe('Nobody joined or left since Monday');
  expect(movedWords({ joined: 0, left: 0, tooLarge: true })).toBe('Too many to follow who joins');
});

it('says why, and what changed', () => {
  const why = {
    kind: 'changed' as const,
    conditions: ['title', 'country'],
    fields: [
      { field: 'title', before: 'Director', after: null },
      { field: 'tags', before: [], after: ['vip', 'gala'] },
    ],
  };
  expect(whyWords({ joined: false, why })).toBe('No longer meets the condition on title and country');
  expect(whyWords({ joined: true, why })).toBe('Now meets the condition on title and country');
  expect(fieldChanges(why)).toEqual(['Title: Director, now nothing', 'Tags: nothing, now vip, gala']);
  expect(whyWords({ joined: false, why: { kind: 'beside', conditions: ['list'], fields: [] } })).toBe(
    'Something beside the profile changed: list',
  );
});

it('reads a filter out', () => {
  expect(filterLines({ title: ['CFO', 'CEO'], q: 'art' })).toEqual([
    { name: 'Title', value: 'CFO or CEO' },
    { name: 'Search words', value: 'art' },
  ]);
});
