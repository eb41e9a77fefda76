import { describe, expect, it } from 'vitest';
import { listWords } from './list-words.ts';

describe('listWords', () => {
  it('names a few and counts the rest', () => {
    expect(listWords(['A'])).toBe('A');
    expect(listWords(['A', 'B'])).toBe('A and B');
    expect(listWords(['A', 'B', 'C', 'D'])).toBe('A, B, C and D');
    expect(listWords(['A', 'B', 'C', 'D', 'E'])).toBe('A, B, C and 2 more');
  });
});
