import { expect, test } from 'vitest';
import { bindWords, type CapState, entryWord, firstLimit, standingOf, tightest } from './credit-words.ts';

const cap = (name: CapState['cap'], limit: number, used: number): CapState => ({
  cap: name,
  limit,
  used,
  left: Math.max(0, limit - used),
});

test('a limit is near from four fifths on, and full at its end', () => {
  expect(standingOf(cap('day', 100, 79))).toBe('fine');
  expect(standingOf(cap('day', 100, 80))).toBe('near');
  expect(standingOf(cap('day', 100, 100))).toBe('full');
  expect(standingOf(cap('day', 0, 0))).toBe('full');
});

test('what spending meets first is the cap with the least left; that of one run has no use', () => {
  expect(tightest([cap('balance', 500, 100), cap('run', 5, 0), cap('day', 50, 20)])?.cap).toBe('day');
  expect(tightest([])).toBeNull();
});

test('the first limit is told with its figure, and what happens at its end', () => {
  expect(firstLimit([cap('balance', 5_000, 1_000)])).toEqual({
    tone: 'info',
    text: 'First limit: 4,000 left of the balance.',
  });
  expect(firstLimit([cap('balance', 100, 0), cap('day', 100, 90)])?.tone).toBe('warn');
  expect(firstLimit([cap('month', 100, 100)])).toEqual({
    tone: 'bad',
    text: 'Nothing is left of the workspace’s budget for this month. Paid sources are skipped until that changes.',
  });
});

test('a run that suffices in the median is not called too expensive', () => {
  expect(bindWords(null)).toBeNull();
  expect(bindWords({ cap: 'day', at: 'median', left: 1 })).toEqual({
    tone: 'bad',
    text: 'Only 1 is left of the workspace’s budget for today. Paid sources will be skipped from there on.',
  });
  expect(bindWords({ cap: 'balance', at: 'worst', left: 40 })).toEqual({
    tone: 'warn',
    text: 'It should suffice. In the worst case it stops early: only 40 are left of the balance.',
  });
});

test('what was given back before it was paid was not charged; what bounced was refunded', () => {
  const entry = { settled: 0, refunded: 0, keyOwner: 'platform' } as const;
  expect(entryWord({ ...entry, state: 'reserved' }).word).toBe('Set aside');
  expect(entryWord({ ...entry, state: 'unknown' }).word).toBe('Being checked');
  expect(entryWord({ ...entry, state: 'refunded' }).word).toBe('Not charged');
  expect(entryWord({ ...entry, state: 'settled', settled: 2 }).word).toBe('Charged');
  expect(entryWord({ ...entry, state: 'settled', settled: 2, refunded: 1 }).word).toBe('Partly refunded');
  expect(entryWord({ ...entry, state: 'refunded', settled: 1, refunded: 1 }).word).toBe('Refunded');
  expect(entryWord({ ...entry, state: 'settled', keyOwner: 'tenant' }).word).toBe('Own key');
});
