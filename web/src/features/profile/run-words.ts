import type { Source } from '../../../../src/features/prospects/contract.ts';
import type { EnrichmentState, SourceStatus } from '../../../../src/features/prospects/profile-contract.ts';
import { ago } from '../../lib/format.ts';
import type { Tone } from '../../ui/badge.tsx';
import { isRunning } from './use-profile.ts';

export type SourceState = SourceStatus['status'];

export const SOURCE_WORDS: Record<SourceState, { word: string; tone: Tone }> = {
  queued: { word: 'Queued', tone: 'neutral' },
  running: { word: 'Running', tone: 'accent' },
  waiting: { word: 'Waiting', tone: 'warn' },
  found: { word: 'Found', tone: 'good' },
  empty: { word: 'Nothing found', tone: 'neutral' },
  failed: { word: 'Failed', tone: 'bad' },
  skipped: { word: 'Skipped', tone: 'warn' },
  cancelled: { word: 'Cancelled', tone: 'warn' },
};

/** The five in the order in which a run shows them. */
export const SOURCE_ORDER: readonly Source[] = ['apollo', 'contactout', 'exa', 'edgar', 'claude'];

export const isFinished = ({ status }: SourceStatus): boolean =>
  status !== 'queued' && status !== 'running' && status !== 'waiting';

/**
 * Whether asking a source alone may help: one that has no key, say, needs something else first. While a run is on, only one
 * that waits in it can be asked sooner.
 */
export const mayRetry = (state: SourceStatus | undefined, running: boolean): boolean =>
  running
    ? state?.status === 'waiting'
    : state === undefined || state.retryable || (state.status !== 'failed' && state.status !== 'skipped');

/** The run in a line. */
export function runWords(state: EnrichmentState, now: number): string {
  const finished = state.sources.filter(isFinished).length;
  switch (state.status) {
    case 'never':
      return 'Not enriched yet';
    case 'queued':
      return 'Waiting to start';
    case 'running':
      return `Running, ${finished} of ${state.sources.length} sources done`;
    case 'failed':
      return 'The last run failed';
    case 'cancelled':
      return 'The last run was cancelled';
    default: {
      const when = state.enrichedAt === null ? '' : ` ${ago(state.enrichedAt, now)}`;
      const words = state.status === 'partial' ? `Partly enriched${when}` : `Enriched${when}`;
      return state.stale ? `${words}, older than 7 days` : words;
    }
  }
}

/** What the button does: after a run with failures only those sources are asked again. */
export function nextRun(state: EnrichmentState): { label: string; sources?: Source[] } {
  if (isRunning(state)) return { label: 'Enriching' };
  const failed = state.sources.filter(({ status }) => status === 'failed').map(({ source }) => source);
  if (failed.length > 0)
    return { label: failed.length === 1 ? 'Retry 1 source' : `Retry ${failed.length} sources`, sources: failed };
  return { label: state.status === 'done' && !state.stale ? 'Enrich again' : 'Enrich now' };
}
