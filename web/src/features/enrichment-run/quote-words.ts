import type { Quote } from '../../../../src/features/credits/contract.ts';
import { count, number, percent } from '../../lib/format.ts';

export type SourceQuote = Quote['sources'][number];

/** What a figure rests on, in plain words. */
export function basisWords({
  basis,
  state,
  people,
  paidBefore,
}: Pick<SourceQuote, 'basis' | 'state' | 'people' | 'paidBefore'>): string {
  if (state === 'free') return 'Free for everyone';
  if (state === 'own_key') return 'Your own key: costs no credits';
  if (state === 'no_key') return 'No key is set: it will be skipped';
  if (people > 0 && paidBefore === people) return 'Paid before and still fresh';
  const { from, sample, hitRate } = basis;
  if (from === 'prior') return `Assumed to find ${percent(hitRate)}: nothing was measured yet`;
  const whose = from === 'tenant' ? 'your' : 'everyone’s';
  return `Found ${percent(hitRate)} of ${whose} last ${count(sample, 'call')}`;
}

/** Whether a source would cost anything here. */
export const isCharged = ({ state, people, paidBefore }: SourceQuote): boolean =>
  state === 'asked' && people > paidBefore;

/** The sum of the chosen sources: what the quote says of all of them, where all are chosen. */
export function chosenCost(
  sources: readonly SourceQuote[],
  wanted: ReadonlySet<string>,
): { median: number; worst: number } {
  return sources
    .filter(({ source }) => wanted.has(source))
    .reduce((sum, { median, worst }) => ({ median: sum.median + median, worst: sum.worst + worst }), {
      median: 0,
      worst: 0,
    });
}

/** `12`, or `12 to 40` where the worst case is more. */
export const rangeWords = (median: number, worst: number): string =>
  median === worst ? number(median) : `${number(median)} to ${number(worst)}`;

/** What the cap of a run leaves of what was quoted; null where it changes nothing. */
export function capWords(cap: number | null, { median, worst }: { median: number; worst: number }): string | null {
  if (cap === null || cap >= worst) return null;
  if (cap === 0) return 'Nothing paid is asked: free sources and what is paid already still answer.';
  return cap < median
    ? 'It will probably stop before everyone was asked about. What is found until then stays.'
    : 'Likely enough for everyone; an unlucky run stops there.';
}
