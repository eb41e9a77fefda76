/**
 * Korean given names in Latin letters. Each of their two syllables is written in several ways (Revised Romanization,
 * McCune-Reischauer, and what passports bear), and a letter may stand for several vowels; a name in which one syllable
 * cannot be the other's is another name.
 */

/** What each first letter stands for. */
const ONSETS: Readonly<Record<string, string>> = {
  g: 'k',
  k: 'k',
  kk: 'k',
  d: 't',
  t: 't',
  b: 'p',
  p: 'p',
  j: 'c',
  ch: 'c',
  c: 'c',
  r: 'l',
  l: 'l',
  s: 's',
  ss: 's',
  sh: 's',
  m: 'm',
  n: 'n',
  h: 'h',
  y: '',
  w: '',
  '': '',
};
/** Vowels by how they are written: each of the sounds that the letters may stand for, in Revised Romanization. */
const VOWELS: Readonly<Record<string, string>> = {
  a: 'a',
  ah: 'a',
  ae: 'ae e',
  ai: 'ae',
  e: 'e ae',
  ay: 'ae e',
  ya: 'ya',
  yae: 'yae',
  ye: 'ye',
  yeh: 'ye',
  eo: 'eo',
  u: 'u eo eu',
  o: 'o eo',
  oh: 'o eo',
  yeo: 'yeo',
  you: 'yeo yu',
  yu: 'yu yeo',
  yoo: 'yu',
  yo: 'yo yeo',
  oo: 'u',
  ou: 'u',
  woo: 'u',
  wu: 'u',
  eu: 'eu',
  i: 'i ui',
  ee: 'i ui',
  ui: 'ui',
  eui: 'ui',
  yi: 'i ui',
  wa: 'wa',
  wae: 'wae',
  oe: 'oe',
  wo: 'wo',
  weo: 'wo',
  we: 'we',
  wi: 'wi',
  uh: 'eo',
};
const SYLLABLE =
  /^(kk|ch|sh|ss|[gkdtbpjcrlsmnh])?(yeo|yae|yoo|you|yeh|woo|wae|weo|eui|ye|ya|yu|yo|yi|wa|wo|wu|we|wi|oe|oo|ou|oh|ui|uh|eo|eu|ee|ae|ai|ay|ah|[aeiou])(ng|n|m|l|k|p|t|b|g|s|r)?$/;
/** Last letters that are written in two ways. */
const CODAS: Readonly<Record<string, string>> = { g: 'k', b: 'p', r: 'l', s: 't' };

type Syllable = { onset: string; vowels: string[]; coda: string };

const syllableOf = (text: string): Syllable | undefined => {
  const [, onset = '', vowel = '', coda = ''] = SYLLABLE.exec(text) ?? [];
  const vowels = VOWELS[vowel]?.split(' ');
  return vowels && { onset: ONSETS[onset] ?? onset, vowels, coda: CODAS[coda] ?? coda };
};

const agree = (a: Syllable, b: Syllable): boolean =>
  a.onset === b.onset && a.coda === b.coda && a.vowels.some((vowel) => b.vowels.includes(vowel));

/** The ways in which a name is two syllables: as its hyphen says, or wherever it can be parted. */
const pairsOf = (parts: readonly string[]): [Syllable, Syllable][] => {
  const [first = '', second] = parts;
  const cuts: [string, string][] =
    second === undefined
      ? [...first].map((_, at): [string, string] => [first.slice(0, at), first.slice(at)])
      : [[first, second]];
  return cuts.flatMap(([one, other]): [Syllable, Syllable][] => {
    const [left, right] = [syllableOf(one), syllableOf(other)];
    return left && right ? [[left, right]] : [];
  });
};

/**
 * Whether two given names agree in both syllables; undefined where they are not both of two Korean syllables, or no
 * hyphen says so.
 */
export const agreeInKorean = (a: readonly string[], b: readonly string[]): boolean | undefined => {
  if (Math.max(a.length, b.length) !== 2) return undefined;
  const [lefts, rights] = [pairsOf(a), pairsOf(b)];
  if (lefts.length === 0 || rights.length === 0) return undefined;
  return lefts.some(([a1, a2]) => rights.some(([b1, b2]) => agree(a1, b1) && agree(a2, b2)));
};
