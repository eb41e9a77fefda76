import { countryName } from './country.ts';
import { readDomain } from './domain.ts';
import { readSeniority, seniorityOfTitle } from './seniority.ts';

/** Readings kept of one column: of most files all that there are, of any file less than a megabyte. */
const KEPT_MAX = 4_000;

/** Does a reading once for each text. It must depend on nothing else, and what it gives must not be changed. */
export function keeping<T>(read: (text: string) => T, most = KEPT_MAX): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const value = read(text);
    if (kept.size >= most) kept.clear();
    kept.set(text, value);
    return value;
  };
}

/** How columns are read in which few values stand many times: countries, companies, levels, titles. */
export const repeatedReadings = () => ({
  country: keeping(countryName),
  domain: keeping(readDomain),
  seniority: keeping(readSeniority),
  seniorityOfTitle: keeping(seniorityOfTitle),
});

export type RepeatedReadings = ReturnType<typeof repeatedReadings>;
