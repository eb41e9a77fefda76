import { expect, test } from 'vitest';
import { findColumns } from './find-columns.ts';

const COLUMNS = [
  { name: 'Mail', samples: ['ada@x.example'], target: 'email' as const, confidence: 0.99 },
  { name: 'Firma', samples: ['Larkspur'], target: 'company' as const, confidence: 0.6 },
  { name: 'Row colour', samples: ['red'], target: 'skip' as const, confidence: 0.2 },
];
const AS_PROPOSED = { Mail: 'email', Firma: 'company', 'Row colour': 'skip' } as const;
const names = (...args: Parameters<typeof findColumns>) => findColumns(...args).map(({ name }) => name);

test('words find a column by its name, its values and what it becomes', () => {
  expect(names(COLUMNS, AS_PROPOSED, 'all', 'fir')).toEqual(['Firma']);
  expect(names(COLUMNS, AS_PROPOSED, 'all', 'ADA@')).toEqual(['Mail']);
  expect(names(COLUMNS, AS_PROPOSED, 'all', 'company')).toEqual(['Firma']);
  expect(names(COLUMNS, AS_PROPOSED, 'all', ' ')).toEqual(['Mail', 'Firma', 'Row colour']);
});

test('unsure are proposals that nobody has decided on', () => {
  expect(names(COLUMNS, AS_PROPOSED, 'unsure', '')).toEqual(['Firma']);
  expect(names(COLUMNS, { ...AS_PROPOSED, Firma: 'industry' }, 'unsure', '')).toEqual([]);
});

test('left out are those that become nothing', () => {
  expect(names(COLUMNS, { ...AS_PROPOSED, Mail: 'skip' }, 'skipped', '')).toEqual(['Mail', 'Row colour']);
});
