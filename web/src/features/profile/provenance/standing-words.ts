import type { FieldValue, STANDINGS } from '../../../../../src/features/prospects/profile-contract.ts';
import { date } from '../../../lib/format.ts';
import type { Tone } from '../../../ui/badge.tsx';
import { SOURCE_LABELS } from '../../prospects/labels.ts';

export type Standing = (typeof STANDINGS)[number];

/** The parts of a field's ledger: what is shown, what agrees, what says otherwise, what is kept but never used. */
export const GROUPS = ['shown', 'agrees', 'differs', 'unused'] as const;
export type Group = (typeof GROUPS)[number];

export const GROUP_TITLES: Record<Group, string> = {
  shown: 'Shown on the profile',
  agrees: 'Says the same',
  differs: 'Says something else',
  unused: 'Kept, not used',
};

/** A standing in a word or two. */
export const STANDING_LABELS: Record<Standing, { word: string; tone: Tone }> = {
  member: { word: 'Chosen by hand', tone: 'accent' },
  own: { word: 'Your own file', tone: 'accent' },
  preferred: { word: 'Preferred source', tone: 'accent' },
  checked: { word: 'Checked', tone: 'good' },
  best: { word: 'Best known', tone: 'neutral' },
  agrees: { word: 'Agrees', tone: 'neutral' },
  outranked: { word: 'Differs', tone: 'warn' },
  unlikely: { word: 'Unlikely', tone: 'neutral' },
  elsewhere: { word: 'Other job or place', tone: 'neutral' },
  barred: { word: 'Never used', tone: 'neutral' },
  unproven: { word: 'Not proven', tone: 'warn' },
  rejected: { word: 'Another person', tone: 'bad' },
};

export function groupOf({ chosen, standing }: Pick<FieldValue, 'chosen' | 'standing'>): Group {
  if (chosen) return 'shown';
  if (standing === 'agrees') return 'agrees';
  return standing === 'outranked' ? 'differs' : 'unused';
}

/** What goes before another value, by why the chosen one counts. */
const FIRST: Partial<Record<Standing, string>> = {
  member: 'what a member chose goes first',
  own: 'what your own file says goes first',
  preferred: 'your workspace prefers the other source here',
  checked: 'a value that its source has checked goes first',
  best: 'another value is newer or surer',
};

/** Why a value counts, or does not, in a sentence. `chosen` is the one that the profile shows, where there is one. */
export function standingWords(
  value: FieldValue,
  chosen: FieldValue | undefined,
  who: (memberId: string) => string,
): string {
  const source = SOURCE_LABELS[value.source];
  switch (value.standing) {
    case 'member':
      return `${value.setBy === null ? 'A member' : who(value.setBy)} chose it. It stays, whatever sources say.`;
    case 'own':
      return 'Your own file says so. Sources do not replace it.';
    case 'preferred':
      return `Your workspace prefers ${source} for this field.`;
    case 'checked':
      return `${source} says that it has checked it.`;
    case 'best':
      return 'The newest value that its source is sure of.';
    case 'agrees':
      return 'Says the same as the value shown.';
    case 'outranked': {
      const why = chosen === undefined ? undefined : FIRST[chosen.standing];
      return why === undefined ? 'Says something else.' : `Says something else; ${why}.`;
    }
    case 'unlikely':
      return 'Less likely to be right than wrong, by the source’s own word.';
    case 'elsewhere':
      return 'Of another job or place than this person’s.';
    case 'barred':
      return `Your workspace never uses ${source} for this field.`;
    case 'unproven':
      return 'It is not proven that this record is this person.';
    case 'rejected':
      return 'Its record was reported as another person.';
  }
}

/** How long a value counts as good; null for what is the tenant's own. */
export function expiryWords({ expiresAt }: Pick<FieldValue, 'expiresAt'>, now: number): string | null {
  if (expiresAt === null) return null;
  return Date.parse(expiresAt) <= now
    ? `Counts as old since ${date(expiresAt, now)}`
    : `Good until ${date(expiresAt, now)}`;
}

export const isOld = ({ expiresAt }: Pick<FieldValue, 'expiresAt'>, now: number): boolean =>
  expiresAt !== null && Date.parse(expiresAt) <= now;
