import { describe, expect, it } from 'vitest';
import { decimalWords, priceWords } from './decimal-words.ts';

describe('decimalWords', () => {
  it('groups, and keeps what is exact', () => {
    expect(decimalWords('1234567.8900')).toBe('1,234,567.89');
    expect(decimalWords('9007199254740993')).toBe('9,007,199,254,740,993');
    expect(decimalWords('-0.5')).toBe('-0.5');
    expect(decimalWords('0012')).toBe('12');
    expect(decimalWords('1.00000001')).toBe('1…');
    expect(decimalWords('see footnote')).toBe('see footnote');
  });
});

describe('priceWords', () => {
  it('shows cents, and more where there is more', () => {
    expect(priceWords('12.5')).toBe('$12.50');
    expect(priceWords('12')).toBe('$12.00');
    expect(priceWords('0.0001')).toBe('$0.0001');
    expect(priceWords('1234.5600')).toBe('$1,234.56');
    expect(priceWords('-3.1')).toBe('-$3.10');
    expect(priceWords('0.00000001')).toBe('$0…');
    expect(priceWords('see footnote')).toBe('see footnote');
  });
});
