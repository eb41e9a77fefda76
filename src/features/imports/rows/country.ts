import { COUNTRY_CODES } from './country-codes.ts';
import { foldText } from './text.ts';

/** Names that the Unicode data (CLDR) spells in a way that no list of people does. */
const SHORTER: Readonly<Record<string, string>> = {
  HK: 'Hong Kong',
  MO: 'Macao',
  MM: 'Myanmar',
  TR: 'Turkey',
  PS: 'Palestine',
  CD: 'Democratic Republic of the Congo',
  CG: 'Republic of the Congo',
  CZ: 'Czech Republic',
  BA: 'Bosnia and Herzegovina',
};

/** Further spellings, folded and without dots: official names, old names, nicknames. */
const ALSO: readonly (readonly [code: string, spellings: string])[] = [
  [
    'US',
    'usa|united states of america|the united states|america|estados unidos de america|eeuu|ee uu|etats unis d amerique',
  ],
  [
    'GB',
    'uk|great britain|britain|england|scotland|wales|northern ireland|united kingdom of great britain and northern ireland',
  ],
  ['AE', 'uae|emirates|vae|emirats arabes unis'],
  ['CN', 'prc|people s republic of china|mainland china|china mainland|p r china|pr china'],
  ['HK', 'hong kong sar|hong kong sar china|hong kong china'],
  ['MO', 'macau|macao sar china|macau sar'],
  ['KR', 'korea|republic of korea|korea south|korea republic of|s korea'],
  ['RU', 'russian federation'],
  ['TW', 'taiwan province of china|chinese taipei|taiwan r o c'],
  ['TR', 'turkiye|republic of turkey'],
  ['CZ', 'czechia'],
  ['NL', 'holland|the netherlands'],
  ['VN', 'viet nam'],
  ['IR', 'iran islamic republic of'],
  ['CI', 'ivory coast'],
  ['MM', 'burma'],
  ['DE', 'brd|federal republic of germany'],
  ['CH', 'suisse|svizzera'],
  ['IE', 'republic of ireland'],
  ['SA', 'ksa|kingdom of saudi arabia'],
];

/** Languages whose names of countries are known, the first one being the one we write. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'];
const keyOf = (text: string) =>
  foldText(text)
    .replaceAll('.', '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

let names: Map<string, string> | undefined;

/** Made on first use: some 2 000 spellings. */
function known(): Map<string, string> {
  if (names !== undefined) return names;
  const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const codes = COUNTRY_CODES.map((pair) => pair.slice(0, 2));
  const made = new Map<string, string>();
  const nameOf = (code: string) => SHORTER[code] ?? english.of(code) ?? code;
  const put = (spelling: string, code: string) => {
    const key = keyOf(spelling);
    if (key !== '' && !made.has(key)) made.set(key, nameOf(code));
  };
  for (const code of codes) put(nameOf(code), code);
  for (const [code, spellings] of ALSO) for (const spelling of spellings.split('|')) put(spelling, code);
  for (const pair of COUNTRY_CODES) put(pair.slice(2), pair.slice(0, 2));
  for (const code of codes) put(code, code);
  for (const language of LANGUAGES) {
    const local = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of codes) put(local.of(code) ?? '', code);
  }
  names = made;
  return made;
}

/** The English name of a country that is written out in one of seven languages or as a code; null where it is none. */
export function countryName(text: string): string | null {
  // Longer than any name of a country: not worth folding.
  if (text.length > 80) return null;
  const names = known();
  return names.get(text.toLowerCase()) ?? names.get(keyOf(text)) ?? null;
}
