import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CELL_END, type Cells, HIDDEN, NULL_CELL, SHOWN, type Text } from './cells.ts';
import { csvLines, csvLinesOfCells } from './csv-lines.ts';
import { type Frame, jsonLines, jsonLinesOfCells, listFrame, objectFrame } from './json-lines.ts';

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
const hidden = fc.constant(null);
const rowsOf = (one: fc.Arbitrary<string | null>): fc.Arbitrary<{ columns: number; rows: Cells[] }> =>
  fc.integer({ min: 1, max: 5 }).chain((columns) => {
    const row = fc.array(one, { minLength: columns, maxLength: columns });
    return fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.oneof({ arbitrary: row, weight: 8 }, hidden), { minLength: 1, maxLength: 12 }),
    });
  });
/** Rows as the database sends them, so many in a piece; null is one that is not shown. */
const sent = (rows: readonly Cells[], none: string, each = 5): Text[] =>
  Array.from({ length: Math.ceil(rows.length / each) }, (_, n) => rows.slice(n * each, (n + 1) * each)).map((some) => ({
    text: some.map((row) => (row ? SHOWN + row.map((value) => (value ?? none) + CELL_END).join('') : HIDDEN)).join(''),
    people: some.length,
  }));
const csvOf = (texts: readonly Text[], columns: number) => csvLines(texts, 0, columns);
const jsonOf = (texts: readonly Text[], frame: Frame) => jsonLines(texts, 0, frame);
const shownOf = <T>(rows: readonly (T | null)[]): T[] => rows.filter((row) => row !== null);

describe('lines of CSV out of the cells of a page', () => {
  it('are those of the writer of cells, whatever is in them', () => {
    fc.assert(
      fc.property(rowsOf(fc.option(cell)), ({ rows, columns }) => {
        const lines = csvOf(sent(rows, ''), columns);
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
      expect(textOf(csvOf(sent(rows, ''), 2)?.bytes ?? new Uint8Array())).toBe(textOf(csvLinesOfCells(rows).bytes));
    }
  });

  it('are none where a cell holds the sign that ends cells', () => {
    const rows = [
      ['a', `b${CELL_END}c`],
      ['d', 'e'],
    ];
    expect(csvOf(sent(rows, ''), 2)).toBeUndefined();
    expect(csvOf(sent(rows, '', 1), 2)).toBeUndefined();
    expect(jsonOf(sent(rows, NULL_CELL), listFrame([{ bare: false }, { bare: false }]))).toBeUndefined();
  });

  it('are none where a text ends early, has more than its people, or begins as nobody does', () => {
    const [whole] = sent([['a', 'b']], '');
    const { text } = whole ?? { text: '' };
    const frame = listFrame([{ bare: false }, { bare: false }]);
    for (const wrong of [
      { text, people: 2 },
      { text: text + text, people: 1 },
      { text: `${SHOWN}a${CELL_END}b`, people: 1 },
      { text: text.slice(1), people: 1 },
      { text: HIDDEN + text, people: 1 },
    ]) {
      expect(csvOf([wrong], 2)).toBeUndefined();
      expect(jsonOf([wrong], frame)).toBeUndefined();
    }
    expect(csvOf([{ text, people: 1 }], 2)).toBeDefined();
  });
});

describe('lines of JSON out of the cells of a page', () => {
  it('say what the cells say', () => {
    fc.assert(
      fc.property(rowsOf(fc.option(cell.filter((text) => text !== NULL_CELL))), ({ rows, columns: width }) => {
        const columns = Array.from({ length: width }, (_, n) => ({ key: `k"${n}`, bare: false }));
        const shown = shownOf(rows);
        for (const frame of [objectFrame(columns), listFrame(columns)]) {
          const lines = jsonOf(sent(rows, NULL_CELL), frame);
          expect(lines?.lengths.map((length) => length === 0)).toEqual(rows.map((row) => row === null));
          const said = textOf(lines?.bytes ?? new Uint8Array()).split('\n');
          expect(said.pop()).toBe('');
          expect(said.map((line) => Object.values(JSON.parse(line)))).toEqual(shown);
          expect(lines?.nulls).toBe(shown.flat().filter((value) => value === null).length);
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
    expect(jsonOf(sent([[NULL_CELL], [null]], NULL_CELL), listFrame([{ bare: false }]))?.nulls).toBe(2);
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
    expect(textOf(jsonOf(sent(rows, NULL_CELL), frame)?.bytes ?? new Uint8Array())).toBe(expected);
    expect(textOf(jsonLinesOfCells(rows, frame).bytes)).toBe(expected);
  });
});
