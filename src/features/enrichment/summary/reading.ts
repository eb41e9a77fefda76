import { type Figure, figuresOf } from './figures.ts';
import { deedOf, fold, isLoaded, isNeutral, isStop, plain, type Token, tokensOf } from './words.ts';

/**
 * How a sentence is read: its figures, roles, deeds and names, and for each of them whose it is and whether it is said
 * to be so, to have been so, not to be so, or perhaps to be so. Evidence and claims are read alike.
 */

const ROLES: readonly (readonly [string, string])[] = [
  ['vice chair', 'vice[- ]chair(?:man|woman|person)?'],
  ['ceo', 'chief executive officers?|chief executive|ceo'],
  ['cfo', 'chief financial officer|finance chief|cfo'],
  ['coo', 'chief operating officer|coo'],
  ['cto', 'chief technology officer|cto'],
  ['cio', 'chief in(?:formation|vestment) officer|cio'],
  ['cmo', 'chief marketing officer|cmo'],
  ['cpo', 'chief (?:product|people) officer|cpo'],
  ['clo', 'chief legal officer|general counsel|clo'],
  ['evp', 'executive vice president|evp'],
  ['svp', 'senior vice president|svp'],
  ['vp', 'vice[- ]president|vp'],
  ['president', 'president'],
  ['managing director', 'managing directors?'],
  ['managing partner', 'managing partner'],
  ['general partner', 'general partner'],
  ['board', 'board member|member of the board|board director|board seats?'],
  ['chair', 'chair(?:man|woman|person)(?: of the board)?|chair of the board|board chair|chair'],
  ['founder', 'co-?founders?|founders?|founding partner'],
  ['partner', 'partners?'],
  ['director', 'directors?'],
  ['treasurer', 'treasurer'],
  ['trustee', 'trustees?'],
  ['10%', '(?:10%|10 percent|ten percent|ten-percent) owner'],
  ['advisor', 'advis[eo]rs?'],
  ['professor', 'professor'],
];
const ROLE = new RegExp(
  `(?<![\\p{L}\\d-])(?:${ROLES.map(([, pattern]) => `(${pattern})`).join('|')})(?![\\p{L}\\d])`,
  'gu',
);

/** Whose: names of people in folded words, several where they are named together; none where nobody is named. */
export type Owner = readonly (readonly string[])[];
export type Said = { denied: boolean; over: boolean; perhaps: boolean };
/** One thing that a sentence says. */
export type Item = { key: string; figure?: Figure; from: number; owner: Owner; said: Said; segment: number };
/** A capitalised name; `weak` where the capital may only be that of the sentence. `lead` is the word before it that says what it is to the sentence. */
export type Name = { words: string[]; from: number; to: number; lead: string; segment: number; weak: boolean };
export type Reading = {
  text: string;
  tokens: Token[];
  /** Tokens that are part of no figure and no role, each with how it is said. */
  free: (Token & { said: Said; segment: number })[];
  items: Item[];
  deeds: Item[];
  names: Name[];
};

const PREPOSITIONS = new Set(
  'of at for from with to by in on into via under near within inside outside through'.split(' '),
);
/** A name with one of these is no person's. */
export const COMPANY = new Set(
  'inc corp corporation company co ltd limited llc llp plc gmbh ag sa ab as nv bv group holdings holding capital partners ventures fund funds bank trust foundation university college institute school hospital association society museum press times journal post news systems technologies technology labs robotics instruments industries energy health pharma pharmaceuticals media networks software solutions services logistics airlines motors foods university exchange commission council department ministry committee award awards prize street avenue city county island river bay form section act common stock class preferred shares &'.split(
    ' ',
  ),
);
export const SUFFIXES = new Set(
  'inc corp corporation company co ltd limited llc llp plc gmbh ag sa ab as nv bv the'.split(' '),
);

const DENIED =
  /\b(?:not|never|denied|denies|deny|neither|nor|without|refused|rejected|cancelled|canceled|failed to|rather than|instead of|false)\b|n't\b/;
const OVER =
  /\b(?:former|formerly|ex|previous|previously|past|no longer|retired|once|used to|outgoing|emeritus|before that|was then)\b|\bex-/;
const OVER_AFTER = /^[^,;]*\b(?:until|emeritus)\b|^[^,;]*\b(?:from )?(?:19|20)\d\d ?(?:-|to) ?(?:19|20)\d\d\b/;
const PERHAPS =
  /\b(?:might|could|would|plans? to|planning|planned|expected|expects|reportedly|rumou?r\w*|allegedly|considering|in talks|proposed|potential|possible|possibly|probably|likely|aims? to|intends?|hopes?|seeks|seeking|candidate|shortlisted|nominated|set to|about to|tipped|unconfirmed|speculat\w+)\b/;

const clauseStart = (text: string, at: number): number =>
  Math.max(
    ...[',', ';', ' - ', ' now ', ' but ', ' while ', ' who '].map((mark) => text.lastIndexOf(mark, at - 1)),
    -1,
  ) + 1;

const saidOf = (segment: string, folded: string, from: number): Said => {
  const start = clauseStart(folded, from);
  const before = folded.slice(start, from);
  const after = folded.slice(from);
  return {
    denied: DENIED.test(before) && !/\bno longer\b/.test(before),
    over: OVER.test(before) || OVER_AFTER.test(after),
    perhaps: PERHAPS.test(before) || /\bmay\b/.test(segment.slice(start, from)),
  };
};

const segmentsOf = (text: string): { text: string; from: number }[] => {
  const segments: { text: string; from: number }[] = [];
  let from = 0;
  // A full stop after a single letter or a short title is no end.
  for (const m of text.matchAll(
    /(?<!\b\p{L}|\b(?:mr|mrs|ms|dr|st|inc|corp|co|ltd|jr|sr|no|vs|mio|mrd|approx|ca|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))[.!?;]["')\]]?\s+|\s[|•]\s|(?<=\b(?:inc|corp|co|ltd))\.\s+(?=(?:he|she|they|the|in)\b)/giu,
  )) {
    segments.push({ text: text.slice(from, m.index), from });
    from = m.index + m[0].length;
  }
  segments.push({ text: text.slice(from), from });
  return segments.filter((one) => one.text.trim() !== '');
};

/** Has a capital only because it begins the sentence. */
const isCommon = (word: string): boolean =>
  isStop(word) ||
  isNeutral(word) ||
  isLoaded(word) ||
  deedOf(word) !== undefined ||
  /^(?:former|formerly|previously|once|ex)$/.test(word);

export const isPerson = ({ words }: Name): boolean =>
  words.length >= 2 && words.length <= 5 && !words.some((word) => COMPANY.has(word));
/** Whether a name may be whom a sentence speaks of: it hangs on no preposition; `done` admits what something is done to. */
export const isNamed = (name: Name, done = false): boolean =>
  !PREPOSITIONS.has(name.lead) && (done || deedOf(name.lead) === undefined) && name.lead !== 'the';

type Segment = { text: string; from: number };

const namesOf = (free: readonly Token[], tokens: readonly Token[], text: string, segment: number): Name[] => {
  const names: Name[] = [];
  let last: Token | undefined;
  for (const token of free) {
    const isName = token.capital && !(token.at === 0 && isCommon(token.word));
    const open = names.at(-1);
    const gap = last ? text.slice(last.end, token.at) : '';
    if (isName && open && last && open.to === last.end && !/'s?$/.test(last.text) && /^[ .]{1,2}$|^ & $/.test(gap)) {
      open.words.push(...(gap === ' & ' ? ['&', token.word] : [token.word]));
      open.to = token.end;
      open.weak = false;
    } else if (isName) {
      const before = tokens.filter(({ end }) => end <= token.at).at(-1);
      names.push({
        words: [token.word],
        from: token.at,
        to: token.end,
        lead: before?.word ?? '',
        segment,
        weak: token.at === 0,
      });
    }
    last = token;
  }
  return names;
};

/** Names that stand for one of the people named in full: the family name, or the first. */
const inFull = (names: readonly Name[], people: readonly (readonly string[])[]): Name[] =>
  names.map((name) => {
    const [only] = name.words;
    const person =
      name.words.length === 1 ? people.find((words) => words.at(-1) === only || words[0] === only) : undefined;
    return person ? { ...name, words: [...person], weak: false } : name;
  });

const TOGETHER = /^(?:,? (?:and|&)|,) $/;

const partsOf = ({ text }: Segment) => {
  const folded = fold(text);
  const figures = figuresOf(text);
  const roles = [...folded.matchAll(ROLE)].map((m) => ({
    key: ROLES[m.slice(1).findIndex((group) => group !== undefined)]?.[0] ?? '',
    from: m.index,
    to: m.index + m[0].length,
  }));
  const tokens = tokensOf(text);
  const taken = [...figures, ...roles];
  const free = tokens.filter(({ at, end }) => !taken.some(({ from, to }) => at < to && end > from));
  return { folded, figures, roles, tokens, free };
};

const readSegment = (
  { text, from: offset }: Segment,
  parts: ReturnType<typeof partsOf>,
  names: readonly Name[],
  segment: number,
): Omit<Reading, 'text'> => {
  const { folded, figures, roles, tokens, free } = parts;
  const ownerAt = (from: number, to: number, isRole: boolean): Owner => {
    const before = names.filter((name) => name.to <= from && isPerson(name));
    const next = names.find((name) => name.from >= to && isPerson(name));
    const adjacent = before.some((name) => /^,? $/.test(text.slice(name.to, from)));
    // `CEO Ann Lee`: the role leads the name.
    if (isRole && next && !adjacent && text.slice(to, next.from) === ' ') return [next.words];
    const owners: Name[] = [];
    for (const name of before.toReversed()) {
      const [first] = owners;
      if (first === undefined ? isNamed(name) : TOGETHER.test(text.slice(name.to, owners.at(-1)?.from)))
        owners.push(name);
      else if (first !== undefined) break;
    }
    return owners.map(({ words }) => words);
  };
  const item = (key: string, from: number, to: number, isRole: boolean): Item => ({
    key,
    from: from + offset,
    owner: ownerAt(from, to, isRole),
    said: saidOf(text, folded, from),
    segment,
  });
  const shifted = (token: Token): Token => ({ ...token, at: token.at + offset, end: token.end + offset });
  return {
    tokens: tokens.map(shifted),
    free: free.map((token) => ({ ...shifted(token), said: saidOf(text, folded, token.at), segment })),
    names: names.map((name) => ({ ...name, from: name.from + offset, to: name.to + offset })),
    items: [
      ...figures.map((figure) => ({ ...item(figure.kind, figure.from, figure.to, false), figure })),
      ...roles.map(({ key, from, to }) => item(`role ${key}`, from, to, true)),
    ],
    deeds: free.flatMap((token) => {
      const deed = deedOf(token.word);
      return deed === undefined ? [] : [item(`deed ${deed}`, token.at, token.end, false)];
    }),
  };
};

/** Reads a text, sentence by sentence. `people` are those who may be meant by one of their names alone. */
export const read = (raw: string, people: readonly (readonly string[])[] = []): Reading => {
  const text = plain(raw);
  const segments = segmentsOf(text);
  const parts = segments.map(partsOf);
  const named = parts.map(({ free, tokens }, at) => namesOf(free, tokens, segments[at]?.text ?? '', at));
  const all = [
    ...people,
    ...named
      .flat()
      .filter(isPerson)
      .map(({ words }) => words),
  ];
  const read = segments.map((segment, at) =>
    readSegment(segment, parts[at] ?? partsOf(segment), inFull(named[at] ?? [], all), at),
  );
  return {
    text,
    tokens: read.flatMap(({ tokens }) => tokens),
    free: read.flatMap(({ free }) => free),
    items: read.flatMap(({ items }) => items),
    deeds: read.flatMap(({ deeds }) => deeds),
    names: read.flatMap(({ names }) => names),
  };
};

const SENIORITY = new Set(['jr', 'sr', 'ii', 'iii', 'iv']);
/** Whether two names may be the same person's: same family name, no other first name, not the father for the son. */
export const samePerson = (one: readonly string[], other: readonly string[]): boolean => {
  const parts = (name: readonly string[]) => ({
    words: name.filter((word) => !SENIORITY.has(word)),
    rank: name.find((word) => SENIORITY.has(word)),
  });
  const [a, b] = [parts(one), parts(other)];
  if (a.rank !== undefined && b.rank !== undefined && a.rank !== b.rank) return false;
  if (a.words.at(-1) !== b.words.at(-1)) return false;
  const [first = '', second = ''] = [a.words[0], b.words[0]];
  return (
    a.words.length < 2 ||
    b.words.length < 2 ||
    first === second ||
    (first.length === 1 && second.startsWith(first)) ||
    (second.length === 1 && first.startsWith(second))
  );
};
