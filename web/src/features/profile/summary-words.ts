import type { Summary, SummaryState, UNKNOWNS } from '../../../../src/features/prospects/profile-contract.ts';
import { ago, clockTime, count, number } from '../../lib/format.ts';
import type { Tone } from '../../ui/badge.tsx';

/** How the summary stands: a word, a sentence, and what a press would do; nulls where there is nothing to say. */
export interface SummaryWords {
  badge: { word: string; tone: Tone } | null;
  text: string | null;
  retry: string | null;
}

/** What the facts do not say, as people call it. */
export const UNKNOWN_LABELS: Record<(typeof UNKNOWNS)[number], string> = {
  employer: 'Employer',
  role: 'Role',
  location: 'Location',
  career: 'Career',
  education: 'Education',
  holdings: 'Holdings',
  trades: 'Trades',
  news: 'News',
  wealth: 'Wealth',
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** When it is asked again: `at 14:05`, or in days where that is not today. */
const whenAgain = (retryAt: string, now: number): string => {
  const wait = Date.parse(retryAt) - now;
  if (wait <= 0) return 'any moment';
  return wait < DAY_MS ? `at ${clockTime(retryAt)}` : `in ${count(Math.ceil(wait / DAY_MS), 'day')}`;
};

/**
 * How the summary stands beside the facts. `older` says whether one from before is still to be seen, `running` whether
 * sources are being asked.
 */
export function summaryWords(
  { state, reason, retryAt }: SummaryState,
  { older, running, now }: { older: boolean; running: boolean; now: number },
): SummaryWords {
  const kept = older ? ' The one below is from before.' : '';
  switch (state) {
    case 'fresh':
      return { badge: { word: 'Up to date', tone: 'good' }, text: null, retry: null };
    case 'stale':
      return {
        badge: { word: 'Facts have changed', tone: 'warn' },
        text: reason ?? 'Written from facts that have changed since. The next run writes it anew.',
        retry: 'Write it anew',
      };
    case 'refused':
      return {
        badge: { word: 'Declined', tone: 'warn' },
        text: `${reason ?? 'Claude declined to write about these facts.'}${kept}`,
        retry: 'Ask again',
      };
    case 'waiting':
      return {
        badge: { word: 'Waiting', tone: 'neutral' },
        text: `${reason ?? 'Claude did not answer.'} It is asked again ${retryAt === null ? 'soon' : whenAgain(retryAt, now)}.${kept}`,
        retry: 'Ask now',
      };
    case 'failed':
      return {
        badge: { word: 'Failed', tone: 'bad' },
        text: `${reason ?? 'Claude could not write it.'}${kept}`,
        retry: 'Try again',
      };
    case 'none':
      if (running) return { badge: null, text: 'Claude writes it once the facts are in.', retry: null };
      return {
        badge: null,
        text: 'Not written yet. Claude writes it from facts that it can cite.',
        retry: 'Write it',
      };
  }
}

const cents = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 4 });

/** Who wrote it, when, what it took, and what was left out because its evidence did not carry it. */
export function summaryFacts(
  { model, generatedAt, tokens, costUsd, dropped }: Summary,
  now: number,
): { origin: string; cost: string; dropped: string | null } {
  return {
    origin: `${model}, ${ago(generatedAt, now)}`,
    cost: `${number(tokens.input + tokens.output)} tokens, ${cents.format(costUsd)}`,
    dropped:
      dropped === 0
        ? null
        : `${count(dropped, 'claim')} left out: the evidence did not carry ${dropped === 1 ? 'it' : 'them'}`,
  };
}
