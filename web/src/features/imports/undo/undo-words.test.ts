import { expect, test } from 'vitest';
import type { ImportState } from '../../../../../src/features/imports/contract.ts';
import { undoneWords, undoPlan, undoRefusal } from './undo-words.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const UNDO: ImportState['undo'] = {
  status: null,
  jobId: null,
  until: '2026-07-01T00:00:00Z',
  people: { removed: 0, stayed: 0 },
  values: { restored: 0, kept: 0 },
};
const state = (part: Partial<Pick<ImportState, 'status' | 'rows' | 'undo'>> = {}) => ({
  status: 'done' as const,
  rows: { read: 5, created: 2, updated: 1, unchanged: 1, refused: 1 },
  undo: UNDO,
  ...part,
});

test('what ended and changed something can be taken back, for a while, once', () => {
  expect(undoRefusal(state(), NOW)).toBeNull();
  expect(undoRefusal(state({ status: 'cancelled' }), NOW)).toBeNull();
  expect(undoRefusal(state({ status: 'failed' }), NOW)).toBeNull();
  expect(undoRefusal(state({ status: 'running' }), NOW)).toBe('not_ended');
  expect(undoRefusal(state({ status: 'paused' }), NOW)).toBe('not_ended');
  expect(undoRefusal(state({ rows: { read: 2, created: 0, updated: 0, unchanged: 1, refused: 1 } }), NOW)).toBe(
    'nothing',
  );
  expect(undoRefusal(state({ undo: { ...UNDO, until: '2026-05-31T23:59:59Z' } }), NOW)).toBe('too_late');
  expect(undoRefusal(state({ undo: { ...UNDO, until: null } }), NOW)).toBe('nothing');
  expect(undoRefusal(state({ undo: { ...UNDO, status: 'done' } }), NOW)).toBe('undone');
  expect(undoRefusal(state({ undo: { ...UNDO, status: 'running' } }), NOW)).toBe('undone');
});

test('one that failed can be asked for again', () => {
  expect(undoRefusal(state({ undo: { ...UNDO, status: 'failed' } }), NOW)).toBeNull();
});

test('the dialog names only what the import did', () => {
  const both = undoPlan(state());
  expect(both.back).toHaveLength(2);
  expect(both.back[0]).toMatch(/^2 people/);
  const onlyNew = undoPlan(state({ rows: { read: 2, created: 2, updated: 0, unchanged: 0, refused: 0 } }));
  expect(onlyNew.back).toHaveLength(1);
  expect(onlyNew.alone.join()).not.toMatch(/Values/);
});

test('the result says what stayed only where something did', () => {
  expect(undoneWords({ ...UNDO, people: { removed: 1, stayed: 0 }, values: { restored: 3, kept: 0 } })).toEqual([
    '1 person taken out, 3 values restored.',
  ]);
  expect(undoneWords({ ...UNDO, people: { removed: 0, stayed: 1 }, values: { restored: 0, kept: 2 } })).toEqual([
    '0 people taken out, 0 values restored.',
    '1 person stayed, because somebody worked on them since.',
    '2 values kept, because they changed once more since.',
  ]);
});
