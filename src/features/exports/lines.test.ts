import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_END, NULL_CELL } from './cells.ts';
import { csvLines, csvLinesOfCells } from './csv-lines.ts';
import { jsonLines, jsonLinesOfCells, listFrame, objectFrame } from './json-lines.ts';

const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);

/** Every character that something in a file hangs on, alone and at both ends of something else. */
const SIGNS = [
  ...'=+-@\t\r\n＝＋－＠\'",;|\\/_\u0000\u0008\u001f\u0080\u0085 \u00a0\u1680\u2000\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff',
  "''=",
  '~0',
  '~0~0',
  '🦉',
  '株',
];
const cell = fc
  .oneof(
    fc.string({
      unit: fc.oneof(fc.constantFrom(...SIGNS), fc.string({ unit: 'grapheme', maxLength: 3 })),
      maxLength: 6,
    }),
    fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.toWellFormed()),
  )
  .map((text) => text.replaceAll(CELL_END, ''));
const rowsOf = <T>(one: fc.Arbitrary<T>) =>
  fc
    .integer({ min: 1, max: 5 })
    .chain((columns) =>
      fc.array(fc.array(one, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }),
    );
const sent = (rows: readonly (readonly (string | null)[])[], none: string) =>
  rows
    .flat()
    .map((value) => (value ?? none) + CELL_END)
    .join('');

describe('lines of CSV out of the cells of a page', () => {
  it('are those of the writer of cells, whatever is in them', () => {
    fc.assert(
      fc.property(rowsOf(fc.option(cell)), (rows) => {
        const lines = csvLines(sent(rows, ''), rows.length, rows[0]?.length ?? 0);
        const expected = csvLinesOfCells(rows);
        expect(textOf(lines?.bytes ?? new Uint8Array())).toBe(textOf(expected.bytes));
        expect(lines?.lengths).toEqual(expected.lengths);
      }),
      { numRuns: 2_000 },
    );
  });

  it('hold each sign at either end of a cell as its writer does', () => {
    for (const sign of SIGNS) {
      const rows = [sign, `x${sign}`, `${sign}x`, `'${sign}`, `x${sign}y`].map((text) => [text, 'z']);
      expect(textOf(csvLines(sent(rows, ''), rows.length, 2)?.bytes ?? new Uint8Array())).toBe(
        textOf(csvLinesOfCells(rows).bytes),
      );
    }
  });

  it('are none where a cell holds the sign that ends cells', () => {
    const rows = [
      ['a', `b${CELL_END}c`],
      ['d', 'e'],
    ];
    expect(csvLines(sent(rows, ''), 2, 2)).toBeUndefined();
    expect(csvLines(sent(rows.slice(1), ''), 2, 2)).toBeUndefined();
    expect(csvLines(`a${CELL_END}b`, 1, 2)).toBeUndefined();
  });
});

describe('lines of JSON out of the cells of a page', () => {
  it('say what the cells say', () => {
    fc.assert(
      fc.property(rowsOf(fc.option(cell.filter((text) => text !== NULL_CELL))), (rows) => {
        const columns = (rows[0] ?? []).map((_, n) => ({ key: `k"${n}`, bare: false }));
        for (const frame of [objectFrame(columns), listFrame(columns)]) {
          const lines = jsonLines(sent(rows, NULL_CELL), rows.length, frame);
          const said = textOf(lines?.bytes ?? new Uint8Array()).split('\n');
          expect(said.pop()).toBe('');
          expect(said.map((line) => Object.values(JSON.parse(line)))).toEqual(rows);
          expect(lines?.nulls).toBe(rows.flat().filter((value) => value === null).length);
          expect(
            textOf(jsonLinesOfCells(rows, frame).bytes)
              .split('\n')
              .slice(0, -1)
              .map((line) => JSON.parse(line)),
          ).toEqual(said.map((line) => JSON.parse(line)));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('count a text that looks like no value, so that it is seen', () => {
    expect(jsonLines(sent([[NULL_CELL], [null]], NULL_CELL), 2, listFrame([{ bare: false }]))?.nulls).toBe(2);
  });

  it('leave what is JSON already as it is', () => {
    const frame = objectFrame([
      { key: 'worth', bare: true },
      { key: 'tags', bare: true },
    ]);
    const rows = [
      ['12', '["a","b\\n"]'],
      [null, '[]'],
    ];
    const expected = '{"worth":12,"tags":["a","b\\n"]}\n{"worth":null,"tags":[]}\n';
    expect(textOf(jsonLines(sent(rows, NULL_CELL), 2, frame)?.bytes ?? new Uint8Array())).toBe(expected);
    expect(textOf(jsonLinesOfCells(rows, frame).bytes)).toBe(expected);
  });
});
