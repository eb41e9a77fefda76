import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { errorHeader, errorLine } from './error-row.ts';
import { rowNormaliser } from './normalise.ts';
import { takeRecords } from './take.ts';

const header = ['name', 'email'];
const normalise = rowNormaliser(header, { name: 'name', email: 'email' });

describe('the records of a batch', () => {
  it('are each taken or refused', () => {
    const records = [['Ana', 'a@x.com'], ['Bob', 'nonsense'], ['Cy'], ['Di', '', 'extra'], ['"', 'x\ny']];
    const { taken, refused } = takeRecords(
      { records, rows: [2, 3, 5, 6, 7], faults: new Map([[4, 'unclosed']]) },
      2,
      normalise,
    );
    expect(taken.map(({ row, prospect }) => [row, prospect.name])).toEqual([
      [2, 'Ana'],
      [5, 'Cy'],
    ]);
    expect(refused.map(({ row, problems }) => [row, problems[0]?.column, problems[0]?.value])).toEqual([
      [3, 'email', 'nonsense'],
      [6, '', 'extra'],
      [7, '', 'x\ny'],
    ]);
    expect(refused[1]?.cells).toEqual(['Di', '', 'extra']);
  });
});

describe('a line of the error file', () => {
  it('holds row, column, value, reason and the whole row, safe against formulas', () => {
    const refused = {
      row: 7,
      problems: [
        { column: 'email', value: 'a"b', reason: 'bad' },
        { column: '', value: '', reason: 'worse' },
      ],
      cells: ['=cmd|x', 'a"b', '+1 555'],
    };
    expect(errorLine(refused)).toBe(`7,email,"a""b","bad; worse","'=cmd|x","a""b",'+1 555\r\n`);
  });

  it('is one line for each refused row, and can be imported again', () => {
    const { refused } = takeRecords(
      {
        records: [
          ['Ana\n"A"', '=x'],
          ['Bob', '-'],
        ],
        rows: [2, 3],
        faults: new Map(),
      },
      2,
      normalise,
    );
    const { data } = Papa.parse<string[]>(errorHeader(header) + refused.map(errorLine).join(''), {
      skipEmptyLines: true,
    });
    expect(data).toHaveLength(2);
    expect(data[0]).toEqual(['row', 'column', 'value', 'reason', 'name', 'email']);
    expect(data[1]?.slice(4)).toEqual(['Ana\n"A"', "'=x"]);
  });
});
