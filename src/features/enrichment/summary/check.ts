import type { Evidence } from './evidence.ts';
import { holds } from './figures.ts';
import { otherNames } from './places.ts';
import {
  COMPANY,
  type Item,
  isNamed,
  isPerson,
  type Name,
  type Reading,
  read,
  SUFFIXES,
  samePerson,
} from './reading.ts';
import { deedOf, isLoaded, isNeutral, isStop, meaningOf, plain, tokensOf } from './words.ts';

/**
 * Whether the evidence that a claim cites says what the claim says. Pure and strict: every link, figure, date, role, deed
 * and name must stand in the cited evidence, of the same person and in the same sense, and no more than a few words of
 * the rest may be the writer's own. It compares words, so that a true claim in words of its own may fall; a false one in
 * the evidence's own words may pass only where nothing of it is false by itself.
 *
 * Above 300 lines because the rules are one list that is judged in order, over what was read once of claim and evidence.
 */

/** Longest claim that is shown. */
export const CLAIM_CHARS_MAX = 400;
/** Share of the words with a meaning that a claim may put in itself. */
const OWN_WORDS = 1 / 8;

export type Reason =
  | 'no evidence'
  | 'too long'
  | 'markup'
  | 'link'
  | 'hidden'
  | 'script'
  | 'date'
  | 'money'
  | 'number'
  | 'percent'
  | 'role'
  | 'deed'
  | 'name'
  | 'words'
  | 'judgement'
  | 'swapped'
  | 'sense';
export type Verdict = { kept: true } | { kept: false; reason: Reason; part: string };

const drop = (reason: Reason, part: string): Verdict => ({ kept: false, reason, part });

const MARKUP = /[<>{}\\|`]|\]\(|!\[|\*\*|__|&#?\w+;/;
const SCHEME = /\b[a-z][a-z0-9+.-]*:\/\/|\b(?:https?|ftp|javascript|data|mailto|file|vbscript):|\bwww\./i;
const ADDRESS = /[\p{L}\d._%+-]+@[\p{L}\d-]+/iu;
const DOMAIN = /(?<![\p{L}\d.@])((?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+[\p{L}][\p{L}\d-]+)(\/\S*)?/giu;
/** Long runs without a blank are codes, not words. */
const CODE = /[A-Za-z0-9+/=_-]{32,}/;
const HIDDEN = /[\p{Cf}\p{Co}\p{Cn}\p{VS}]|\p{Cc}/u;

/** Fields whose value is the thing itself, not text about it: a name in them may look like a host. */
const PLAIN_FIELDS = new Set(['company', 'companyDomain', 'title', 'name', 'insiderRole', 'industry']);

const unsafe = (text: string, cited: readonly Evidence[]): Verdict | undefined => {
  if (text.length > CLAIM_CHARS_MAX) return drop('too long', '');
  const hidden = HIDDEN.exec(text);
  if (hidden) return drop('hidden', hidden[0]);
  const markup = MARKUP.exec(text);
  if (markup) return drop('markup', markup[0]);
  const link = SCHEME.exec(text) ?? ADDRESS.exec(text) ?? CODE.exec(text);
  if (link) return drop('link', link[0]);
  const known = cited.filter(({ field }) => PLAIN_FIELDS.has(field)).map(({ value }) => value.toLowerCase());
  for (const [whole, host = '', path] of text.matchAll(DOMAIN)) {
    // `Inc.The`, where a blank is missing, is no host; neither is `U.S`.
    if (
      path === undefined &&
      (known.some((value) => value.includes(host.toLowerCase())) || /\.\p{Lu}\p{Ll}+$/u.test(host))
    )
      continue;
    return drop('link', whole);
  }
  return undefined;
};

const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
/** Letters of several alphabets in one word are there to deceive. */
const mixed = (word: string): boolean => SCRIPTS.filter((script) => script.test(word)).length > 1;

/** What a source's name stands for: a claim may say where it is from. */
const FRAME: Readonly<Record<string, string>> = {
  edgar: 'SEC EDGAR Securities and Exchange Commission Form insider',
  apollo: 'Apollo',
  exa: 'Exa web',
  contactout: 'ContactOut',
  import: 'import imported file',
  member: 'member',
};
const FORM = /\bforms? (?:3|4|5|3\/a|4\/a|5\/a)\b/gi;

const spaced = (field: string): string => field.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');

/** Fields whose text is somebody's writing, which may speak of anybody; all others speak of the person. */
const WRITING = /bio|news|headline|summary|about|article|description|page|text/i;
/** What a field of the person says is the person's. */
const owned = (reading: Reading, subject: readonly string[]): Reading => {
  const own = (items: Item[]) => items.map((item) => ({ ...item, owner: [subject] }));
  return { ...reading, items: own(reading.items), deeds: own(reading.deeds) };
};
/** In running text a company that is acquired is bought; in a filing what is acquired may have been given. */
const written = (reading: Reading): Reading => ({
  ...reading,
  deeds: reading.deeds.flatMap((deed) => (deed.key === 'deed acquire' ? [deed, { ...deed, key: 'deed buy' }] : [deed])),
});

type Known = { readings: Reading[]; words: Set<string>; meanings: Set<string>; deeds: Set<string> };

const knownOf = (cited: readonly Evidence[], subject: string): Known => {
  const person = tokensOf(plain(subject)).map(({ word }) => word);
  const readings = cited.map(({ value, field }) => {
    // Seniority and the like are codes (`c_suite`); net worth is in whole US dollars.
    const reading = read(field === 'netWorth' && /^\d+$/.test(value) ? `$${value}` : value.replaceAll('_', ' '), [
      person,
    ]);
    return WRITING.test(field) ? written(reading) : owned(reading, person);
  });
  const frame = cited
    .map(({ field, source }) => `${field} ${spaced(field)} ${source} ${FRAME[source] ?? ''}`)
    .join(' ');
  const all = [...readings.flatMap(({ tokens }) => tokens), ...tokensOf(frame), ...tokensOf(plain(subject))];
  const parts = all.flatMap(({ word }) => [word, ...word.split(/[-&_.']/)]);
  const words = new Set([...parts, ...cited.flatMap(({ value }) => otherNames(plain(value)))]);
  return {
    readings,
    words,
    meanings: new Set([...words].map(meaningOf)),
    deeds: new Set(readings.flatMap((reading) => reading.deeds.map(({ key }) => key))),
  };
};

const isKnown = (word: string, { words, meanings }: Known): boolean =>
  words.has(word) ||
  meanings.has(meaningOf(word)) ||
  (/[-&]/.test(word) &&
    word.split(/[-&]/).every((part) => part === '' || words.has(part) || meanings.has(meaningOf(part))));

/** Whether what the evidence says of an item is what the claim says of it; else what stands between them. */
const sameSense = (claim: Item, known: Item, subject: readonly string[]): Reason | undefined => {
  const owners = claim.owner.length > 0 ? claim.owner : [subject];
  if (known.owner.length > 0 && !owners.every((one) => known.owner.some((other) => samePerson(one, other))))
    return 'swapped';
  const [a, b] = [claim.said, known.said];
  return a.denied === b.denied && a.over === b.over && (a.perhaps || !b.perhaps) ? undefined : 'sense';
};

const KIND: Readonly<Record<string, Reason>> = { date: 'date', money: 'money', percent: 'percent', number: 'number' };

const judgeItem = (
  claim: Item,
  known: readonly Item[],
  subject: readonly string[],
  part: string,
): Verdict | undefined => {
  const { figure } = claim;
  const same = known.filter((item) => (figure && item.figure ? holds(figure, item.figure) : item.key === claim.key));
  if (same.length === 0) return drop(KIND[claim.key] ?? (claim.key.startsWith('role') ? 'role' : 'deed'), part);
  const reasons = same.map((item) => sameSense(claim, item, subject));
  // A date says when, and is no one's own.
  if (figure?.kind === 'date' || reasons.includes(undefined)) return undefined;
  return drop(reasons[0] ?? 'sense', part);
};

/** Deeds that one does to another: who stands before the word and who after it is what it says. */
const DIRECTED = new Set(
  'acquire buy succeed appoint dismiss sue sell invest found win give raise lead take'
    .split(' ')
    .map((deed) => `deed ${deed}`),
);
const PASSIVE = /\b(?:was|were|been|being|is|are|be|got)(?: \w+)? $/i;

const sameName = (one: Name, other: Name): boolean => {
  if (isPerson(one) && isPerson(other)) return samePerson(one.words, other.words);
  const telling = ({ words }: Name) =>
    words.every((word) => COMPANY.has(word)) ? words : words.filter((word) => !COMPANY.has(word));
  return telling(one).some((word) => telling(other).includes(word));
};

type Sides = { before: Name[]; after: Name[] };
/** Who does it, and to whom, as far as they are named. `founded in 1961`, with no doer before it, is done to what stands there. */
const sides = (reading: Reading, deed: Item): Sides => {
  const names = reading.names.filter((name) => name.segment === deed.segment);
  const [before, after] = [names.filter(({ to }) => to <= deed.from), names.filter(({ from }) => from > deed.from)];
  const [ahead, behind] = [reading.text.slice(0, deed.from), reading.text.slice(deed.from)];
  const adjacent = before.some(({ to }) => /^(?: has| had| have|,? who)? ?$/.test(reading.text.slice(to, deed.from)));
  const passive =
    PASSIVE.test(ahead) ||
    (/^[\p{L}-]+(?:ed|en|ought|ound|un|ed) (?:by|in|at|on)\b/u.test(behind) &&
      !adjacent &&
      !/\b(?:he|she|they|it|has|had|have) $/i.test(ahead));
  if (!passive) return { before, after };
  return /\bby\b/i.test(behind) ? { before: after, after: before } : { before: [], after: before };
};

const turnedRound = (claim: Reading, known: readonly Reading[]): string | undefined => {
  for (const deed of claim.deeds.filter(({ key }) => DIRECTED.has(key))) {
    const said = sides(claim, deed);
    const all = known.flatMap((reading) =>
      reading.deeds.filter(({ key }) => key === deed.key).map((one) => sides(reading, one)),
    );
    const wrong = (name: Name, own: keyof Sides, other: keyof Sides): boolean => {
      const has = (side: keyof Sides) => all.some((one) => one[side].some((candidate) => sameName(name, candidate)));
      // Somebody else stands in this place, or this one stands in the other.
      return (
        !has(own) && (has(other) || (isPerson(name) && all.length > 0 && all.every((one) => one[own].some(isPerson))))
      );
    };
    const turned =
      said.before.find((name) => wrong(name, 'before', 'after')) ??
      said.after.find((name) => isNamed(name, true) && wrong(name, 'after', 'before'));
    if (turned !== undefined) return turned.words.join(' ');
  }
  return undefined;
};

/** Deeds of which the figure says how much: it must be that deed's in the evidence too. */
const MEASURED = new Set('buy sell give acquire raise invest exercise'.split(' ').map((deed) => `deed ${deed}`));
const measuredElsewhere = (claim: Reading, known: readonly Reading[]): Item | undefined =>
  claim.items.find(({ figure, from, segment }) => {
    if (!figure || figure.kind === 'date' || figure.kind === 'percent') return false;
    const deed = claim.deeds.filter((one) => one.segment === segment && one.from < from).at(-1);
    if (!deed || !MEASURED.has(deed.key)) return false;
    // `After the sale she held …`: the figure is what was held.
    if (
      claim.free.some(
        ({ word, at }) => at > deed.from && at < from && /^(?:held|holds?|owns?|owned|has|had)$/.test(word),
      )
    )
      return false;
    return !known.some((reading) =>
      reading.items.some(
        (item) =>
          item.figure &&
          holds(figure, item.figure) &&
          reading.deeds.some((one) => one.key === deed.key && one.segment === item.segment),
      ),
    );
  });

/** Who the part of the evidence speaks of that says most of what the claim says, where that is somebody else than the claim's. */
const elsewhere = (claim: Reading, known: readonly Reading[], person: readonly string[]): string | undefined => {
  const [lead] = claim.names.filter((name) => isNamed(name) && !name.weak);
  const spokenOf: Name = lead ?? { words: [...person], from: 0, to: 0, lead: '', segment: 0, weak: false };
  const words = new Set(
    claim.free.filter(({ word, capital }) => !capital && !isStop(word)).map(({ word }) => meaningOf(word)),
  );
  if (words.size === 0) return undefined;
  const parts = known.flatMap((reading) =>
    [...new Set(reading.free.map(({ segment }) => segment))].map((segment) => ({
      score: new Set(
        reading.free
          .filter((one) => one.segment === segment && words.has(meaningOf(one.word)))
          .map(({ word }) => meaningOf(word)),
      ).size,
      names: reading.names.filter((name) => name.segment === segment),
    })),
  );
  const best = Math.max(...parts.map(({ score }) => score));
  const bests = parts.filter(({ score }) => score === best);
  const wrong = bests.every(({ names }) => {
    const [first] = names.filter((name) => isNamed(name) && !name.weak);
    if (first === undefined || names.some((name) => sameName(name, spokenOf))) return false;
    return lead === undefined ? isPerson(first) : true;
  });
  return best > 0 && wrong ? spokenOf.words.join(' ') : undefined;
};

/** A word that the evidence only ever denies, or only supposes, and the claim asserts. */
const asserted = (claim: Reading, known: readonly Reading[]): string | undefined => {
  for (const { word, said, capital } of claim.free) {
    if (capital || isStop(word) || isNeutral(word)) continue;
    const there = known.flatMap(({ free }) => free.filter((one) => meaningOf(one.word) === meaningOf(word)));
    if (
      there.length > 0 &&
      there.every((one) => (one.said.denied && !said.denied) || (one.said.perhaps && !said.perhaps))
    )
      return word;
  }
  return undefined;
};

const AWAY = new Set(['from', 'leave', 'retire', 'former', 'formerly', 'ex', 'previously']);
const TOWARDS = new Set(['to', 'join', 'into']);
const leadOf = ({ lead }: Name): string => deedOf(lead) ?? lead;
/** A name that the claim leaves where the evidence comes to it, or the other way. */
const wrongWay = (claim: Reading, known: readonly Reading[]): string | undefined => {
  for (const name of claim.names) {
    const lead = leadOf(name);
    // Another stands where the evidence has one: `joined Acme` is not `joined Initech`.
    const objects =
      deedOf(name.lead) === undefined ? [] : known.flatMap(({ names }) => names.filter((one) => leadOf(one) === lead));
    if (objects.length > 0 && !objects.some((one) => sameName(one, name))) return name.words.join(' ');
    const [own, other] = AWAY.has(lead) ? [AWAY, TOWARDS] : TOWARDS.has(lead) ? [TOWARDS, AWAY] : [];
    if (own === undefined || other === undefined) continue;
    const leads = known.flatMap(({ names }) =>
      names.filter(({ words }) => words.at(-1) === name.words.at(-1)).map(leadOf),
    );
    if (leads.some((one) => other.has(one)) && !leads.some((one) => own.has(one))) return name.words.join(' ');
  }
  return undefined;
};

const judgeNames = (claim: Reading, known: Known): Verdict | undefined => {
  for (const { words } of claim.names) {
    for (const word of words) {
      if (SUFFIXES.has(word) || isStop(word) || isKnown(word, known)) continue;
      // The first word of a sentence has a capital whatever it is; it is weighed with the other words.
      if (words.length === 1 && claim.tokens[0]?.word === word) continue;
      return drop('name', word);
    }
  }
  return undefined;
};

const judgeWords = (claim: Reading, known: Known): Verdict | undefined => {
  const named = new Set(claim.names.flatMap(({ words, from }) => (words.length > 1 || from > 0 ? words : [])));
  const telling = claim.free.filter(({ word }) => !isStop(word) && !named.has(word) && deedOf(word) === undefined);
  const loaded = telling.find(({ word }) => isLoaded(word) && !isKnown(word, known));
  if (loaded) return drop('judgement', loaded.word);
  const own = telling.filter(({ word }) => !isNeutral(word) && !isKnown(word, known));
  const weighty =
    telling.filter(({ word }) => !isNeutral(word) || isKnown(word, known)).length + claim.items.length + named.size;
  return own.length > Math.floor(weighty * OWN_WORDS)
    ? drop('words', own.map(({ word }) => word).join(' '))
    : undefined;
};

/**
 * Judges one claim against the evidence it cites. `subject` is the name of the person the profile is of, who may be named
 * without citing it.
 */
export const judge = (raw: string, cited: readonly Evidence[], subject: string): Verdict => {
  if (cited.length === 0) return drop('no evidence', '');
  const danger = unsafe(raw, cited);
  if (danger) return danger;
  const text = plain(raw).replace(cited.some(({ source }) => source === 'edgar') ? FORM : /(?!)/g, 'filing');
  const person = tokensOf(plain(subject)).map(({ word }) => word);
  const claim = read(text, [person]);
  const strange = claim.tokens.find(({ text: word }) => mixed(word));
  if (strange) return drop('script', strange.text);
  if (claim.tokens.every(({ word }) => isStop(word))) return drop('words', '');
  const known = knownOf(cited, subject);
  const items = known.readings.flatMap((reading) => reading.items);
  const deeds = known.readings.flatMap((reading) => reading.deeds);
  const part = ({ from }: Item): string => text.slice(from, from + 24);
  for (const item of claim.items) {
    const wrong = judgeItem(item, items, person, part(item));
    if (wrong) return wrong;
  }
  for (const deed of claim.deeds) {
    const wrong = judgeItem(deed, deeds, person, part(deed));
    if (wrong) return wrong;
  }
  const measured = measuredElsewhere(claim, known.readings);
  if (measured) return drop('deed', part(measured));
  const word = asserted(claim, known.readings);
  if (word !== undefined) return drop('sense', word);
  const turned =
    turnedRound(claim, known.readings) ??
    wrongWay(claim, known.readings) ??
    elsewhere(
      claim,
      known.readings.filter((_, at) => WRITING.test(cited[at]?.field ?? '')),
      person,
    );
  if (turned !== undefined) return drop('swapped', turned);
  return judgeNames(claim, known) ?? judgeWords(claim, known) ?? { kept: true };
};
