/** Made-up people who hold together: name and country, company and industry, title and rank, address and employer. */
import { type Dice, diceOf } from '../../providers/hash.ts';
import type { Company } from './companies.ts';
import { weighted, zipfRank } from './draw.ts';
import { NAMES, type Name } from './names.ts';
import { noteFor, tagsFor } from './notes.ts';
import { PLACES, type Place } from './places.ts';
import { drawPosition, type Position } from './positions.ts';
import { type ProspectRow, withKeys } from './prospect-row.ts';

/** How much of what could be known is: no real list is complete. */
const KNOWN = {
  company: 0.97,
  title: 0.95,
  department: 0.8,
  industry: 0.93,
  email: 0.88,
  linkedin: 0.78,
  phone: 0.4,
  parts: 0.97,
  place: 0.9,
  /** Of those without a place: a vague one. */
  area: 0.5,
  netWorth: 0.4,
  updated: 0.3,
} as const;
/** Where people of a company live. */
const AT_HOME = 0.7;
/** Names travel. */
const OTHER_LANGUAGE = 0.12;
/** People were put on file over the last eighteen months, more of them lately. */
const SPREAD_MS = 548 * 24 * 60 * 60 * 1000;
const LATELY = 1.4;

/** Median and spread of a fortune (log-normal), in US dollars: a tenth of those at the top own more than 60 million. */
const FORTUNE = { median: 6_000_000, sigma: 1.8, most: 40_000_000_000 } as const;
const WEALTHY: ReadonlySet<string> = new Set(['owner', 'founder', 'c_suite', 'partner']);
/** What people without a company are. */
const ALONE: readonly (readonly [title: string, seniority: string | null])[] = [
  ['Private Investor', null],
  ['Angel Investor', null],
  ['Independent Director', 'director'],
  ['Philanthropist', null],
];
const PRIVATE_MAIL = 'mail.example';

export interface PopulationOptions {
  /** Another seed, other people. */
  readonly seed: string;
  /** Who they work for, largest first. */
  readonly employers: readonly Company[];
  /** When the last of them was put on file. */
  readonly now: Date;
  /**
   * Puts the number of the person into each e-mail address, which makes it the only one of its kind without a look at
   * the others. Otherwise namesakes in one company have the same address.
   */
  readonly numbered?: boolean;
}

const drawPlace = weighted(PLACES, ({ weight }) => weight);
const LANGUAGES = [...new Set(PLACES.map(({ language }) => language))];

/** A function that makes the person of a number: the same one for the same options, whoever was made before. */
export function population({ seed, employers, now, numbered = false }: PopulationOptions): (n: number) => ProspectRow {
  return (n) => {
    const dice = diceOf(`${seed}|${n}`);
    const company = dice.chance(KNOWN.company) ? employers[zipfRank(dice, employers.length)] : undefined;
    const place = company && dice.chance(AT_HOME) ? company.home : drawPlace(dice);
    const language = dice.chance(OTHER_LANGUAGE) ? dice.pick(LANGUAGES) : place.language;
    const given = dice.pick(NAMES[language].given);
    const family = dice.pick(NAMES[language].family);
    const hasEmail = dice.chance(KNOWN.email);
    // Without either, two of one name could not be told apart.
    const hasLinkedin = dice.chance(KNOWN.linkedin) || !hasEmail;
    const parts = dice.chance(KNOWN.parts);
    const position = company ? drawPosition(dice, company) : undefined;
    const netWorth = fortune(dice, position);
    const tags = tagsFor(dice, netWorth);
    const job = jobOf(dice, position);
    const createdAt = now.getTime() - SPREAD_MS * dice.next() ** LATELY;
    const updatedAt = dice.chance(KNOWN.updated) ? createdAt + (now.getTime() - createdAt) * dice.next() : createdAt;
    return withKeys({
      name: `${given.text} ${family.text}`,
      firstName: parts ? given.text : null,
      lastName: parts ? family.text : null,
      email: hasEmail ? addressOf(given, family, company, numbered ? String(n) : '') : null,
      phone: place.phone && dice.chance(KNOWN.phone) ? place.phone.replace(/#/g, () => String(dice.int(0, 9))) : null,
      linkedinUrl: hasLinkedin ? `https://www.linkedin.com/in/${given.mail}-${family.mail}-${tagOf(n)}` : null,
      ...job,
      company: company?.name ?? null,
      companyDomain: company?.domain ?? null,
      industry: company && dice.chance(KNOWN.industry) ? company.industry : null,
      ...whereabouts(dice, place),
      netWorth,
      tags,
      notes: noteFor(dice, given.text, company?.industry),
      custom: {},
      createdAt: new Date(Math.floor(createdAt)),
      updatedAt: new Date(Math.floor(updatedAt)),
    });
  };
}

function jobOf(dice: Dice, position: Position | undefined) {
  if (!position) {
    const [title, seniority] = dice.pick(ALONE);
    return { title, seniority, department: null };
  }
  if (!dice.chance(KNOWN.title)) return { title: null, seniority: null, department: null };
  const department = dice.chance(KNOWN.department) ? position.department : null;
  return { title: position.title, seniority: position.seniority, department };
}

function whereabouts(dice: Dice, { city, region, country, area }: Place) {
  if (dice.chance(KNOWN.place)) return { city, region, country, location: null };
  return { city: null, region: null, country: null, location: dice.chance(KNOWN.area) ? area : null };
}

function addressOf(given: Name, family: Name, company: Company | undefined, number: string): string {
  const style = company?.mailStyle ?? 'first.last';
  const first = style === 'flast' ? given.mail.charAt(0) : given.mail;
  const last = style === 'firstl' ? family.mail.charAt(0) : family.mail;
  return `${first}${style === 'first.last' ? '.' : ''}${last}${number}@${company?.domain ?? PRIVATE_MAIL}`;
}

/** Eight hexadecimal digits, as LinkedIn puts behind common names; different for every number below 2^32. */
function tagOf(n: number): string {
  return (Math.imul(n, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
}

function fortune(dice: Dice, position: Position | undefined): number | null {
  if (position && !WEALTHY.has(position.seniority)) return null;
  if (!dice.chance(KNOWN.netWorth)) return null;
  // Box and Muller's way from two even draws to a normal one; 1 - next() is never 0.
  const normal = Math.sqrt(-2 * Math.log(1 - dice.next())) * Math.cos(2 * Math.PI * dice.next());
  const dollars = Math.min(FORTUNE.most, FORTUNE.median * Math.exp(FORTUNE.sigma * normal));
  return Number(dollars.toPrecision(2));
}
