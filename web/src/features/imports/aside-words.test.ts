import { expect, it } from 'vitest';
import { leftOutWords, suppressedWords } from './aside-words.ts';

it('says nothing where there is nothing to say', () => {
  expect(suppressedWords(0, true)).toBeNull();
  expect(leftOutWords([], true)).toBeNull();
});

it('says how many rows are of people who are left alone, before and after', () => {
  expect(suppressedWords(1, true)).toBe(
    '1 row is of people on the suppression list. They come in and stay left alone: no export, no enrichment.',
  );
  expect(suppressedWords(1200, false)).toContain('1,200 rows are of people on the suppression list. They came in');
});

it('says how many values were left out of which columns, and puts many columns together', () => {
  expect(leftOutWords([{ column: 'Mail', values: 1 }], false)).toBe(
    '1 value that cannot be read was left out, as your rules say: Mail 1.',
  );
  const many = Array.from({ length: 7 }, (_, i) => ({ column: `C${i}`, values: 1000 }));
  expect(leftOutWords(many, true)).toBe(
    '7,000 values that cannot be read are left out, as your rules say: C0 1,000, C1 1,000, C2 1,000, C3 1,000, C4 1,000, 2 more columns.',
  );
});
