/** Names as filings have them (`LEVCHIN MAX R`, `MICROSOFT CORP`), turned into what people write. */

/** Filers that are no persons. */
const ORGANISATION =
  /\b(?:inc|llc|l\.?p|ltd|limited|corp|corporation|co|company|trust|fund|funds|bank|group|partners|holdings|capital|securities|n\.?a|management|advis[eo]rs|foundation|aggregator)\b|[&/]|\d/i;
/** Behind everything else in a name. */
const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;
/** Words that begin a family name without being all of it. */
const PARTICLE = /^(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|al|el|bin|ter|ten|st\.?)$/i;
/** Words of companies that stay in capitals. */
const CAPITALS = /^(?:[A-Z]{1,2}|LLC|PLC|USA|IBM|AAR)$/;
/** No abbreviation is that long. */
const SHOUTED = /^[A-Z]{5,}[^a-z]*$/;
const SPELLED: Readonly<Record<string, string>> = { JPMORGAN: 'JPMorgan', CO: 'Co', OF: 'of', THE: 'The', AND: 'and' };

export const isOrganisation = (filed: string): boolean => ORGANISATION.test(filed);

/** `Max R. Levchin` for `LEVCHIN MAX R`: EDGAR keeps family name, given name, middle names, suffix. */
export function naturalName(filed: string): string {
  const words = filed.split(/[\s,]+/).filter((word) => word !== '');
  const suffix = words.length > 2 && SUFFIX.test(words.at(-1) ?? '') ? words.splice(-1) : [];
  let family = 1;
  while (family < words.length - 1 && PARTICLE.test(words[family - 1] ?? '')) family += 1;
  return [...words.slice(family), ...words.slice(0, family), ...suffix].map(nameWord).join(' ');
}

function nameWord(word: string): string {
  if (/^\p{L}\.?$/u.test(word)) return `${word.charAt(0).toUpperCase()}.`;
  return /\p{Ll}/u.test(word) ? word : capitalised(word);
}

/** `O'Brien-Smith` for `O'BRIEN-SMITH`. */
const capitalised = (word: string): string =>
  word
    .toLowerCase()
    .replace(/(^|[-'’])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

/** `Microsoft Corp` for `MICROSOFT CORP`; the state behind a slash (`/DE/`) goes. */
export function tidyCompany(filed: string): string {
  const name = filed.replace(/\s*\/[A-Z]{2}\/?\s*$/, '').trim();
  const mixed = /\p{Ll}/u.test(name);
  const keep = (word: string) => (mixed ? !SHOUTED.test(word) : CAPITALS.test(word));
  return name
    .split(/\s+/)
    .map((word) => SPELLED[word] ?? (keep(word) ? word : companyWord(word)))
    .join(' ');
}

const companyWord = (word: string): string => word.charAt(0) + word.slice(1).toLowerCase();

/** `New York` for `NEW YORK,`; null where nothing is left. */
export function tidyPlace(filed: string): string | null {
  const name = filed.replace(/[\s,]+$/, '').trim();
  if (name === '') return null;
  return /\p{Ll}/u.test(name) ? name : name.split(/\s+/).map(capitalised).join(' ');
}
