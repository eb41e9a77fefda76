import type {
  IdentityMatch,
  MatchEvidence,
  MatchGrade,
  MatchRecord,
} from '../../../../../src/features/prospects/profile-contract.ts';
import type { Tone } from '../../../ui/badge.tsx';

export const GRADE_LABELS: Record<MatchGrade, { word: string; tone: Tone }> = {
  exact: { word: 'Exact match', tone: 'good' },
  near: { word: 'Near match', tone: 'warn' },
  possible: { word: 'Possible match', tone: 'warn' },
  none: { word: 'Hardly a match', tone: 'bad' },
};

/** Evidence of so many bits decides nearly by itself; of less than the second hardly moves anything. */
const STRONG_BITS = 6;
const SLIGHT_BITS = 2;

/** How much a piece of evidence weighs, in a word. */
export function weightWord(weight: number): 'strong' | 'some' | 'slight' {
  const size = Math.abs(weight);
  return size >= STRONG_BITS ? 'strong' : size >= SLIGHT_BITS ? 'some' : 'slight';
}

/** The evidence for the same person and against it, the weightiest first; what weighs nothing is left out. */
export function sides(evidence: readonly MatchEvidence[]): { pro: MatchEvidence[]; con: MatchEvidence[] } {
  const sorted = [...evidence].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return { pro: sorted.filter(({ weight }) => weight > 0), con: sorted.filter(({ weight }) => weight < 0) };
}

/** What of a record counts at the moment, in a sentence. */
export function countsWords({ state, grade, decidedBy }: Pick<IdentityMatch, 'state' | 'grade' | 'decidedBy'>): string {
  const who = decidedBy ?? 'A member';
  if (state === 'confirmed') return `${who} confirmed it. Its wealth and insider facts count.`;
  if (state === 'rejected') return `${who} said that this is another person. None of its values count.`;
  if (grade === 'exact') return 'Proven by its evidence. Its wealth and insider facts count.';
  if (grade === 'near') return 'Contact and job count. Wealth and insider facts wait until someone confirms it.';
  return 'None of its values count until someone confirms it.';
}

/** Whether somebody should look at it: not proven, and nobody has said. */
export const isOpen = ({ state, grade }: Pick<IdentityMatch, 'state' | 'grade'>): boolean =>
  state === 'proposed' && grade !== 'exact';

const rank = (match: IdentityMatch): number => (isOpen(match) ? 0 : match.state === 'rejected' ? 2 : 1);

/** Those to be decided first, the likelier before; the rejected last. */
export const inOrder = (matches: readonly IdentityMatch[]): IdentityMatch[] =>
  [...matches].sort((a, b) => rank(a) - rank(b) || b.score - a.score);

/** Who the record speaks of, beside the name: job, employer, place, and the number at the SEC. */
export function recordWords({ title, company, city, region, country, cik }: MatchRecord): string {
  const place = [city, region, country].filter((part) => part !== null).join(', ');
  return [title, company, place === '' ? null : place, cik === null ? null : `CIK ${cik}`]
    .filter((part) => part !== null)
    .join(' · ');
}

/** How many records wait for a decision, in a sentence; null where none does. */
export function openWords(matches: readonly IdentityMatch[]): string | null {
  const open = matches.filter(isOpen).length;
  if (open === 0) return null;
  return open === 1
    ? 'One record may be of another person. Until someone decides, its wealth does not count.'
    : `${open} records may be of other people. Until someone decides, their wealth does not count.`;
}
