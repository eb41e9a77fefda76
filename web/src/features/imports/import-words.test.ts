import { describe, expect, it } from 'vitest';
import { addsUp } from './import-words.ts';

describe('addsUp', () => {
  it('holds only where every row read became something', () => {
    const rows = { read: 10, created: 5, updated: 2, unchanged: 1, refused: 2 };
    expect(addsUp(rows)).toBe(true);
    expect(addsUp({ ...rows, refused: 1 })).toBe(false);
  });
});
