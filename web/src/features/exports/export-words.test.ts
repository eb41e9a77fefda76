import { describe, expect, it } from 'vitest';
import { differenceWords, rowsWords, shapeWords, whomWords } from './export-words.ts';

describe('the words of an export', () => {
  it('say how far it is, and how large it is in the end', () => {
    expect(rowsWords({ status: 'running', leftOut: 0, rows: { done: 5_000, total: 11_000 } })).toBe(
      '5,000 of 11,000 rows',
    );
    expect(rowsWords({ status: 'running', leftOut: 0, rows: { done: 0, total: null } })).toBe('0 rows');
    expect(rowsWords({ status: 'done', leftOut: 0, rows: { done: 1, total: 1 } })).toBe('1 row');
    expect(rowsWords({ status: 'done', leftOut: 2, rows: { done: 1, total: 3 } })).toBe(
      '1 row, 2 left out as suppressed',
    );
  });

  it('say what it is made of', () => {
    expect(shapeWords({ format: 'xlsx', columns: ['name'], provenance: true })).toBe('Excel, 1 column, with sources');
  });

  it('say whom it was asked for', () => {
    expect(whomWords({ selected: 1, filter: null })).toBe('1 person ticked');
    expect(whomWords({ selected: null, filter: {} })).toBe('Everybody');
    const filter = {
      q: 'trust',
      company: ['"Acme"'],
      has: ['email' as const],
      netWorthMin: 5_000_000,
      custom: ['min:boats:2'],
    };
    expect(whomWords({ selected: null, filter }, new Map([['custom:boats', 'Boats']]))).toBe(
      'People that match “trust”, Company is Acme, Has E-mail, Boats from 2, Net worth from $5,000,000',
    );
  });

  it('say what is not as it was expected, and nothing where all is', () => {
    expect(differenceWords(5, { rows: 5, left: 0 })).toBeNull();
    expect(differenceWords(null, { rows: 5, left: 0 })).toBeNull();
    expect(differenceWords(5, { rows: 3, left: 2 })).toBe('2 people were left out: suppressed, or deleted since.');
    expect(differenceWords(5, { rows: 6, left: 0 })).toBe('1 person more than when the list was counted.');
    expect(differenceWords(5, { rows: 3, left: 1 })).toBe(
      '1 person was left out: suppressed, or deleted since. 1 person fewer than when the list was counted.',
    );
  });
});
