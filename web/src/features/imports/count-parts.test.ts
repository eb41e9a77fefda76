import { expect, test } from 'vitest';
import { doneParts, expectedParts } from './count-parts.ts';

test('the parts add up to the rows read, before and after', () => {
  const rows = { read: 100, created: 40, updated: 20, unchanged: 30, refused: 10 };
  for (const parts of [doneParts(rows), expectedParts(rows)]) {
    expect(parts.reduce((sum, { value }) => sum + value, 0)).toBe(rows.read);
  }
});
