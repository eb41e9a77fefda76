import { countryName } from './country.ts';
import { isEmail } from './email.ts';
import { readLinkedin } from './linkedin.ts';
import { cleanCell } from './text.ts';

/** Values of a column that are looked at: a share over so many is steady, and 1 000 columns stay quick. */
const SAMPLE_VALUES = 60;

/** What the values of a column look like: each figure the share of the non-empty ones, 0 to 1. */
export interface Evidence {
  filled: number;
  email: number;
  linkedin: number;
  phone: number;
  web: number;
  country: number;
  number: number;
  salutation: number;
  personName: number;
}

const SALUTATION = /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|herr|frau|m|mme|mlle|sr|sra|sig|dhr|mevr)\.?$/i;
const PERSON_NAME = /^\p{Lu}[\p{L}.'’-]*(?: [\p{L}.'’-]+){1,4}$/u;
const NUMBER = /^[-+]?\d[\d.,\s]*(?:e[-+]?\d+)?$/i;
const WEB = /^(?:https?:\/\/)?(?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,}(?:[/?#]\S*)?$/iu;

const DATE = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?:\D|$)/;
const DECIMAL = /^\d+\.\d*$/;

/** Written as a number to dial: with a plus, brackets or groups. A bare row of digits is as well an id. */
const looksDialled = (text: string) => {
  const digits = text.replace(/\D/g, '').length;
  if (DATE.test(text) || DECIMAL.test(text)) return false;
  return digits >= 7 && digits <= 20 && /^[+(]|\d[\s().-]+\d/.test(text) && /^[\d\s+().x/:ext-]+$/i.test(text);
};

export function evidenceOf(cells: readonly string[]): Evidence {
  const counts: Evidence = {
    filled: 0,
    email: 0,
    linkedin: 0,
    phone: 0,
    web: 0,
    country: 0,
    number: 0,
    salutation: 0,
    personName: 0,
  };
  for (const cell of cells) {
    // A pattern is not worth trying on a text longer than any value it could be.
    const value = cell.length > 500 ? '…' : cleanCell(cell);
    if (value === '') continue;
    counts.filled++;
    if (isEmail(value.toLowerCase())) counts.email++;
    if (readLinkedin(value).kind === 'profile') counts.linkedin++;
    if (looksDialled(value)) counts.phone++;
    if (WEB.test(value)) counts.web++;
    if (countryName(value) !== null) counts.country++;
    if (NUMBER.test(value)) counts.number++;
    if (SALUTATION.test(value)) counts.salutation++;
    if (PERSON_NAME.test(value)) counts.personName++;
    if (counts.filled === SAMPLE_VALUES) break;
  }
  const { filled } = counts;
  if (filled === 0) return counts;
  const share = (count: number) => count / filled;
  return {
    filled,
    email: share(counts.email),
    linkedin: share(counts.linkedin),
    phone: share(counts.phone),
    web: share(counts.web),
    country: share(counts.country),
    number: share(counts.number),
    salutation: share(counts.salutation),
    personName: share(counts.personName),
  };
}
