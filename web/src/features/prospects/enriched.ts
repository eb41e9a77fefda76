import type { Tone } from '../../ui/badge.tsx';

/** A profile older than this counts as stale, as the API's own `stale` has it. */
const STALE_MS = 7 * 24 * 60 * 60 * 1000;

/** The state of a row's enrichment, as a dot and a word. */
export function enrichedState(
  enrichedAt: string | null,
  now: number,
): { tone: Extract<Tone, 'neutral' | 'warn' | 'good'>; word: string } {
  if (enrichedAt === null) return { tone: 'neutral', word: 'Not enriched' };
  return now - Date.parse(enrichedAt) > STALE_MS
    ? { tone: 'warn', word: 'Older than 7 days' }
    : { tone: 'good', word: 'Enriched' };
}
