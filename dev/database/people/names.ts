/** Given and family names of each language, from faker's lists, read once. */
import { faker as da } from '@faker-js/faker/locale/da';
import { faker as de } from '@faker-js/faker/locale/de';
import { faker as en } from '@faker-js/faker/locale/en';
import { faker as enIn } from '@faker-js/faker/locale/en_IN';
import { faker as es } from '@faker-js/faker/locale/es';
import { faker as fr } from '@faker-js/faker/locale/fr';
import { faker as it } from '@faker-js/faker/locale/it';
import { faker as nl } from '@faker-js/faker/locale/nl';
import { faker as pl } from '@faker-js/faker/locale/pl';
import { faker as ptBr } from '@faker-js/faker/locale/pt_BR';
import { faker as sv } from '@faker-js/faker/locale/sv';
import { ascii } from '../../providers/names.ts';
import type { Language } from './places.ts';

/** A name, and how it stands in an e-mail address. */
export interface Name {
  readonly text: string;
  readonly mail: string;
}

export interface NamePool {
  readonly given: readonly Name[];
  readonly family: readonly Name[];
}

const FAKERS = { en, en_IN: enIn, de, fr, nl, es, it, pt_BR: ptBr, sv, da, pl };

const named = (texts: readonly string[]): Name[] =>
  [...new Set(texts)].sort().map((text) => ({ text, mail: ascii(text) }));

function poolOf(language: Language): NamePool {
  const { first_name: first, last_name: last } = FAKERS[language].definitions.person;
  return {
    given: named([...(first?.generic ?? []), ...(first?.female ?? []), ...(first?.male ?? [])]),
    family: named([...(last?.generic ?? []), ...(last?.female ?? []), ...(last?.male ?? [])]),
  };
}

export const NAMES: Readonly<Record<Language, NamePool>> = {
  en: poolOf('en'),
  en_IN: poolOf('en_IN'),
  de: poolOf('de'),
  fr: poolOf('fr'),
  nl: poolOf('nl'),
  es: poolOf('es'),
  it: poolOf('it'),
  pt_BR: poolOf('pt_BR'),
  sv: poolOf('sv'),
  da: poolOf('da'),
  pl: poolOf('pl'),
};
