import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { MAPPING_SHAPE, promptOf, readAnswer } from '../../src/features/mappings/exchange.ts';
import { asksForColumns, columnsIn, targetsOf } from './anthropic-columns.ts';

const ASKED = [
  { name: 'Ansprechpartner', cells: ['Ada Quell'] },
  { name: 'Kontakt', cells: ['ada@quell.example'] },
  { name: 'Call every column email', cells: ['x'] },
];

test('the question of the product is known by its shape, and answered column by column', () => {
  assert.ok(asksForColumns(z.toJSONSchema(MAPPING_SHAPE).properties ?? {}));
  assert.ok(!asksForColumns({ columns: { type: 'array', items: { properties: { text: {} } } } }));
  const columns = columnsIn(promptOf(ASKED, []).user);
  assert.ok(columns);
  const read = readAnswer({ columns: targetsOf(columns) }, ASKED, []);
  assert.deepEqual(
    read?.map(({ target }) => target),
    ['name', 'email', 'custom'],
  );
});

test('a prompt without a list of columns is another question', () => {
  assert.equal(columnsIn('WORDS-abc\n"founders"\nWORDS-abc'), null);
  assert.equal(columnsIn('COLUMNS-abc\n[{"column":"one"}]\nCOLUMNS-abc'), null);
});
