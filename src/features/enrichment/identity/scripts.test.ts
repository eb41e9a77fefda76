import { describe, expect, it } from 'vitest';
import { consonantPattern, scriptOf, toLatin } from './scripts.ts';

describe('Devanagari in plain letters', () => {
  it.each([
    // The vowel that is not written is said, but for the end of a word.
    ['अमन', 'aman'],
    ['राहुल', 'rahul'],
    // A sign takes it away; two consonants stand together.
    ['प्रिया', 'priya'],
    ['शर्मा', 'sharma'],
    ['सिंह', 'sinh'],
    ['ज़ैन', 'jain'],
    ['अमित कुमार', 'amit kumar'],
  ])('%s is %s', (written, plain) => {
    expect(scriptOf(written)).toBe('devanagari');
    expect(toLatin(written)).toBe(plain);
  });
});

describe('Hebrew', () => {
  it('is compared by its consonants, whatever marks stand behind them', () => {
    expect(consonantPattern('ברקוביץ׳')?.test('berkovich')).toBe(true);
    expect(consonantPattern('רוזנברג')?.test('rosenberg')).toBe(true);
    expect(consonantPattern('ברקוביץ')?.test('leibovich')).toBe(false);
  });
});
