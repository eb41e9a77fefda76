import { expect, test } from 'vitest';
import { valueKind } from './value-kind.ts';

test.each([
  [['ada@x.example', ' b@y.example '], 'E-mail addresses'],
  [['linkedin.com/in/ada', 'https://www.linkedin.com/in/b'], 'LinkedIn pages'],
  [['larkspur.example', 'https://fjord.example/about'], 'Web addresses'],
  [['2026-03-04', '2026-03-04T10:00:00Z'], 'Dates'],
  [['03/04/2026', '31.12.26'], 'Dates'],
  [['$1,200,000', '$ 3M'], 'Amounts'],
  [['+47 55 12 34 56', '(020) 7946 0000', '555-867-5309'], 'Phone numbers'],
  [['yes', 'No'], 'Yes or no'],
  [['12', '-3.5'], 'Numbers'],
  [['Ada Lovelace', '12'], 'Text'],
  [['x'.repeat(200)], 'Long text'],
])('%j are %s', (samples, word) => {
  expect(valueKind(samples)).toBe(word);
});

test('nothing to look at is nothing', () => {
  expect(valueKind(['', '  '])).toBeNull();
  expect(valueKind([])).toBeNull();
});
