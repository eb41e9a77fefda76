import { expect, it } from 'vitest';
import { fitsCustom } from './custom-value.ts';

const options = ['Gold', 'Silver', 'none at all'];

it.each<[string, string[], string[]]>([
  ['number', ['1,234.50', '-3', '+7', ' 1.0 ', '12,345,678'], ['12,34', 'many', '1e5', '1.', '', `${'9'.repeat(21)}`]],
  [
    'date',
    ['2026-02-28', ' 2024-02-29 ', '0099-12-31'],
    ['2026-02-30', '2023-02-29', '28.02.2026', '0000-01-01', '2026-13-01', '2026-00-10', '2026-01-00'],
  ],
  ['boolean', ['Yes', 'n', 'TRUE', '0'], ['maybe', '2']],
  ['choice', ['gold', 'NONE AT ALL'], ['Bronze', 'gold;silver']],
  ['choices', ['silver; gold', 'Gold;;Gold'], ['Gold; Bronze', ';']],
  [
    'url',
    ['example.com/a', 'HTTP://x.example', 'https://a.example:8080/x?y'],
    ['javascript:alert(1)', 'ftp://a.example', 'no way', 'localhost'],
  ],
  ['text', ['a'], ['  ', '\t\r\n']],
  ['shape', [], ['a']],
])('of %s', (type, fit, unfit) => {
  expect(fit.filter((one) => !fitsCustom({ type, options }, one))).toEqual([]);
  expect(unfit.filter((one) => fitsCustom({ type, options }, one))).toEqual([]);
});
