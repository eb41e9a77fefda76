import { expect, test } from 'vitest';
import { isSameFile, type KeptUpload, readKept } from './kept-upload.ts';

const KEPT: KeptUpload = { id: 'i1', name: 'people.csv', bytes: 12, lastModified: 5 };

test('what was kept is read; anything else is nothing', () => {
  expect(readKept(JSON.stringify(KEPT))).toEqual(KEPT);
  for (const text of [null, '', '{', '[]', '{"id":1}', JSON.stringify({ ...KEPT, bytes: 'many' })]) {
    expect(readKept(text)).toBeNull();
  }
});

test('another name, size or time of change is another file', () => {
  const file = { name: 'people.csv', size: 12, lastModified: 5 };
  expect(isSameFile(KEPT, file)).toBe(true);
  expect(isSameFile(KEPT, { ...file, name: 'others.csv' })).toBe(false);
  expect(isSameFile(KEPT, { ...file, size: 13 })).toBe(false);
  expect(isSameFile(KEPT, { ...file, lastModified: 6 })).toBe(false);
});
