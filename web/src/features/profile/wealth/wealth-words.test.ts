import { describe, expect, it } from 'vitest';
import { missingFrom, reasonWords } from './wealth-words.ts';

const READ = { known: 4, read: 4, unreadable: 0, complete: true };
const input = (price: string | null) => ({ price }) as Parameters<typeof missingFrom>[0]['inputs'][number];

describe('missingFrom', () => {
  it('never lets the figure pass for the whole', () => {
    expect(missingFrom({ inputs: [input('1')] }, READ)).toEqual([
      'Cash, real estate, funds, private companies and debts: no one files them.',
    ]);
  });

  it('counts what has no price, is not read, cannot be read', () => {
    const filings = { known: 9, read: 4, unreadable: 1, complete: false };
    expect(missingFrom({ inputs: [input(null), input('1')] }, filings).slice(1)).toEqual([
      '1 holding without a filed price.',
      '5 filings still being read.',
      '1 filing that cannot be read.',
    ]);
  });
});

describe('reasonWords', () => {
  it('has words for each reason', () => {
    expect(reasonWords({ reason: null })).toBeNull();
    expect(reasonWords({ reason: 'indirect' })).toMatch(/often not the person’s own/);
  });
});
