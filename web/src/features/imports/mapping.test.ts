import { describe, expect, it } from 'vitest';
import { addsUp } from './import-words.ts';
import { mappingProblems, proposedMapping, sureness } from './mapping.ts';
import { refusalOf, UPLOAD_MAX_BYTES } from './upload.ts';

describe('mappingProblems', () => {
  it('finds nothing wrong with a sound mapping', () => {
    expect(mappingProblems({ Name: 'name', Mail: 'email', A: 'custom', B: 'custom', C: 'skip', D: 'skip' })).toEqual(
      [],
    );
  });

  it('wants a column that names the person', () => {
    expect(mappingProblems({ Company: 'company' })).toHaveLength(1);
    expect(mappingProblems({ 'LinkedIn URL': 'linkedinUrl' })).toEqual([]);
  });

  it('names the columns that want the same field', () => {
    expect(mappingProblems({ 'E-mail': 'email', 'E-mail (2)': 'email' })).toEqual([
      '2 columns become E-mail: E-mail, E-mail (2). Choose one of them.',
    ]);
  });
});

describe('the proposal', () => {
  it('becomes the mapping as it is, for any column name', () => {
    const column = { samples: [], target: 'email' as const, confidence: 0.9 };
    expect(proposedMapping([{ ...column, name: 'constructor' }])).toEqual({ constructor: 'email' });
  });

  it('is a guess below one half', () => {
    expect([0.9, 0.5, 0.49].map((confidence) => sureness(confidence).word)).toEqual(['Sure', 'Likely', 'A guess']);
  });
});

describe('addsUp', () => {
  it('holds only where every row read became something', () => {
    const rows = { read: 10, created: 5, updated: 2, unchanged: 1, refused: 2 };
    expect(addsUp(rows)).toBe(true);
    expect(addsUp({ ...rows, refused: 1 })).toBe(false);
  });
});

describe('refusalOf', () => {
  it('lets tables of text through, whatever the case of the name', () => {
    for (const name of ['a.csv', 'A.CSV', 'b.tsv', 'c.txt']) expect(refusalOf({ name, size: 1 })).toBeNull();
  });

  it('stops what the server could only refuse', () => {
    expect(refusalOf({ name: 'a.xlsx', size: 1 })).toMatch(/Save as/);
    expect(refusalOf({ name: 'a.csv', size: 0 })).toMatch(/empty/);
    expect(refusalOf({ name: 'a.csv', size: UPLOAD_MAX_BYTES })).toBeNull();
    expect(refusalOf({ name: 'a.csv', size: UPLOAD_MAX_BYTES + 1 })).toMatch(/100 MB/);
  });
});
