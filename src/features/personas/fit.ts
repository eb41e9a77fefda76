import { isBeginning, quoted, wordsOf } from '../prospects/filters.ts';
import type { FitCondition, PersonaDefinition, PersonaPart } from './contract.ts';
import { PARTS, unaskedOf } from './definition.ts';

/**
 * Whether somebody meets the conditions of a persona, by the rules of the search (`prospects/filters.ts`), which this answers
 * for one person without asking it: a test holds the two against each other. Texts are lowered by the database, here as there:
 * what it and JavaScript call small letters is not the same.
 */

/** A person as the search sees them: `searchText` and `facetKeys` as they are indexed, all texts lowered; null where unknown. */
export type Facts = {
  searchText: string;
  facetKeys: readonly string[];
  title: string | null;
  seniority: string | null;
  industry: string | null;
  places: readonly string[];
  wealth: string | null;
};

/** A value of a condition as it was written and as the database lowers it. */
type Value = { text: string; low: string };

const inText = ({ searchText }: Facts, { text, low }: Value): boolean =>
  searchText.includes(isBeginning(text) ? ` ${low}` : low);

/** A part of one of some texts; the whole of it where the value is in double quotes. */
const contains = (facts: Facts, texts: readonly (string | null)[], { text, low }: Value): boolean => {
  const whole = quoted(text);
  if (whole !== undefined) {
    const lowWhole = quoted(low) ?? '';
    return inText(facts, { text: whole, low: lowWhole }) && texts.includes(lowWhole);
  }
  return inText(facts, { text, low }) && texts.some((one) => one?.includes(low));
};

const meets = (facts: Facts, part: PersonaPart, values: readonly Value[]): boolean => {
  const hasKey = (facet: string) => values.some(({ low }) => facts.facetKeys.includes(`${facet}:${low}`));
  switch (part) {
    case 'titles':
      return values.some((value) => contains(facts, [facts.title], value));
    case 'places':
      return values.some((value) => contains(facts, facts.places, value));
    case 'seniorities':
      return hasKey('seniority');
    case 'industries':
      return hasKey('industry');
    case 'wealth':
      return hasKey('wealth');
    case 'keywords': {
      const low = wordsOf(values.map((value) => value.low).join(' '));
      const words = wordsOf(values.map(({ text }) => text).join(' '));
      return words.every((text, at) => inText(facts, { text, low: low[at] ?? text }));
    }
    case 'companySizes':
      return false;
  }
};

const isKnown = (facts: Facts, part: PersonaPart): boolean => {
  switch (part) {
    case 'titles':
      return facts.title !== null;
    case 'places':
      return facts.places.length > 0;
    case 'seniorities':
      return facts.seniority !== null;
    case 'industries':
      return facts.industry !== null;
    case 'wealth':
      return facts.wealth !== null;
    case 'keywords':
      return true;
    case 'companySizes':
      return false;
  }
};

/** Each condition of a persona, met or not by somebody. `low` is the same definition, lowered by the database. */
export const conditionsOf = (
  definition: PersonaDefinition,
  low: Readonly<Record<PersonaPart, readonly string[]>>,
  facts: Facts,
): Pick<FitCondition, 'part' | 'state' | 'counted' | 'wanted'>[] => {
  const unasked = unaskedOf(definition);
  return PARTS.filter((part) => definition[part].length > 0).map((part) => {
    const values = definition[part].map((text, at) => ({ text, low: low[part][at] ?? text }));
    const met = meets(facts, part, values);
    return {
      part,
      state: met ? 'met' : isKnown(facts, part) ? 'not' : 'unknown',
      counted: !unasked.includes(part),
      wanted: [...definition[part]],
    };
  });
};

/** How many conditions are met, of those that count. */
export const scoreOf = (
  conditions: readonly Pick<FitCondition, 'state' | 'counted'>[],
): { fits: number; of: number } => {
  const counted = conditions.filter((one) => one.counted);
  return { fits: counted.filter(({ state }) => state === 'met').length, of: counted.length };
};
