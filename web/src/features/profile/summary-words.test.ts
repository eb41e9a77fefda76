import { describe, expect, it } from 'vitest';
import { summaryFacts, summaryWords } from './summary-words.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const say = (state: Parameters<typeof summaryWords>[0]['state'], more: { reason?: string; retryAt?: string } = {}) =>
  summaryWords(
    { state, reason: more.reason ?? null, retryAt: more.retryAt ?? null },
    { older: true, running: false, now: NOW },
  );

describe('summaryWords', () => {
  it('asks for nothing where the summary is made of the facts', () => {
    expect(say('fresh')).toMatchObject({ text: null, retry: null });
  });

  it('gives the reason, when it is asked again, and that one from before is shown', () => {
    expect(say('waiting', { reason: 'Claude is overloaded.', retryAt: '2026-06-18T12:00:00Z' }).text).toBe(
      'Claude is overloaded. It is asked again in 3 days. The one below is from before.',
    );
    expect(say('waiting', { retryAt: '2026-06-15T11:00:00Z' }).text).toMatch(/again any moment\./);
    expect(say('failed', { reason: 'Out of credits.' }).text).toBe('Out of credits. The one below is from before.');
    expect(
      summaryWords(
        { state: 'failed', reason: 'Out of credits.', retryAt: null },
        { older: false, running: false, now: NOW },
      ).text,
    ).toBe('Out of credits.');
  });

  it('waits for the facts while a run is on', () => {
    const none = { state: 'none' as const, reason: null, retryAt: null };
    expect(summaryWords(none, { older: false, running: true, now: NOW }).retry).toBeNull();
    expect(summaryWords(none, { older: false, running: false, now: NOW }).retry).toBe('Write it');
  });

  it('offers a way on in every other state', () => {
    for (const state of ['stale', 'refused', 'waiting', 'failed', 'none'] as const)
      expect(say(state).retry).not.toBeNull();
  });
});

describe('summaryFacts', () => {
  const summary = {
    sentences: [],
    talkingPoints: [],
    wealthSignals: [],
    unknowns: [],
    model: 'claude-haiku',
    generatedAt: '2026-06-15T10:00:00Z',
    evidenceHash: 'x',
    tokens: { input: 2000, output: 310 },
    costUsd: 0.0041,
    dropped: 0,
  };
  it('tells age, size and price, and what was left out', () => {
    expect(summaryFacts(summary, NOW)).toEqual({
      origin: 'claude-haiku, 2 h ago',
      cost: '2,310 tokens, $0.0041',
      dropped: null,
    });
    expect(summaryFacts({ ...summary, dropped: 2 }, NOW).dropped).toBe(
      '2 claims left out: the evidence did not carry them',
    );
  });
});
