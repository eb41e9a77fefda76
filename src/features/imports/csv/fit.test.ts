import { describe, expect, it } from 'vitest';
import { fitRecord } from './fit.ts';

describe('a record beside its header', () => {
  it('is filled up where cells are missing', () => {
    expect(fitRecord(['a'], 3)).toEqual({ ok: true, cells: ['a', '', ''] });
  });

  it('loses extra cells that are empty', () => {
    expect(fitRecord(['a', 'b', '', ' '], 2)).toEqual({ ok: true, cells: ['a', 'b'] });
  });

  it('is refused where an extra cell would be lost', () => {
    expect(fitRecord(['a', '', 'c', '', 'd'], 2)).toEqual({
      ok: false,
      value: 'c | d',
      reason: '2 cells more than the header has columns',
    });
  });

  it('is refused where the file ended inside its quotes', () => {
    expect(fitRecord(['a', 'b\nc\nd\n'], 2, 'unclosed')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('never closed; 3 lines'),
    });
  });

  it('is taken with a stray quote on one line, and refused where the quote may have swallowed something', () => {
    expect(fitRecord(['a', 'say "hi" now'], 2, 'stray').ok).toBe(true);
    expect(fitRecord(['a', 'b\nc'], 2, 'stray')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('2 lines'),
    });
    expect(fitRecord(['a,b'], 2, 'stray').ok).toBe(false);
  });
});
