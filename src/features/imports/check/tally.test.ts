import { expect, test } from 'vitest';
import { PROBLEM_KINDS_MAX, PROBLEM_ROWS_MAX } from '../contract.ts';
import { kindOf, knownBy, type Tally, tallied } from './tally.ts';

const NONE: Tally = { problems: [], more: 0 };
const HEADER = ['Remark', 'Mail', 'Name'];
const row = (at: number, ...problems: [column: string, reason: string][]) => ({
  row: at,
  problems: problems.map(([column, reason]) => ({ column, value: 'x', reason })),
  cells: [`remark ${at}`, `mail ${at}`, `name ${at}`],
});

test('problems are counted by column and reason, over all parts of a file, with the first rows of each', () => {
  const parts = [
    [row(2, ['Mail', 'no address'], ['Remark', 'no figure']), row(3, ['Mail', 'no address'])],
    [row(9, ['Mail', 'no address'])],
  ];
  const { problems, more } = parts.reduce((so, part) => tallied(so, part, HEADER, ['Name']), NONE);
  expect(more).toBe(0);
  expect(problems.map(({ column, reason, count }) => [column, reason, count])).toEqual([
    ['Mail', 'no address', 3],
    ['Remark', 'no figure', 1],
  ]);
  expect(problems[0]?.rows).toEqual([
    { row: 2, cells: { Mail: 'mail 2', Name: 'name 2' } },
    { row: 3, cells: { Mail: 'mail 3', Name: 'name 3' } },
    { row: 9, cells: { Mail: 'mail 9', Name: 'name 9' } },
  ]);
});

test('what is kept does not grow with the file: rows of a kind and kinds are limited, and every problem is counted', () => {
  const many = Array.from({ length: 200 }, (_, i) => row(i + 2, ['Mail', 'same'], ['Name', `reason ${i}x`]));
  const { problems, more } = tallied(NONE, many, HEADER, []);
  expect(problems).toHaveLength(PROBLEM_KINDS_MAX);
  expect(problems[0]).toMatchObject({ count: 200 });
  expect(problems[0]?.rows).toHaveLength(PROBLEM_ROWS_MAX);
  expect(problems.reduce((sum, { count }) => sum + count, more)).toBe(400);
});

test('reasons that name a figure of their row are of one kind', () => {
  expect(kindOf('312 characters are too many: at most 200')).toBe(kindOf('999 characters are too many: at most 200'));
  expect(kindOf('1 cell more than the header has columns')).toBe(kindOf('7 cells more than the header has columns'));
  expect(kindOf('A quote opens here and is never closed; 4 lines were read as this one row')).toBe(
    'A quote opens here and is never closed; several lines were read as one row',
  );
  expect(kindOf('This is not an e-mail address')).toBe('This is not an e-mail address');
});

test('who a row is about is told by name and address first, and by nothing that is left out', () => {
  expect(knownBy(HEADER, { Remark: 'custom', Mail: 'email', Name: 'name' })).toEqual(['Name', 'Mail', 'Remark']);
  expect(knownBy(HEADER, { Remark: 'skip', Mail: 'email', Name: 'name' })).toEqual(['Name', 'Mail']);
});
