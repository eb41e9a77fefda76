import { SENIORITIES } from '../prospects/contract.ts';
import type { PersonaDefinition } from './contract.ts';
import { personaDefinition } from './contract.ts';

/** What a profile says that makes somebody similar to others. Null where nothing is known. */
export type Likeness = {
  name: string;
  title: string | null;
  seniority: string | null;
  department: string | null;
  company: string | null;
  industry: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
};

/** Ranks that stand in a title before what somebody does; what is left of “Senior Director of Sales” is “Director of Sales”. */
const DEGREES = /^(senior|sr\.?|junior|jr\.?|deputy|assistant|associate|interim|acting|global|regional|group)\s+/i;

const titleOf = (title: string): string => {
  let text = title.split(/[,|/·–—]| at /)[0]?.trim() ?? '';
  while (DEGREES.test(text)) text = text.replace(DEGREES, '');
  return text;
};

const some = (...values: (string | null | undefined)[]): string[] =>
  values.flatMap((value) => (value?.trim() ? [value.trim().slice(0, 200)] : []));

/**
 * Whom to look for, by the profile's own fields and nothing else: the same kind of title, the same rank, industry and country.
 * The employer is left out: colleagues are not who is looked for.
 */
export const draftOf = (like: Likeness): PersonaDefinition =>
  personaDefinition.parse({
    titles: some(like.title === null ? null : titleOf(like.title)),
    seniorities: SENIORITIES.filter((one) => one === like.seniority),
    industries: some(like.industry),
    places: some(like.country),
  });

/** Whether there is anything to look for. */
export const asksFor = (definition: PersonaDefinition): boolean =>
  Object.values(definition).some((values) => values.length > 0);
