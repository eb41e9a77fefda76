import { expect, test } from 'vitest';
import type { Plan } from '../../../../../src/features/imports/contract.ts';
import { gridOf } from './grid-rows.ts';

const PLAN: Plan = {
  mapping: { Row: 'skip', Tel: 'phone', Firm: 'company', Who: 'name' },
  rules: {},
  overrides: [{ row: 4, column: 'Tel', value: '+47 55 12 34 56' }],
};
const KIND = {
  column: 'Tel',
  reason: 'No number',
  count: 7,
  rows: [
    { row: 3, cells: { Who: 'Tomas', Tel: 'x', Firm: 'Larkspur' } },
    { row: 4, cells: { Who: 'Marit', Tel: '', Firm: 'Fjord' } },
  ],
};

test('the column with the problem comes first, then whom it is about', () => {
  const { columns, rows } = gridOf(KIND, PLAN);
  expect(columns.map(({ key }) => key)).toEqual(['Tel', 'Who', 'Firm']);
  expect(rows[0]?.cells.map(({ value, mark }) => [value, mark])).toEqual([
    ['x', 'bad'],
    ['Tomas', null],
    ['Larkspur', null],
  ]);
});

test('what was typed over stands in its place, and says what stood there', () => {
  const { rows } = gridOf(KIND, PLAN);
  expect(rows[1]?.cells[0]).toEqual({ value: '+47 55 12 34 56', mark: 'fixed', about: 'It was empty' });
});

test('where it is the whole row, all its cells are there and none is marked', () => {
  const { columns, rows } = gridOf({ ...KIND, column: '' }, { ...PLAN, overrides: [] });
  expect(columns.map(({ key }) => key)).toEqual(['Who', 'Tel', 'Firm']);
  expect(rows[0]?.cells.every(({ mark }) => mark === null)).toBe(true);
});
