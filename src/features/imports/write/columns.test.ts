import { describe, expect, it } from 'vitest';
import { COLUMNS, KEYS, names } from './columns.ts';

describe('names in a statement', () => {
  it('are those of columns, in the forms that a statement has for them', () => {
    const plain = [...COLUMNS.map(([, column]) => column), ...KEYS];
    for (const form of [
      plain,
      plain.map((c) => `r.${c}`),
      plain.map((c) => `${c} = i.${c}`),
      plain.map((c) => `old.${c} as old_${c}`),
      COLUMNS.map(([field, c]) => `('${field}', u.old_${c}::text, u.new_${c}::text)`),
    ]) {
      expect(() => names(form)).not.toThrow();
    }
  });

  it.each([
    'title; drop table prospects',
    'title -- ',
    "title = 'x'",
    "('title', (select 1))",
    "('ti'tle', u.a::text)",
    'title, name',
    'app.tenant()',
    '"title"',
    'title\n',
    '$1',
    '',
  ])('are not %j', (text) => {
    expect(() => names(['title', text])).toThrow('no name of a column');
  });
});
