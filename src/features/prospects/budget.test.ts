import { describe, expect, it } from 'vitest';
import { isWeak } from './budget.ts';
import { likeWords } from './similar.ts';

describe('a text that no index narrows down', () => {
  it.each(['a b c', 'a%a%a%', '%%%', 'R&D', 'jo', '__ \\ "'])('is %s', (q) => {
    expect(isWeak({ q })).toBe(true);
    expect(isWeak({ title: [q] })).toBe(true);
    expect(isWeak({ q, company: ['Hills'] })).toBe(false);
  });

  it.each(['ada', 'a b cde', 'Łódź', '4711', '李小龙'])('is not %s', (q) => {
    expect(isWeak({ q })).toBe(false);
  });

  it('is not where none is asked for', () => {
    expect(isWeak({ country: ['US'] })).toBe(false);
  });
});

describe('words that somebody may have spelt otherwise', () => {
  it('are long enough, different, and more than a letter or two again and again', () => {
    expect(likeWords({ q: 'aaaaaaaa abababab a%a%a%a% %%%% bob' })).toEqual([]);
    expect(likeWords({ q: 'anna otto Anna' })).toEqual(['anna', 'otto']);
  });
});
