import { describe, expect, it } from 'vitest';
import { mappingProblems, proposedMapping, sureness } from './mapping.ts';

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
