/**
 * People's names, as far as rules are safe: what is not certain is left as it stands. Order of names, double surnames
 * and single names differ by country, and a wrong first name in a letter is worse than none.
 */

/** Words that belong to the surname after them ("van der Berg", "bin Salman", "de la Cruz"). */
const PARTICLES = new Set(
  'van von der den de del della di da do dos das du des le la el al bin ibn ben abu ter ten zu zum zur af av y e st'.split(
    ' ',
  ),
);
/** Behind a comma these are no first names. */
const SUFFIX =
  /^(?:jr|sr|i{2,3}|iv|v|phd|ph\.d|md|m\.d|do|dds|esq|mba|cpa|cfa|cfp|jd|llm|rn|pe|obe|mbe|kc|qc|msc|bsc|ma|ba)\.?$/i;
const ORGANISATION =
  /\b(?:inc|llc|l\.?l\.?c|ltd|limited|corp|corporation|company|gmbh|ag|plc|l\.?p|llp|s\.?a|n\.?v|b\.?v|trust|fund|funds|bank|foundation|partners|holdings|group|capital|management|family|estate)\b|[&/]|\d/i;
const HAN_KANA_HANGUL = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}·・]+$/u;

const isParticle = (word: string) => PARTICLES.has(word.toLowerCase());
const isSuffix = (word: string) => SUFFIX.test(word);

/** "Doe, Jane Q" → "Jane Q Doe": one comma, one surname (with its particles) before it, and no suffix after it. */
export function uninvertName(name: string): string {
  const parts = name.split(',');
  if (parts.length !== 2 || ORGANISATION.test(name)) return name;
  const last = (parts[0] ?? '').trim();
  const first = (parts[1] ?? '').trim();
  const surname = last.split(/\s+/);
  const given = first.split(/\s+/);
  const single = surname.slice(0, -1).every(isParticle);
  if (last === '' || first === '' || !single || given.length > 3 || given.some(isSuffix)) return name;
  return `${first} ${last}`;
}

/** The whole name from its parts; names in Han, Kana or Hangul stand surname first and together. */
export function joinName(first: string, last: string): string {
  if (first === '' || last === '') return first + last;
  return HAN_KANA_HANGUL.test(first) && HAN_KANA_HANGUL.test(last) ? last + first : `${first} ${last}`;
}

export interface NameParts {
  first: string;
  last: string;
}

/**
 * The parts of a whole name, or null where no rule is safe: one word, an organisation, a couple, several words in
 * capitals (filings write surname first), or a script without spaces. A known `last` or `first` name is taken at its word.
 */
export function splitName(name: string, known: Partial<NameParts> = {}): NameParts | null {
  if (known.last !== undefined && known.last !== '') {
    if (name.endsWith(` ${known.last}`)) return { first: name.slice(0, -known.last.length).trim(), last: known.last };
    if (name.startsWith(`${known.last} `)) return { first: name.slice(known.last.length).trim(), last: known.last };
    return null;
  }
  if (known.first !== undefined && known.first !== '') {
    if (name.startsWith(`${known.first} `)) return { first: known.first, last: name.slice(known.first.length).trim() };
    return null;
  }
  const words = name.split(/\s+/);
  if (words.length < 2 || words.length > 5 || ORGANISATION.test(name) || name.includes('@')) return null;
  if (!/\p{Ll}/u.test(name)) return null;
  let from = words.length - 1;
  while (from > 1 && isSuffix(words[from] ?? '')) from--;
  while (from > 1 && isParticle(words[from - 1] ?? '')) from--;
  // "A. Jayson Adair": a leading initial is not what people call him by.
  const given = /^\p{Lu}\.?$/u.test(words[0] ?? '') ? words.slice(0, Math.max(1, from)) : words.slice(0, 1);
  return { first: given.join(' '), last: words.slice(from).join(' ') };
}
