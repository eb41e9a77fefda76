import type { FieldValue, IdentityMatch, Profile } from '../../../../../src/features/prospects/profile-contract.ts';
import { count } from '../../../lib/format.ts';
import { fieldLabel, SOURCE_LABELS } from '../../prospects/labels.ts';
import { listWords } from '../list-words.ts';

/** What can be said of a record: it is this person, it is not, or nobody has said. */
export const DECISIONS = ['confirm', 'reject', 'reopen'] as const;
export type Decision = (typeof DECISIONS)[number];

const STATE_AFTER = { confirm: 'confirmed', reject: 'rejected', reopen: 'proposed' } as const;

/** The decision that takes another one back: whatever stood before. */
export const undoOf = ({ state }: Pick<IdentityMatch, 'state'>): Decision =>
  state === 'confirmed' ? 'confirm' : state === 'rejected' ? 'reject' : 'reopen';

/** The values of the profile that stand in a record. */
export const valuesIn = (fields: readonly FieldValue[], matchId: string): FieldValue[] =>
  fields.filter((value) => value.matchId === matchId);

/**
 * The profile as far as a decision is certain before the answer: the record's state, and values that no longer count.
 * Which others count instead, the answer says.
 */
export function withDecision(profile: Profile, matchId: string, decision: Decision, by: string, now: string): Profile {
  const state = STATE_AFTER[decision];
  const matches = profile.matches.map((match) =>
    match.id === matchId
      ? {
          ...match,
          state,
          counts: state === 'confirmed' || (state === 'proposed' && match.grade === 'exact'),
          decidedAt: state === 'proposed' ? null : now,
          decidedBy: state === 'proposed' ? null : by,
        }
      : match,
  );
  if (decision !== 'reject') return { ...profile, matches };
  const fields = profile.fields.map(
    (value): FieldValue =>
      value.matchId === matchId ? { ...value, chosen: false, conflict: false, standing: 'rejected' } : value,
  );
  return { ...profile, matches, fields };
}

const labelsOf = (values: readonly FieldValue[]): string[] => [
  ...new Set(values.map(({ field }) => fieldLabel(field))),
];

/** Standings of values that may take the place of a chosen one. */
const ABLE: ReadonlySet<FieldValue['standing']> = new Set(['agrees', 'outranked']);

/** What a decision changes, said before it is made: each a sentence. */
export function consequences(match: IdentityMatch, fields: readonly FieldValue[], decision: Decision): string[] {
  const values = valuesIn(fields, match.id);
  const source = SOURCE_LABELS[match.source];
  if (decision === 'confirm') {
    const waiting = values.filter(({ standing }) => standing === 'unproven' || standing === 'rejected');
    return [
      waiting.length === 0
        ? 'Its values count already; with your word they keep counting, whatever new evidence says.'
        : `${count(waiting.length, 'value')} may count from now on: ${listWords(labelsOf(waiting))}.`,
      'Its wealth and insider facts enter the estimate.',
    ];
  }
  if (decision === 'reopen') return ['The evidence alone decides again what counts.'];
  const shown = values.filter(({ chosen }) => chosen);
  const counting = values.filter((value) => value.chosen || ABLE.has(value.standing));
  const replaced = (value: FieldValue) =>
    fields.some((one) => one.field === value.field && one.matchId !== match.id && ABLE.has(one.standing));
  const change = labelsOf(shown.filter(replaced));
  const empty = labelsOf(shown.filter((value) => !replaced(value)));
  return [
    counting.length > 0
      ? `${count(counting.length, 'value')} of it ${counting.length === 1 ? 'stops' : 'stop'} counting, but ${counting.length === 1 ? 'stays' : 'stay'} to be seen.`
      : 'Nothing that the profile shows changes: none of its values count now.',
    ...(change.length === 0 ? [] : [`The next best value takes over: ${listWords(change)}.`]),
    ...(empty.length === 0 ? [] : [`Nothing else is known for ${listWords(empty)}.`]),
    `Later answers of ${source} with this record are put aside.`,
  ];
}
