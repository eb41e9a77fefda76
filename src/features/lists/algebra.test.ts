import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { combinedSql } from './algebra.ts';

const written = (op: 'union' | 'intersection' | 'difference', ids: string[]) =>
  new PgDialect().sqlToQuery(
    combinedSql(
      op,
      ids.map((id) => sql`select ${id}`),
    ),
  );

test('the sets are taken in the order given, with one operator', () => {
  const { sql: text, params } = written('difference', ['a', 'b', 'c']);
  expect(text.match(/ except /g)).toHaveLength(2);
  expect(params).toEqual(['a', 'b', 'c']);
});

test('one set is itself', () => {
  expect(written('union', ['a']).sql).not.toContain('union');
});
