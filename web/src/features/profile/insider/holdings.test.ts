import { describe, expect, it } from 'vitest';
import type { InsiderHolding } from '../../../../../src/features/filings/contract.ts';
import { heldClasses } from './holdings.ts';

const holding = (key: string, date: string, more: Partial<InsiderHolding> = {}): InsiderHolding => ({
  key,
  issuer: { cik: '1', name: 'Larkspur Instruments', symbol: 'LARK' },
  security: 'Common Stock',
  derivative: false,
  ownership: 'direct',
  nature: null,
  points: [{ date, shares: '100.5', accession: 'a', url: 'https://www.sec.gov/a', form: '4' }],
  ...more,
});

describe('heldClasses', () => {
  it('has a class of an issuer once, with a line for each way of holding it', () => {
    const classes = heldClasses([
      holding('option', '2026-09-01', { security: 'Option', derivative: true }),
      holding('old', '2020-01-01', { security: 'Class B' }),
      holding('direct', '2026-01-01'),
      holding('trust', '2025-01-01', { ownership: 'indirect', nature: 'By Trust' }),
      holding('empty', '2026-01-01', { security: 'Units', points: [] }),
    ]);
    expect(classes.map(({ label, series }) => [label, series.map((one) => one.label)])).toEqual([
      ['LARK, Common Stock', ['Direct', 'Indirect: By Trust']],
      ['LARK, Class B', ['Direct']],
      ['LARK, Option', ['Direct']],
    ]);
    expect(classes[0]?.series[0]?.points[0]?.shares).toBe(100.5);
  });
});
