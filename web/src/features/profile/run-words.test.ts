import { describe, expect, it } from 'vitest';
import type { EnrichmentState, SourceStatus } from '../../../../src/features/prospects/profile-contract.ts';
import { mayRetry, nextRun, runWords } from './run-words.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const source = (name: SourceStatus['source'], status: SourceStatus['status']): SourceStatus => ({
  source: name,
  status,
  reason: null,
  code: null,
  retryable: false,
  nextTryAt: null,
  cached: false,
  startedAt: null,
  finishedAt: null,
  cost: 0,
  found: 0,
});
const state = (more: Partial<EnrichmentState>): EnrichmentState => ({
  status: 'done',
  runId: null,
  jobId: null,
  sources: [],
  enrichedAt: '2026-06-15T10:00:00Z',
  stale: false,
  summary: null,
  summaryState: { state: 'none', reason: null, retryAt: null },
  fields: [],
  signals: [],
  ...more,
});

describe('runWords', () => {
  it('counts the sources that are through', () => {
    const sources = [
      source('apollo', 'found'),
      source('exa', 'failed'),
      source('edgar', 'running'),
      source('claude', 'queued'),
    ];
    expect(runWords(state({ status: 'running', sources }), NOW)).toBe('Running, 2 of 4 sources done');
  });

  it('tells the age, and that it is too old', () => {
    expect(runWords(state({}), NOW)).toBe('Enriched 2 h ago');
    expect(runWords(state({ stale: true }), NOW)).toBe('Enriched 2 h ago, older than 7 days');
    expect(runWords(state({ status: 'never', enrichedAt: null, stale: true }), NOW)).toBe('Not enriched yet');
  });
});

describe('nextRun', () => {
  it('asks only the sources that failed again', () => {
    const sources = [source('apollo', 'found'), source('exa', 'failed'), source('claude', 'skipped')];
    expect(nextRun(state({ status: 'partial', sources }))).toEqual({ label: 'Retry 1 source', sources: ['exa'] });
  });

  it('asks all of them otherwise', () => {
    expect(nextRun(state({}))).toEqual({ label: 'Enrich again' });
    expect(nextRun(state({ stale: true }))).toEqual({ label: 'Enrich now' });
    expect(nextRun(state({ status: 'never' }))).toEqual({ label: 'Enrich now' });
  });
});

describe('mayRetry', () => {
  it('does not offer to ask where something else has to be done first', () => {
    expect(mayRetry(undefined, false)).toBe(true);
    expect(mayRetry(source('exa', 'found'), false)).toBe(true);
    expect(mayRetry({ ...source('exa', 'skipped'), code: 'no_key', retryable: false }, false)).toBe(false);
    expect(mayRetry({ ...source('exa', 'failed'), code: 'timeout', retryable: true }, false)).toBe(true);
  });

  it('offers while a run is on only what waits in it', () => {
    expect(mayRetry(source('exa', 'waiting'), true)).toBe(true);
    for (const status of ['queued', 'running', 'found'] as const)
      expect(mayRetry(source('exa', status), true)).toBe(false);
    expect(mayRetry(undefined, true)).toBe(false);
  });
});
