import { expect, test } from 'vitest';
import { doneParts } from './count-parts.ts';

test('the parts add up to the rows read', () => {
  const rows = { read: 100, created: 40, updated: 20, unchanged: 30, refused: 10 };
  expect(doneParts(rows).reduce((sum, { value }) => sum + value, 0)).toBe(rows.read);
});
