import type { IdentityMatch } from '../../prospects/profile-contract.ts';
import type { StoredMatch, StoredValue } from './stored.ts';

/** Whether a record is proven to be the person: wealth and insider facts count from these alone. */
export const isProven = ({ grade, state }: Pick<StoredMatch, 'grade' | 'state'>): boolean =>
  state === 'confirmed' || (state === 'proposed' && grade === 'exact');

/** The records of a profile, each with whether it is proven and how many of the values stand in it. */
export const profileMatches = (
  matches: readonly StoredMatch[],
  values: readonly Pick<StoredValue, 'matchId'>[],
): IdentityMatch[] =>
  matches.map((match) => ({
    ...match,
    counts: isProven(match),
    values: values.filter(({ matchId }) => matchId === match.id).length,
  }));
