import { describe, expect, it } from 'vitest';
import type { CustomField, CustomType } from '../../../../src/features/custom-fields/contract.ts';
import type { FoundRow } from '../../../../src/features/prospects/contract.ts';
import { listKeysOf } from '../exports/export-target.ts';
import { apiQuery, fieldsOf, readFilters, sought } from './filters.ts';
import { columnsOf } from './people-columns.tsx';

const field = (key: string, type: CustomType, more: Partial<CustomField> = {}): CustomField => ({
  id: key,
  key,
  name: `The ${key}`,
  type,
  options: [],
  place: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  archivedAt: null,
  ...more,
});
const row = (custom: Record<string, string>) => ({ custom }) as FoundRow;
const cells = (type: CustomType, ...values: string[]) => {
  const [column] = columnsOf(['custom.k'], [field('k', type)]);
  return values.map((value) => column?.cell(row({ k: value }), 0));
};

describe('columns of the workspace’s own fields', () => {
  it('stand in the address, and the API is asked for their values, whatever their order', () => {
    const filters = readFilters({ columns: ['custom.b', 'company', 'nothing', 'custom.', 'custom.a'] });
    expect(filters).toEqual({ columns: ['custom.b', 'company', 'custom.a'] });
    expect(fieldsOf(filters)).toEqual(['a', 'b']);
    expect(apiQuery(filters)).toBe('?fields=a&fields=b');
    expect(apiQuery({ columns: ['company'] })).toBe('');
    expect(sought(filters)).toEqual({});
  });

  it('are no more than the API answers', () => {
    const many = Array.from({ length: 25 }, (_, n) => `custom.k${n}`);
    expect(readFilters({ columns: ['email', ...many, 'tags'] }).columns).toEqual([
      'email',
      ...many.slice(0, 20),
      'tags',
    ]);
  });

  it('show a value as its type reads it, and what is none of it as it is', () => {
    expect(cells('number', '1200', '1.5', 'many')).toEqual(['1,200', '1.5', 'many']);
    expect(cells('date', '2024-02-29', '2023-02-29', 'long ago')).toEqual(['Feb 29, 2024', '2023-02-29', 'long ago']);
    expect(cells('boolean', 'true', 'false', 'maybe')).toEqual(['Yes', 'No', 'maybe']);
    expect(cells('choice', 'Gold')).toEqual(['Gold']);
    const [column] = columnsOf(['custom.k'], [field('k', 'url')]);
    expect([
      column?.cell(row({ k: 'https://www.a.example/x/' }), 0),
      column?.away?.(row({ k: 'https://a.example/x' })),
    ]).toEqual(['a.example/x', 'https://a.example/x']);
    expect(column?.away?.(row({ k: 'javascript:alert(1)' }))).toBeNull();
    expect(column?.cell(row({}), 0)).toBeNull();
  });

  it('go by their names, leave where their field is archived or gone, and by their keys until fields are known', () => {
    const fields = [field('a', 'text'), field('b', 'text', { archivedAt: '2026-01-01T00:00:00.000Z' })];
    const heads = (...known: [CustomField[]?]) =>
      columnsOf(['custom.b', 'email', 'custom.a', 'custom.c'], ...known).map(({ head }) => head);
    expect(heads(fields)).toEqual(['E-mail', 'The a']);
    expect(heads()).toEqual(['b', 'E-mail', 'a', 'c']);
  });

  it('are the columns of a file of the list, behind the person’s own', () => {
    const filters = readFilters({ columns: ['added', 'custom.a', 'netWorth'] });
    const keys = ['name', 'title', 'createdAt', 'custom.a', 'netWorth'];
    expect(listKeysOf({ kind: 'filter', filters, people: null })).toEqual(keys);
    expect(listKeysOf({ kind: 'ids', ids: ['1'], columns: filters.columns })).toEqual(keys);
    expect(listKeysOf({ kind: 'filter', filters: {}, people: null })).toBeNull();
  });
});
