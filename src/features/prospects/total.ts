/**
 * How many there are, and how many of each kind: exact as far as it was counted, else said to be about so many, and rounded,
 * so that no figure looks more certain than it is.
 */

/** Matches counted at most: counting a million takes a second. */
export const COUNT_MAX = 10_000;

export type Total = { value: number; exact: boolean };

/** Two digits of a count: 238 114 is about 240 000. */
export const rounded = (n: number): number => {
  if (n < 100) return Math.round(n);
  const step = 10 ** (Math.floor(Math.log10(n)) - 1);
  return Math.round(n / step) * step;
};

export interface Counted {
  /** Matches, counted up to one more than the limit; null where a sample does instead. */
  readonly counted: number | null;
  /** The same from counts that are kept; null where the filters have none of their own. */
  readonly kept: number | null;
  /** What a sample tells of them. */
  readonly sampled: number;
  /** Everyone of the workspace. */
  readonly all: number;
}

/** The total to show. What was counted is a floor of an estimate, and the whole workspace its ceiling. */
export const totalOf = ({ counted, kept, sampled, all }: Counted): Total => {
  if (counted !== null && counted <= COUNT_MAX) return { value: counted, exact: true };
  if (kept !== null && kept > COUNT_MAX) return { value: kept, exact: true };
  return { value: rounded(Math.max(counted === null ? 0 : COUNT_MAX, Math.min(sampled, all))), exact: false };
};

/** A count of a sample, for all of whom it was drawn; at least the one who was seen. */
export const scaled = (n: number, sample: number, total: Total): number =>
  sample === 0 || total.value <= sample ? n : Math.min(total.value, Math.max(n, rounded((n / sample) * total.value)));

/** A share, 0 to 1, to a thousandth: nothing is known of all, or of nobody, unless it is so. */
export const share = (part: number, whole: number): number => {
  if (whole === 0 || part === 0) return 0;
  if (part >= whole) return 1;
  return Math.min(0.999, Math.max(0.001, Math.round((part / whole) * 1000) / 1000));
};
