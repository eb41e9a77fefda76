import type { Quote } from '../../../../../src/features/credits/contract.ts';

type SourceQuote = Quote['sources'][number];

/**
 * Credits of asking every paid source about people who are not here yet: what is to be expected from what such calls
 * brought so far, and what it cannot exceed. Nothing is paid before of someone who is new.
 */
export function enrichEstimate(
  sources: readonly Pick<SourceQuote, 'state' | 'basis' | 'priceMax'>[],
  people: number,
): { expected: number; worst: number } {
  const asked = sources.filter(({ state }) => state === 'asked');
  const worst = people * asked.reduce((sum, { priceMax }) => sum + priceMax, 0);
  const mean = asked.reduce((sum, { basis }) => sum + basis.hitRate * basis.creditsPerHit, 0);
  return { expected: Math.min(worst, Math.round(people * mean)), worst };
}
