import type { Found } from './evidence.ts';
import { compareNames, type NameMatch, sameGivenName } from './name-match.ts';
import { likelyParts } from './name-readings.ts';
import { isGivenName } from './nicknames.ts';
import type { Person } from './record.ts';
import { compareTitles } from './title.ts';
import { differsByEnding, levelOf } from './words.ts';

export const nameEvidence = (match: NameMatch): Found[] => {
  const how = {
    same: 'Same name',
    variant: 'Same name, spelled otherwise',
    related: 'Same name in a short form or another language',
    sound: 'Names that sound the same',
    part: 'Part of the name is the same',
    slip: 'Same name but for one letter',
    kin: 'First names of one origin, each a name of its own',
    spelling: 'A family name that is written in several ways',
    initial: 'The first name is only an initial',
    changed: 'Same first name, another family name',
  } as const;
  const order = ['same', 'variant', 'related', 'sound', 'part', 'slip', 'kin', 'spelling', 'initial'] as const;
  const level =
    match.family === 'changed' ? 'changed' : order[Math.max(order.indexOf(match.given), order.indexOf(match.family))];
  const found: Found[] = [{ kind: 'name', weight: match.bits, words: how[level ?? 'same'] }];
  if (match.common)
    found.push({ kind: 'commonness', weight: 0, words: 'Many people bear this name, so that it proves little' });
  if (match.middle === 'differs') found.push({ kind: 'name', weight: -8, words: 'Different middle names' });
  if (match.middle === 'initialDiffers') found.push({ kind: 'name', weight: -7, words: 'Different middle initials' });
  return found;
};

export const suffixEvidence = (a: Person, b: Person): Found[] => {
  const [one, other] = [a.name.suffix, b.name.suffix];
  if (one === other)
    return one === undefined ? [] : [{ kind: 'suffix', weight: 1, words: 'Same generation (Jr., Sr., II, III)' }];
  if (one !== undefined && other !== undefined) {
    // A second and a junior are one generation, as families count.
    if (new Set([one, other, 'jr', '2']).size === 2) return [];
    return [{ kind: 'suffix', weight: -20, words: 'Different generations: father and son', veto: true }];
  }
  const sameTitle = a.title !== undefined && b.title !== undefined && compareTitles(a.title, b.title) === 'same';
  return [
    {
      kind: 'suffix',
      weight: sameTitle ? -2.5 : -3.5,
      words: 'Only one of them names a generation (Jr., Sr., II, III)',
    },
  ];
};

/** One is a Mr., the other a Mrs.: a couple. */
export const sexEvidence = (a: Person, b: Person): Found[] =>
  a.name.sex !== undefined && b.name.sex !== undefined && a.name.sex !== b.name.sex
    ? [{ kind: 'name', weight: -12, words: 'One is a Mr., the other a Mrs.' }]
    : [];

/** Names that an address or a profile was made of, before the person changed theirs. */
const formerFamily = (a: Person, b: Person): boolean => {
  const written = [
    a.email && isMadeOfBoth(a.email.local),
    a.linkedin && isMadeOfBoth(a.linkedin.replace(/^(in|pub)\//, '')),
  ];
  function isMadeOfBoth(text: string): boolean {
    const parts = text.split(/[^a-z]+/).filter((part) => part !== '');
    const { given } = likelyParts(a.name);
    const { family } = likelyParts(b.name);
    if (!given || !family || family.text.length < 3) return false;
    const has = (word: string) => parts.includes(word) || (parts.length === 1 && parts[0] === given.text + word);
    return has(family.text) && (parts.includes(given.text) || parts[0]?.[0] === given.text[0]);
  }
  return written.some(Boolean);
};

export const namesOf = (a: Person, b: Person): NameMatch | undefined => {
  let best: NameMatch | undefined;
  for (const left of [a.name, ...a.aliases]) {
    for (const right of [b.name, ...b.aliases]) {
      const match = compareNames(left, right);
      if (match && (!best || match.bits > best.bits)) best = match;
    }
  }
  return best;
};

export const changedName = (a: Person, b: Person, keys: readonly Found[]): NameMatch | undefined => {
  const given = sameGivenName(a.name, b.name);
  if (!given) return undefined;
  const former = formerFamily(a, b) || formerFamily(b, a);
  // Spouses share an address: the word that is the same has to be a first name, not the family's.
  const shared = likelyParts(a.name).given?.text ?? '';
  const keyed = keys.some(
    ({ key, kind }) => key && (kind !== 'email' || isGivenName(shared) || a.email?.local.includes(shared)),
  );
  if (!former && !keyed) return undefined;
  return {
    bits: former ? 3.5 : 1,
    given,
    family: 'changed',
    middle: 'none',
    turned: false,
    common: false,
    rarity: former ? 3.5 : 1,
    either: false,
  };
};

/** A first name this short is the beginning of many. */
const SHORTENED_CHARS = 3;

/** Beside a key the beginning of a first name is its short form, though no table has it: Inge and Ingeborg. */
export const shortenedName = (a: Person, b: Person, keys: readonly Found[]): NameMatch | undefined => {
  const [one, other] = [likelyParts(a.name).given?.text ?? '', likelyParts(b.name).given?.text ?? ''];
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const begins = short.length >= SHORTENED_CHARS && long.startsWith(short) && !differsByEnding(one, other);
  if (!begins || !sameFamily(a, b) || !keys.some(({ key }) => key)) return undefined;
  return {
    bits: 2,
    given: 'related',
    family: 'same',
    middle: 'none',
    turned: false,
    common: false,
    rarity: 2,
    either: false,
  };
};

/** Whether the family name alone agrees: a spouse, a parent or a child. */
export const sameFamily = (a: Person, b: Person): boolean => {
  const [one, other] = [likelyParts(a.name).family, likelyParts(b.name).family];
  return one !== undefined && other !== undefined && levelOf(one, other, 'family') !== undefined;
};
