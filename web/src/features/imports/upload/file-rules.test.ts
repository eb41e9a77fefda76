import { describe, expect, it } from 'vitest';
import { refusalOf, UPLOAD_MAX_BYTES } from './file-rules.ts';

describe('refusalOf', () => {
  it('lets tables of text through, whatever the case of the name', () => {
    for (const name of ['a.csv', 'A.CSV', 'b.tsv', 'c.txt']) expect(refusalOf({ name, size: 1 })).toBeNull();
  });

  it('stops what the server could only refuse', () => {
    expect(refusalOf({ name: 'a.xlsx', size: 1 })).toMatch(/Save as/);
    expect(refusalOf({ name: 'a.csv', size: 0 })).toMatch(/empty/);
    expect(refusalOf({ name: 'a.csv', size: UPLOAD_MAX_BYTES })).toBeNull();
    expect(refusalOf({ name: 'a.csv', size: UPLOAD_MAX_BYTES + 1 })).toMatch(/512 MB/);
  });
});
