import { describe, expect, it } from 'vitest';
import { fieldValue, match, profile } from '../test-support.ts';
import { consequences, undoOf, withDecision } from './decide.ts';

const NOW = '2026-06-15T12:00:00Z';
const ofRecord = (more: Parameters<typeof fieldValue>[0]) => fieldValue({ matchId: 'm1', source: 'edgar', ...more });

describe('withDecision', () => {
  const before = profile({
    matches: [match(), match({ id: 'm2' })],
    fields: [ofRecord({}), fieldValue({ field: 'phone' })],
  });

  it('takes the values of a rejected record out at once, and no others', () => {
    const after = withDecision(before, 'm1', 'reject', 'Maya', NOW);
    expect(after.matches.map(({ state, decidedBy }) => [state, decidedBy])).toEqual([
      ['rejected', 'Maya'],
      ['proposed', null],
    ]);
    expect(after.fields.map(({ chosen, standing }) => [chosen, standing])).toEqual([
      [false, 'rejected'],
      [true, 'best'],
    ]);
  });

  it('lets a confirmed record count, and judges a reopened one by its grade', () => {
    expect(withDecision(before, 'm1', 'confirm', 'Maya', NOW).matches[0]).toMatchObject({
      state: 'confirmed',
      counts: true,
    });
    expect(withDecision(before, 'm1', 'reopen', 'Maya', NOW).matches[0]).toMatchObject({
      counts: false,
      decidedBy: null,
    });
    const exact = profile({ matches: [match({ grade: 'exact', state: 'rejected' })] });
    expect(withDecision(exact, 'm1', 'reopen', 'Maya', NOW).matches[0]?.counts).toBe(true);
  });
});

describe('undoOf', () => {
  it('goes back to what stood before', () => {
    expect(undoOf({ state: 'proposed' })).toBe('reopen');
    expect(undoOf({ state: 'confirmed' })).toBe('confirm');
    expect(undoOf({ state: 'rejected' })).toBe('reject');
  });
});

describe('consequences', () => {
  it('of a rejection: what changes, what is left empty', () => {
    const fields = [
      ofRecord({}),
      fieldValue({ chosen: false, standing: 'outranked', value: 'Countess' }),
      ofRecord({ field: 'insiderRole', value: 'Director' }),
    ];
    expect(consequences(match(), fields, 'reject')).toEqual([
      '2 values of it stop counting, but stay to be seen.',
      'The next best value takes over: Title.',
      'Nothing else is known for Insider role.',
      'Later answers of SEC EDGAR with this record are put aside.',
    ]);
  });

  it('of a rejection that changes nothing', () => {
    const waiting = ofRecord({ chosen: false, standing: 'unproven' });
    expect(consequences(match(), [waiting], 'reject')[0]).toMatch(/^Nothing that the profile shows changes/);
    expect(consequences(match(), [ofRecord({})], 'reject')[0]).toBe(
      '1 value of it stops counting, but stays to be seen.',
    );
  });

  it('of a confirmation: what has waited for it', () => {
    const fields = [ofRecord({ field: 'insiderRole', chosen: false, standing: 'unproven' })];
    expect(consequences(match(), fields, 'confirm')[0]).toBe('1 value may count from now on: Insider role.');
    expect(consequences(match(), [ofRecord({})], 'confirm')[0]).toMatch(/count already/);
  });
});
