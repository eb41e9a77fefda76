import { describe, expect, it } from 'vitest';
import { PRICE_MAX } from '../../credits/prices.ts';
import { storable } from './answer.ts';
import { settlementOf } from './credits.ts';
import { runStatus } from './run-status.ts';

describe('how a run ended', () => {
  it.each([
    [['found', 'empty', 'skipped'], 'done'],
    [['skipped', 'skipped'], 'done'],
    [['found', 'failed'], 'partial'],
    [['empty', 'failed', 'skipped'], 'partial'],
    [['failed', 'failed'], 'failed'],
    [['failed', 'skipped'], 'failed'],
  ] as const)('%j is %s', (sources, status) => expect(runStatus(sources)).toBe(status));
});

describe('credits', () => {
  it('are paid for what was brought, and come back otherwise', () => {
    expect(settlementOf({ cost: 2, unsettled: false }, 3)).toEqual({ state: 'settled', credits: 2 });
    expect(settlementOf({ cost: 0, unsettled: false }, 3)).toEqual({ state: 'refunded', credits: 0 });
  });
  it('stay put aside where nobody knows', () => {
    expect(settlementOf({ cost: 0, unsettled: true }, 3)).toEqual({ state: 'unknown', credits: 0 });
  });
  it('are never more than was put aside', () => {
    expect(settlementOf({ cost: 9, unsettled: false }, 3)).toEqual({ state: 'settled', credits: 3 });
  });
  it('of the free source are none', () => expect(PRICE_MAX.edgar).toBe(0));
});

describe('an answer that is stored', () => {
  it('is what came, without what the database does not take', () => {
    expect(storable({ 'a\0': ['x\0y', '\ud800', 7, null, true] })).toEqual({ a: ['xy', '\ufffd', 7, null, true] });
  });
  it('is cut where it is long', () => {
    const cut = storable({ text: 'é'.repeat(40_000) });
    expect(JSON.stringify(cut).length).toBeLessThan(33_000);
    expect(cut).toMatchObject({ cut: true });
  });
});
