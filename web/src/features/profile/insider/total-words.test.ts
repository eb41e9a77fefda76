import { describe, expect, it } from 'vitest';
import { totalWords } from './total-words.ts';

const total = { count: 4, amountUsd: '812000', unpriced: 0, first: '2024-05-02', last: '2025-06-30' };

describe('totalWords', () => {
  it('says of when a sum speaks, and what is not in it', () => {
    expect(totalWords(total)).toBe('4 trades, 2024–2025');
    expect(totalWords({ ...total, last: '2024-06-30', unpriced: 1 })).toBe('4 trades, 2024, 1 without a price');
    expect(totalWords({ ...total, count: 1, last: '2024-05-02' })).toBe('1 trade, May 2, 2024');
    expect(totalWords({ ...total, count: 0, first: null, last: null })).toBe('None filed');
  });
});
