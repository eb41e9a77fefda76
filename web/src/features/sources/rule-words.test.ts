import { expect, test } from 'vitest';
import { ruleWords, withoutRule, withRule } from './rule-words.ts';

const NONE = { order: [], never: [], overVerified: false, days: null };

test('a rule is told in the order in which it decides', () => {
  expect(ruleWords({ order: ['contactout', 'apollo'], never: ['exa'], overVerified: true, days: 30 })).toBe(
    'ContactOut, then Apollo, even over a checked value. Never Exa. Good for 30 days.',
  );
  expect(ruleWords({ ...NONE, never: ['exa', 'claude'] })).toBe('Never Exa or Claude.');
  expect(ruleWords(NONE)).toMatch(/usual order/);
});

test('a field has one rule at most', () => {
  const one = withRule({ rules: [] }, { field: 'title', ...NONE });
  const two = withRule(one, { field: 'phone', ...NONE });
  expect(withRule(two, { field: 'title', ...NONE, days: 3 }).rules.map(({ field, days }) => [field, days])).toEqual([
    ['title', 3],
    ['phone', null],
  ]);
  expect(withoutRule(two, 'title').rules).toHaveLength(1);
});
