import type { Fit, FitCondition, PersonaDefinition, PersonaPart } from '../../../../src/features/personas/contract.ts';
import { keysOf } from '../../../../src/lib/keys.ts';
import { seniorityLabel } from '../prospects/labels.ts';

export const NO_PERSONA: PersonaDefinition = {
  titles: [],
  seniorities: [],
  industries: [],
  companySizes: [],
  places: [],
  wealth: [],
  keywords: [],
};

export const PART_WORDS: Record<PersonaPart, string> = {
  titles: 'Title',
  seniorities: 'Seniority',
  industries: 'Industry',
  companySizes: 'Company size',
  places: 'Place',
  wealth: 'Net worth',
  keywords: 'Keywords',
};

type Wealth = PersonaDefinition['wealth'][number];
/** Bands of net worth, each from its lower end to the next. */
export const WEALTH_WORDS: Record<Wealth, string> = {
  '0': 'Under $100K',
  '100k': '$100K to $1M',
  '1m': '$1M to $5M',
  '5m': '$5M to $30M',
  '30m': '$30M to $100M',
  '100m': '$100M to $1B',
  '1b': '$1B and more',
};

const wordOf = (part: string, value: string): string =>
  part === 'seniorities'
    ? seniorityLabel(value)
    : part === 'wealth'
      ? WEALTH_WORDS[value as Wealth]
      : part === 'companySizes'
        ? `${value} employees`
        : value;

/** Whether a persona asks for anything. */
export const asksFor = (definition: PersonaDefinition): boolean =>
  Object.values(definition).some((values) => values.length > 0);

/** What a persona asks for, a line for each part. */
export const personaLines = (definition: PersonaDefinition): { part: PersonaPart; name: string; value: string }[] =>
  keysOf(PART_WORDS).flatMap((part) =>
    definition[part].length === 0
      ? []
      : [
          {
            part,
            name: PART_WORDS[part],
            value: definition[part].map((value) => wordOf(part, value)).join(part === 'keywords' ? ' and ' : ' or '),
          },
        ],
  );

/** “Title: VP Sales” */
export const becauseWords = ({ part, words }: { part: string; words: string }): string => {
  const name = Object.hasOwn(PART_WORDS, part) ? PART_WORDS[part as PersonaPart] : part;
  return words === ''
    ? name
    : `${name}: ${part === 'seniorities' ? words.split(' or ').map(seniorityLabel).join(' or ') : words}`;
};

/** `Fits 4 of 5` */
export const fitWords = ({ fits, of }: Pick<Fit, 'fits' | 'of'>): string => `Fits ${fits} of ${of}`;

/** `VP of Sales`, `Software; wanted is Winemaking or Gardening`, `not known; wanted is Italy` */
export const conditionWords = ({ part, state, counted, wanted, has }: FitCondition): string => {
  const asked = wanted.map((value) => wordOf(part, value)).join(part === 'keywords' ? ' and ' : ' or ');
  const said = has === null ? null : wordOf(part === 'wealth' ? '' : part, has);
  if (!counted) return `${asked}; no profile says it, so it does not count`;
  if (part === 'keywords') return state === 'met' ? asked : `${asked}; not all of them found`;
  if (state === 'met') return said ?? asked;
  return `${said ?? 'not known'}; wanted is ${asked}`;
};
