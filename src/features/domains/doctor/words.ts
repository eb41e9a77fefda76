const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

const counted = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`;

/** A time to wait as people say it, rounded up. */
export const duration = (seconds: number): string => {
  if (seconds < 2 * MINUTE_S) return counted(seconds, 'second');
  if (seconds < 2 * HOUR_S) return counted(Math.ceil(seconds / MINUTE_S), 'minute');
  return counted(Math.ceil(seconds / HOUR_S), 'hour');
};

/** Texts of records shown in one sentence at most: more tell nobody anything. */
const SHOWN_MAX = 3;

/** What stands in the DNS, for a sentence. */
export const shown = (found: readonly string[]): string => {
  const head = found.slice(0, SHOWN_MAX).join(', ');
  return found.length > SHOWN_MAX ? `${head} and ${found.length - SHOWN_MAX} more` : head;
};
