import { describe, expect, it } from 'vitest';
import { amountWords, standingOf } from './usage-words.ts';

describe('standingOf', () => {
  it('says nothing where it is a limit on each single use', () => {
    expect(standingOf({ used: null, limit: 10 })).toBeNull();
  });

  it('tells fine, near, full and over apart without a colour', () => {
    expect(standingOf({ used: 79, limit: 100 })).toMatchObject({ state: 'fine', word: '79% used' });
    expect(standingOf({ used: 80, limit: 100 })).toMatchObject({ state: 'near', word: '20 left' });
    expect(standingOf({ used: 100, limit: 100 })).toMatchObject({ state: 'full', word: 'Full' });
    expect(standingOf({ used: 130, limit: 100 })).toMatchObject({ state: 'full', word: '30 over' });
  });

  it('never rounds to nothing or to the whole', () => {
    expect(standingOf({ used: 1, limit: 1000 })?.word).toBe('Under 1% used');
    expect(standingOf({ used: 0, limit: 1000 })?.word).toBe('0% used');
    expect(standingOf({ used: 999, limit: 1000 })?.word).toBe('1 left');
  });

  it('takes a limit of nothing as full', () => {
    expect(standingOf({ used: 0, limit: 0 })?.state).toBe('full');
  });
});

describe('amountWords', () => {
  it('is a sum, or a bound of each use', () => {
    expect(amountWords({ used: 1200, limit: 25_000, per: 'now' })).toBe('1,200 of 25,000');
    expect(amountWords({ used: null, limit: 25_000, per: 'file' })).toBe('25,000 in each file');
  });
});
