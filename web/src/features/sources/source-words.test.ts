import { expect, test } from 'vitest';
import { callWords, type Health, healthState, rateWords, settingsProblem } from './source-words.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const health = (over: Partial<Health>): Health => ({
  provider: 'apollo',
  state: 'closed',
  words: 'It is asked as usual.',
  since: null,
  nextProbeAt: null,
  blockedUntil: null,
  calls: 0,
  failed: 0,
  errorShare: null,
  inFlight: 0,
  inFlightMax: 8,
  rate: null,
  mine: null,
  ...over,
});

test('a provider is healthy until its breaker, its own wish or its errors say otherwise', () => {
  const word = (over: Partial<Health>) => healthState(health(over), NOW).word;
  expect(word({})).toBe('Healthy');
  expect(word({ state: 'open' })).toBe('Down');
  expect(word({ state: 'half_open' })).toBe('Recovering');
  expect(word({ state: 'unknown' })).toBe('Not known');
  expect(word({ blockedUntil: '2026-03-01T12:00:30Z' })).toBe('Busy');
  expect(word({ blockedUntil: '2026-03-01T11:59:30Z' })).toBe('Healthy');
  expect(word({ calls: 10, failed: 3, errorShare: 0.3 })).toBe('Shaky');
  expect(word({ calls: 2, failed: 1, errorShare: 0.5 })).toBe('Healthy');
});

test('figures come with their windows', () => {
  expect(rateWords({ used: 3, limit: 100, windowSeconds: 3_600 })).toBe('3 of 100 an hour');
  expect(rateWords({ used: 0, limit: 1_000, windowSeconds: 60 })).toBe('0 of 1,000 a minute');
  expect(rateWords({ used: 2, limit: 5, windowSeconds: 10 })).toBe('2 of 5 in 10 s');
  expect(callWords(health({}))).toBe('No calls in the last minute');
  expect(callWords(health({ calls: 1, errorShare: 0 }))).toBe('1 call in the last minute, none failed');
  expect(callWords(health({ calls: 12, failed: 3, errorShare: 0.25 }))).toBe(
    '12 calls in the last minute, 3 failed (25%)',
  );
});

test('settings under which nothing would be asked cannot be saved', () => {
  const settings = {
    mode: 'waterfall' as const,
    order: ['apollo', 'contactout', 'exa', 'edgar', 'claude'] as const,
    fields: ['email' as const],
    off: [],
    nightly: { on: false, credits: 0, people: 1 },
    onSignal: false,
  };
  const of = (over: object) => settingsProblem({ ...settings, order: [...settings.order], ...over });
  expect(of({})).toBeNull();
  expect(of({ fields: [] })).toMatch(/at least one field/);
  expect(of({ mode: 'side_by_side', fields: [] })).toBeNull();
  expect(of({ off: settings.order })).toMatch(/at least one source/);
});
