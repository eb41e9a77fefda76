import { describe, expect, it } from 'vitest';
import { match } from '../test-support.ts';
import { countsWords, inOrder, isOpen, sides, weightWord } from './match-words.ts';

describe('sides', () => {
  it('parts what speaks for it from what speaks against it, the weightiest first', () => {
    const evidence = [
      { kind: 'name' as const, weight: 3, words: 'Same name' },
      { kind: 'employer' as const, weight: -2, words: 'Another employer' },
      { kind: 'cik' as const, weight: 9, words: 'Same CIK' },
      { kind: 'place' as const, weight: 0, words: 'No place' },
    ];
    const { pro, con } = sides(evidence);
    expect(pro.map(({ words }) => words)).toEqual(['Same CIK', 'Same name']);
    expect(con.map(({ words }) => words)).toEqual(['Another employer']);
  });
});

describe('weightWord', () => {
  it('does not care for the direction', () => {
    expect([-8, 8, 3, -1].map(weightWord)).toEqual(['strong', 'strong', 'some', 'slight']);
  });
});

describe('countsWords', () => {
  it('says of wealth what holds for the grade', () => {
    expect(countsWords(match({ grade: 'exact' }))).toMatch(/insider facts count/);
    expect(countsWords(match({ grade: 'near' }))).toMatch(/insider facts wait/);
    expect(countsWords(match({ grade: 'possible' }))).toMatch(/None of its values count/);
    expect(countsWords(match({ grade: 'exact', state: 'rejected', decidedBy: 'Maya' }))).toMatch(/^Maya said/);
  });
});

describe('inOrder', () => {
  it('puts what waits for a decision first and the rejected last', () => {
    const list = [
      match({ id: 'rejected', state: 'rejected' }),
      match({ id: 'exact', grade: 'exact', score: 20 }),
      match({ id: 'possible', grade: 'possible', score: 1 }),
      match({ id: 'near', score: 6 }),
    ];
    expect(inOrder(list).map(({ id }) => id)).toEqual(['near', 'possible', 'exact', 'rejected']);
    expect(list.map(isOpen)).toEqual([false, false, true, true]);
  });
});
