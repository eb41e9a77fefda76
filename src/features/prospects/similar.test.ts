import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProspectRow } from './contract.ts';
import { didYouMean, distance } from './similar.ts';

const person = (name: string, company: string | null = null) => ({ name, company, title: null }) as ProspectRow;

describe('the distance of two words', () => {
  it('counts letters that are more, less, other or swapped', () => {
    expect([
      distance('ada', 'ada'),
      distance('lovelase', 'lovelace'),
      distance('jhon', 'john'),
      distance('smth', 'smith'),
    ]).toEqual([0, 1, 1, 1]);
  });

  it('is the same both ways, and no more than the longer word', () => {
    const word = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const steps = distance(a, b);
        return steps === distance(b, a) && steps <= Math.max(a.length, b.length) && (steps === 0) === (a === b);
      }),
    );
  });
});

describe('what may have been meant', () => {
  it('is the nearest word of those found, word by word', () => {
    const people = [person('Ada Lovelace', 'Analytical Engines'), person('Lovelock Ada')];
    expect(didYouMean('ada lovelase', people)).toBe('ada lovelace');
    expect(didYouMean('Analitical', people)).toBe('analytical');
  });

  it('is nothing where the words are right, too short, or too far from any', () => {
    expect(didYouMean('lovel', [person('Ada Lovelace')])).toBeNull();
    expect(didYouMean('adx', [person('Ada Lovelace')])).toBeNull();
    expect(didYouMean('zzzzzzzz', [person('Ada Lovelace')])).toBeNull();
  });
});
