import { describe, expect, it } from 'vitest';
import { readWords } from './filings-words.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const filings = { known: 41, read: 12, unreadable: 0, complete: false, newest: null };

describe('readWords', () => {
  it('says how far the reading is, and never that all is read where it is not', () => {
    expect(readWords({ ...filings, known: 0, read: 0 }, NOW)).toBe('Looking for filings');
    expect(readWords(filings, NOW)).toBe('Reading filings, 12 of 41');
    expect(
      readWords({ ...filings, read: 40, complete: true, unreadable: 1, newest: '2026-06-13T12:00:00Z' }, NOW),
    ).toBe('40 filings read, last read 2 d ago, 1 cannot be read');
  });
});
