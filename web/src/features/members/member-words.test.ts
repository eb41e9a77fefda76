import { expect, test } from 'vitest';
import { inSentence, memberWord } from './member-words.ts';

test('a member is you, a name, or what is known before the names are', () => {
  const names = new Map([['u2', 'Ada Lovelace']]);
  expect(memberWord(null, 'u1', names)).toBe('Automatic');
  expect(memberWord('u1', 'u1', names)).toBe('You');
  expect(memberWord('u2', 'u1', names)).toBe('Ada Lovelace');
  expect(memberWord('user-abcdef', 'u1', names)).toBe('Member abcdef');
  expect([inSentence('You'), inSentence('Ada Lovelace')]).toEqual(['you', 'Ada Lovelace']);
});
