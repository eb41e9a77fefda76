import { expect, test } from 'vitest';
import { comingInWords, foundWords, kindKey, lookingWords } from './problem-words.ts';

const ROWS = { read: 1200, created: 900, updated: 100, unchanged: 160, refused: 40 };
const KIND = { column: 'Email', reason: 'Not an address', count: 38, rows: [] };

test('a sound file says so', () => {
  const sound = { rows: { ...ROWS, refused: 0 }, problems: [], more: 0 };
  expect(foundWords(sound)).toBe('All 1,200 rows were checked. No problems.');
  expect(foundWords({ ...sound, rows: { ...ROWS, read: 1, refused: 0 } })).toBe(
    'The only row was checked. No problems.',
  );
});

test('problems are counted, of kinds that are listed and of others, and rows that they cost', () => {
  const found = { rows: ROWS, problems: [KIND, { ...KIND, column: 'Phone', count: 4 }], more: 0 };
  expect(foundWords(found)).toBe('All 1,200 rows were checked: 42 problems of 2 kinds, 40 rows would be refused.');
  expect(foundWords({ ...found, more: 3 })).toMatch(/45 problems of more than 2 kinds/);
  expect(foundWords({ ...found, rows: { ...ROWS, refused: 0 } })).toMatch(/Every row comes in\.$/);
  expect(comingInWords(found)).toBe('1,160 of 1,200 rows come in');
});

test('a look says how far it has come once it has begun', () => {
  expect(lookingWords(null)).toBe('Looking over the whole file');
  expect(lookingWords({ bytesDone: 0, bytesTotal: 100 })).toBe('Looking over the whole file');
  expect(lookingWords({ bytesDone: 500_000, bytesTotal: 1_000_000 })).toMatch(/: 50\s?% of /);
});

test('a kind is known by its column and its reason', () => {
  expect(kindKey({ column: 'a', reason: 'b c' })).not.toBe(kindKey({ column: 'a b', reason: 'c' }));
});
