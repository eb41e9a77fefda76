import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cut, MAX_RECORD_CHARS, RecordCutter } from './cut.ts';

function cutAll(text: string, { parts = [text], delimiter = ',', batchRecords = 2000, fromRow = 1 } = {}) {
  const cutter = new RecordCutter({ delimiter, batchRecords, fromRow });
  const cuts: Cut[] = [];
  parts.forEach((part, i) => {
    cuts.push(...cutter.cut(part, i === parts.length - 1));
  });
  return {
    records: cuts.flatMap((cut) => cut.records),
    rows: cuts.flatMap((cut) => cut.rows),
    faults: cuts.flatMap((cut) => [...cut.faults].map(([i, fault]) => [cut.rows[i], fault])),
    nuls: cuts.reduce((sum, cut) => sum + cut.nuls, 0),
    chars: cuts.reduce((sum, cut) => sum + cut.text.length, 0),
  };
}

const splitAt = (text: string, sizes: readonly number[]) => {
  const parts: string[] = [];
  let at = 0;
  for (const size of sizes) {
    parts.push(text.slice(at, at + size));
    at += size;
  }
  return [...parts, text.slice(at)];
};

/** Tables as writers put them down: quoted where they must be, with blanks around quotes (before them on one line). */
const delimiters = [',', ';', '\t', '|'] as const;
const pieces = ['a', 'é', '王', '😀', '"', ',', ';', '\t', '|', '\n', '\r', '\r\n', ' ', '  ', "'", 'x y', '\uFEFF'];
const cell = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''));
const table = fc.record({
  delimiter: fc.constantFrom(...delimiters),
  records: fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
  ends: fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 1, maxLength: 4 }),
  blanks: fc.array(fc.constantFrom('', '', ' ', '  '), { minLength: 1, maxLength: 5 }),
  lastEnd: fc.boolean(),
});

function write({ delimiter, records, ends, blanks, lastEnd }: typeof table extends fc.Arbitrary<infer T> ? T : never) {
  let n = 0;
  const blank = () => (delimiter === '\t' ? '' : (blanks[n++ % blanks.length] ?? ''));
  const lines = records.map((record) =>
    record
      .map((text) =>
        /["\r\n,;\t|]|^\s|\s$|^$/.test(text)
          ? `${/[\r\n]/.test(text) ? '' : blank()}"${text.replaceAll('"', '""')}"${blank()}`
          : text,
      )
      .join(delimiter),
  );
  return lines.map((line, i) => line + (i < lines.length - 1 || lastEnd ? ends[i % ends.length] : '')).join('');
}

/** What of a written table is to come back: cells without the blanks that were put around them, rows with any text. */
const trimmed = (records: readonly (readonly string[])[]) =>
  records.map((record) => record.map((text) => text.trim())).filter((record) => record.some((text) => text !== ''));

describe('cutting text into records', () => {
  it('gives back any table that was written, with mixed line ends and blanks around quotes', () => {
    fc.assert(
      fc.property(table, (written) => {
        const { records, faults } = cutAll(write(written), written);
        expect(trimmed(records)).toEqual(trimmed(written.records));
        expect(faults).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the same records, rows and faults however the text comes in, of any text at all', () => {
    const noise = fc
      .array(fc.constantFrom(...pieces, '""', '",', '\n"', ', "'), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        noise,
        fc.array(fc.nat({ max: 20 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 5 }),
        (text, sizes, batchRecords) => {
          const whole = cutAll(text);
          expect(cutAll(text, { parts: splitAt(text, sizes), batchRecords })).toEqual(whole);
          expect(whole.chars).toBe(text.length);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('takes quotes inside a plain cell as they are', () => {
    expect(cutAll('a,5" pipe,b "c" d\n').records).toEqual([['a', '5" pipe', 'b "c" d']]);
  });

  it('takes blanks around quoted cells away, but not from a cell that only looks quoted', () => {
    expect(trimmed(cutAll('1, "6,000",\t"x" ,y\n').records)).toEqual([['1', '6,000', 'x', 'y']]);
    expect(cutAll('1, "Bob" Smith,y\n').records).toEqual([['1', ' "Bob" Smith', 'y']]);
    expect(trimmed(cutAll('1,"x"  ').records)).toEqual([['1', 'x']]);
  });

  it('ends lines at CR, LF and CRLF in one file, but not inside quotes', () => {
    expect(cutAll('a,b\r1,"x\ry"\r\n2,z\n3,w\r').records).toEqual([
      ['a', 'b'],
      ['1', 'x\ry'],
      ['2', 'z'],
      ['3', 'w'],
    ]);
  });

  it('leaves rows without text out, and numbers the others as a spreadsheet does', () => {
    expect(cutAll('a,b\n\n ,\n1,2\n"",""\r\n3,4\n\n')).toMatchObject({
      records: [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
      rows: [1, 4, 6],
    });
    expect(cutAll('a\nb\nc\n', { fromRow: 3 })).toMatchObject({ records: [['c']], rows: [3] });
  });

  it('takes NUL characters out and counts them', () => {
    expect(cutAll('a\0,b\n\0\0,c\n')).toMatchObject({
      records: [
        ['a', 'b'],
        ['', 'c'],
      ],
      nuls: 3,
    });
  });

  it('tells which records have trouble with quotes', () => {
    expect(cutAll('a,"b"c",d\ne,f\ng,"h').faults).toEqual([
      [1, 'stray'],
      [3, 'unclosed'],
    ]);
  });
});

describe('a record without end', () => {
  const parts = (head: string, filler: string) => [
    head,
    ...Array.from({ length: 12 }, () => filler.repeat(262_144 / filler.length)),
    'z',
  ];

  it('is refused while its start is read, with the row and column of the open quote', () => {
    const cutter = new RecordCutter({ delimiter: ',' });
    let taken = 0;
    const read = () => {
      for (const part of parts('a,b\n1,2\nx,"y', 'q\n')) {
        for (const _ of cutter.cut(part, false));
        taken += part.length;
      }
    };
    expect(read).toThrow('A quote that opens in row 3, column 2, is not closed');
    expect(taken).toBeLessThanOrEqual(MAX_RECORD_CHARS);
  });

  it('is refused without a quote as well', () => {
    const cutter = new RecordCutter({ delimiter: ',' });
    const read = () => parts('a\n', 'x').forEach((part) => void [...cutter.cut(part, false)]);
    expect(read).toThrow('Row 2 is longer than 2 million characters');
  });

  it('is refused at the same length however it comes in', () => {
    const long = `a\n${'x'.repeat(MAX_RECORD_CHARS)}\nb\n`;
    const ok = `a\n${'x'.repeat(MAX_RECORD_CHARS - 1)}\nb\n`;
    for (const size of [70_000, 262_144, 1_000_000]) {
      const sizes = Array.from({ length: Math.ceil(long.length / size) }, () => size);
      expect(() => cutAll(long, { parts: splitAt(long, sizes) })).toThrow('Row 2');
      expect(cutAll(ok, { parts: splitAt(ok, sizes) }).records).toHaveLength(3);
    }
  });

  it('of stray quotes and long blanks, which would take the parser minutes, is refused at once', () => {
    const maze = `a\n"${'b"'.repeat(200_000)}${' '.repeat(200_000)},c\n`;
    expect(() => cutAll(maze)).toThrow('without being doubled');
    expect(cutAll(`a,${' '.repeat(1000)}"b ""c"" d",e\n`.repeat(300)).records).toHaveLength(300);
  });
});
