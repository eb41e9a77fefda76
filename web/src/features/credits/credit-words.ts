import type { CAPS, CreditState, LedgerEntry, Quote } from '../../../../src/features/credits/contract.ts';
import { count, number } from '../../lib/format.ts';
import type { Tone } from '../../ui/badge.tsx';

export type Cap = (typeof CAPS)[number];
export type CapState = CreditState['caps'][number];

/** A cap as a heading, and as the end of a sentence ("… are left of ~"). */
export const CAP_WORDS: Record<Cap, { title: string; of: string }> = {
  balance: { title: 'Balance', of: 'the balance' },
  run: { title: 'One person, one run', of: 'the cap for one run of one person' },
  batch: { title: 'One bulk run', of: 'the cap for this run' },
  member: { title: 'You, this month', of: 'your own budget this month' },
  team: { title: 'Your team, this month', of: 'your team’s budget this month' },
  day: { title: 'Workspace, today', of: 'the workspace’s budget for today' },
  month: { title: 'Workspace, this month', of: 'the workspace’s budget for this month' },
  plan: { title: 'Plan, this month', of: 'what the plan allows this month' },
};

/** A limit is said to be near when no more than one in so many is left. */
const NEAR = 5;

export type CapStanding = 'fine' | 'near' | 'full';

export const standingOf = ({ limit, left }: Pick<CapState, 'limit' | 'left'>): CapStanding =>
  left <= 0 ? 'full' : limit > 0 && left * NEAR <= limit ? 'near' : 'fine';

/** The cap with the least left: what spending meets first. The cap of one run has no use of its own and does not count. */
export function tightest(caps: readonly CapState[]): CapState | null {
  return caps
    .filter(({ cap }) => cap !== 'run')
    .reduce<CapState | null>((a, b) => (a && a.left <= b.left ? a : b), null);
}

/** What spending meets first, in a sentence. */
export function firstLimit(caps: readonly CapState[]): { tone: 'info' | 'warn' | 'bad'; text: string } | null {
  const cap = tightest(caps);
  if (cap === null) return null;
  const { of } = CAP_WORDS[cap.cap];
  const standing = standingOf(cap);
  if (standing === 'full') {
    return { tone: 'bad', text: `Nothing is left of ${of}. Paid sources are skipped until that changes.` };
  }
  return { tone: standing === 'near' ? 'warn' : 'info', text: `First limit: ${number(cap.left)} left of ${of}.` };
}

/** What would stop a run, in a sentence; null where nothing would. */
export function bindWords(binds: Quote['binds']): { tone: 'warn' | 'bad'; text: string } | null {
  if (binds === null) return null;
  const left = binds.left === 0 ? 'Nothing is' : `Only ${number(binds.left)} ${binds.left === 1 ? 'is' : 'are'}`;
  const of = CAP_WORDS[binds.cap].of;
  return binds.at === 'median'
    ? { tone: 'bad', text: `${left} left of ${of}. Paid sources will be skipped from there on.` }
    : {
        tone: 'warn',
        text: `It should suffice. In the worst case it stops early: ${left.toLowerCase()} left of ${of}.`,
      };
}

/** How a paid call stands, in a word. What was put aside and given back before it was ever paid was not charged. */
export function entryWord({
  state,
  settled,
  refunded,
  keyOwner,
}: Pick<LedgerEntry, 'state' | 'settled' | 'refunded' | 'keyOwner'>): { word: string; tone: Tone } {
  if (state === 'reserved') return { word: 'Set aside', tone: 'accent' };
  if (state === 'unknown') return { word: 'Being checked', tone: 'warn' };
  if (refunded > 0) return { word: refunded >= settled ? 'Refunded' : 'Partly refunded', tone: 'good' };
  if (keyOwner === 'tenant') return { word: 'Own key', tone: 'neutral' };
  return settled > 0 ? { word: 'Charged', tone: 'neutral' } : { word: 'Not charged', tone: 'good' };
}

export const STATE_FILTERS: Record<LedgerEntry['state'], string> = {
  reserved: 'Set aside',
  settled: 'Charged',
  refunded: 'Given back',
  unknown: 'Being checked',
};

/** `12 credits`, `no credits` */
export const creditsWord = (value: number): string => (value === 0 ? 'no credits' : count(value, 'credit'));
