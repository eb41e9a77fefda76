import { expect, test } from 'vitest';
import type { Plan } from '../../../../../src/features/imports/contract.ts';
import { checkedWords, problemKinds } from './problem-kinds.ts';

const PLAN: Plan = { mapping: { Name: 'name', Tel: 'phone', Mail: 'email' }, rules: {}, overrides: [] };
const problem = (column: string, reason: string) => ({ column, value: 'x', reason });
const row = (number: number, ...problems: ReturnType<typeof problem>[]) => ({
  row: number,
  ok: problems.length === 0,
  prospect: {},
  problems,
});
const CHECK = {
  rows: [
    row(2),
    row(3, problem('Tel', 'No number')),
    row(4, problem('Mail', 'No address'), problem('Tel', 'No number')),
  ],
};
const PREVIEW = { rows: [['A'], ['B'], ['C']] };

test('problems are put together by column and reason, the most frequent first, with the rows as the file has them', () => {
  const kinds = problemKinds(CHECK, PREVIEW, PLAN);
  expect(kinds.map(({ column, rows }) => [column, rows.map((one) => one.row)])).toEqual([
    ['Tel', [3, 4]],
    ['Mail', [4]],
  ]);
  expect(kinds[0]?.rows[1]?.cells).toEqual(['C']);
  expect(kinds[0]?.rules).toContain('country_from_phone');
  expect(problemKinds({ rows: [row(2, problem('', 'Nobody'))] }, PREVIEW, PLAN)[0]?.rules).toEqual([]);
});

test('the sentence says how many rows were looked at, and what they cost', () => {
  expect(checkedWords(CHECK, problemKinds(CHECK, PREVIEW, PLAN))).toBe(
    'The first 3 rows were checked: 2 kinds of problems, 2 rows would be refused.',
  );
  expect(checkedWords({ rows: [row(2)] }, [])).toBe('The first row was checked. No problems.');
  expect(checkedWords({ rows: [] }, [])).toMatch(/^No whole row/);
});
