import { expect, it } from 'vitest';
import { readAmount } from './amount.ts';

it.each([
  ['', ''],
  ['  ', ''],
  ['250000', '250000'],
  ['$1,500,000', '1500000'],
  ['1.5m', '1500000'],
  ['1.5 M', '1500000'],
  ['250k', '250000'],
  ['2B', '2000000000'],
  ['0.0001k', '0'],
  ['-3m', '-3000000'],
])('reads %j as %j', (text, dollars) => {
  expect(readAmount(text)).toBe(dollars);
});

it.each(['rich', '1.2.3', 'k', '12mk', '9999999999999999', '1e6'])('does not read %j', (text) => {
  expect(readAmount(text)).toBeUndefined();
});
