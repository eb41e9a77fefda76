import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine, guardFormula, unguardFormula } from './csv.ts';

const risky = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '\uFF1D',
  '\uFF0B',
  '\uFF0D',
  '\uFF20',
  "'",
  't Hooft',
  '"',
  ',',
  'a',
];
const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom(...risky)).map((parts) => parts.join('')),
);

describe('the guard against formulas', () => {
  it('goes before every text that a spreadsheet would run', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
      expect(guardFormula(`${start}1+1`)).toBe(`'${start}1+1`);
    }
  });

  it('leaves plain text alone, apostrophes included', () => {
    for (const text of ['', 'Ana', "'t Hooft", "O'Neil", "'", 'a=1', ' =1']) {
      expect(guardFormula(text)).toBe(text);
      expect(unguardFormula(text)).toBe(text);
    }
  });

  it('is undone exactly, for any text', () => {
    fc.assert(fc.property(texts, (text) => unguardFormula(guardFormula(text)) === text));
  });
});

describe('a written line', () => {
  it('is read back as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.array(texts, { minLength: 1, maxLength: 5 }), { minLength: 1 }), (records) => {
        const written = records.map(csvLine).join('');
        const { data } = Papa.parse<string[]>(written, { delimiter: ',', newline: '\r\n' });
        expect(data.slice(0, -1).map((record) => record.map(unguardFormula))).toEqual(records);
      }),
    );
  });

  it('ends with CRLF, doubles quotes and quotes what another locale would split at', () => {
    expect(csvLine(['a', 'b"c', 'd;e', 5, null, undefined])).toBe('a,"b""c","d;e",5,,\r\n');
  });

  it('never guards a number', () => {
    expect(csvCell(-5)).toBe('-5');
    expect(csvCell('-5')).toBe("'-5");
  });

  it('of one empty cell is no empty line', () => {
    expect(csvLine([''])).toBe('""\r\n');
  });
});
