import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { workbookOf } from './workbook.ts';

type Row = (string | number | null)[];

const linesOf = (rows: readonly Row[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
async function* piecesOf(rows: readonly Row[], each: number) {
  for (let at = 0; at < rows.length; at += each) yield new TextEncoder().encode(linesOf(rows.slice(at, at + each)));
}
const made = async (headers: string[], rows: readonly Row[], { each = 3, rowsMax = 2 ** 20 } = {}) => {
  const pieces: Uint8Array[] = [];
  for await (const piece of workbookOf(headers, piecesOf(rows, each), rowsMax)) pieces.push(piece);
  return readXlsx(Uint8Array.from(pieces.flatMap((piece) => [...piece])));
};

const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'<>&"\'\r\n\t _xA0\u0000\u0007\u001f\uFFFD=+株🦉'),
      fc.string({ unit: 'grapheme', maxLength: 2 }),
    ),
    maxLength: 12,
  })
  .map((value) => value.toWellFormed());
const cell = fc.oneof(
  text.filter((value) => value !== ''),
  fc.integer(),
  fc.constant(null),
);

describe('a workbook', () => {
  it('says what its rows say, whatever is in them', async () => {
    const table = fc
      .integer({ min: 1, max: 30 })
      .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 9 }));
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        // A last column of its own, as a reader drops what is empty at the end of a row.
        const ended = rows.map((row) => [...row, 'end']);
        const headers = Array.from({ length: (rows[0]?.length ?? 0) + 1 }, (_, n) => `H${n}`);
        const { sheets } = await made(headers, ended);
        expect(sheets.map(({ name }) => name)).toEqual(['People']);
        expect(sheets[0]?.rows).toEqual([headers, ...ended]);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ' a',
    'a ',
    '\ta',
    'a\n',
    '_x0041_',
    '__x0041_',
    '_X00e4_',
    '\u0001',
    'a\r\nb',
    '\uFFFE\uFFFF',
    '=1+1',
    '<b>&amp;',
  ])('keeps %j', async (value) => {
    expect((await made(['A'], [[value]])).sheets[0]?.rows[1]).toEqual([value]);
  });

  it.each([0, 1, 3, 4, 6, 7, 20])('goes on on another sheet where one is full: %i rows', async (count) => {
    const rows = Array.from({ length: count }, (_, n) => [n, `n${n}`]);
    const { sheets } = await made(['N', 'Name'], rows, { each: 5, rowsMax: 4 });
    expect(sheets.map(({ name }) => name)).toEqual(
      Array.from({ length: Math.max(1, Math.ceil(count / 3)) }, (_, n) => (n === 0 ? 'People' : `People_${n + 1}`)),
    );
    for (const sheet of sheets) expect(sheet.rows[0]).toEqual(['N', 'Name']);
    expect(sheets.flatMap((sheet) => sheet.rows.slice(1))).toEqual(rows);
  });

  it('names its columns as a sheet does, beyond Z', async () => {
    const row = Array.from({ length: 800 }, (_, n) => n);
    expect((await made(row.map(String), [row])).sheets[0]?.rows[1]).toEqual(row);
  });

  it('fails where its rows fail, and ends what it reads where it is given up', async () => {
    const broken = async function* () {
      yield linesOf([['a']]);
      throw new Error('gone');
    };
    const readAll = async () => {
      let bytes = 0;
      for await (const piece of workbookOf(['A'], broken())) bytes += piece.length;
      return bytes;
    };
    await expect(readAll()).rejects.toThrow('gone');
    let isEnded = false;
    const watched = async function* () {
      try {
        for (;;) yield linesOf([['a']]);
      } finally {
        isEnded = true;
      }
    };
    for await (const piece of workbookOf(['A'], watched())) if (piece.length > 200) break;
    expect(isEnded).toBe(true);
  });
});
