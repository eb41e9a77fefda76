import type { Found } from './evidence.ts';
import type { NameMatch } from './name-match.ts';
import type { Level } from './words.ts';

/**
 * What beside the name has to speak for one person, in bits, where nothing proves it that is one person's alone. A name's
 * rarity makes up for other things that disagree only so far: two of one rare name are often one family. The same
 * employer is worth 4, a title or a town 2: of two names that are each a name of its own the employer alone is never enough.
 */

/** Of the rarest names another employer is a change of job, where town and work agree. */
const RAREST = -0.8;

/** By how a word of the name agrees: the looser, the more has to stand beside it. */
const BY_LEVEL: Record<Level, number> = {
  same: RAREST,
  variant: RAREST,
  related: 2.9,
  sound: 3.9,
  part: 3.9,
  slip: 3.9,
  kin: 5.9,
  spelling: 4.5,
  initial: 4.5,
};
/** By how rare the name is, in bits: below each of these so much is needed. */
const BY_RARITY: readonly (readonly [rarity: number, support: number])[] = [
  [3, 3.9],
  [4.6, 2.7],
  [6, 0.3],
];
/** Two first names that changed places are two people: nothing beside a key makes them one. */
const EITHER = Number.POSITIVE_INFINITY;

export const supportNeeded = ({ given, family, middle, rarity, either }: NameMatch): number =>
  Math.max(
    // An initial beside a middle name that agrees: J. Preston Calloway.
    given === 'initial' && middle === 'same' ? BY_LEVEL.related : BY_LEVEL[given],
    family === 'changed' ? BY_LEVEL.initial : BY_LEVEL[family],
    BY_RARITY.find(([below]) => rarity < below)?.[1] ?? RAREST,
    either ? EITHER : RAREST,
  );

/** What is said beside the name, for and against. */
export const supportOf = (found: readonly Found[]): number =>
  found.filter(({ kind }) => kind !== 'name').reduce((sum, { weight }) => sum + weight, 0);
