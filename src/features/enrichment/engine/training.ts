import { PRICE_MAX } from '../../credits/prices.ts';
import type { Source } from '../../prospects/contract.ts';
import { empty, SOURCE_NAMES } from '../sources/outcome.ts';
import type { Facts, FoundValue, SourceOutcome } from '../sources/types.ts';

/** One person in four is not found, so that whoever practises sees that too. */
const NOT_FOUND_OF = 4;

const FIELDS: Record<Source, readonly (readonly [string, string])[]> = {
  apollo: [
    ['title', 'Example title'],
    ['email', 'example@training.invalid'],
  ],
  exa: [['bio', 'An example of what a web page says.']],
  contactout: [
    ['email', 'example@training.invalid'],
    ['phone', '+1 555 0100'],
  ],
  edgar: [['insiderRole', 'Example role']],
  claude: [],
};

/** The same for the same person each time, and about a quarter of all. */
const isKnown = (source: Source, id: string): boolean => {
  let sum = source.length;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 65_521;
  return sum % NOT_FOUND_OF !== 0;
};

/**
 * What stands in for a source's answer in training: an example that is marked as one in every value, made of nothing that is
 * known of anybody. It is kept with the run and reaches no profile; no provider is asked for it.
 */
export const trainingOutcome = (source: Source, prospect: Pick<Facts, 'id'>): SourceOutcome => {
  const reason = `Training: an example, not an answer of ${SOURCE_NAMES[source]}.`;
  if (!isKnown(source, prospect.id)) return empty(reason, { training: true });
  const values: FoundValue[] = FIELDS[source].map(([field, value]) => ({
    field,
    value: `[example] ${value}`,
    confidence: 0,
    sourceUrl: null,
  }));
  const cost = PRICE_MAX[source];
  return { ...empty(reason), status: 'found', cost, values, answer: { training: true, values } };
};
