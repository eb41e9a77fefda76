import { describe, expect, it } from 'vitest';
import { matches } from './match.ts';

describe('matches', () => {
  it('finds every word typed at the beginning of some word, in any order', () => {
    expect(matches('pro go', 'Go to prospects')).toBe(true);
    expect(matches('', 'Go to prospects')).toBe(true);
  });

  it('does not find what stands amid a word, or only in part', () => {
    expect(matches('spect', 'Go to prospects')).toBe(false);
    expect(matches('go jobs', 'Go to prospects')).toBe(false);
  });
});
