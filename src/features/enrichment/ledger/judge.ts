import { foldText } from '../../imports/rows/text.ts';
import type { STANDINGS } from '../../prospects/profile-contract.ts';
import type { PrecedenceRule } from '../contract.ts';
import { sameCompany } from '../identity/first-look.ts';
import { isProven } from './matches.ts';
import type { StoredMatch, StoredValue } from './stored.ts';

/**
 * Which of a field's values counts, and why the others do not.
 *
 * What a member chose comes first, then what the tenant's own file says. Among sources: the workspace's order where it
 * has one, a checked value before a likely one, a good one before one that has grown old, a confident one before a
 * guess, then the newest. What is less likely than not counts for nothing, and so does what stands in a record that is
 * not this person's. Wealth and what insiders file count from proven records alone.
 */

export type Standing = (typeof STANDINGS)[number];

/** What the judgement of one prospect's values rests on. `now` in milliseconds since the epoch. */
export type Grounds = {
  matches: readonly StoredMatch[];
  rules: readonly PrecedenceRule[];
  /** The company that the tenant itself has the person at, where it does. */
  ownCompany: string | null;
  /** Whether the tenant itself says where the person is. */
  ownPlace: boolean;
  now: number;
};

/** Speak of a job, and so only of the company that a source has the person at. */
const OF_THE_JOB = new Set(['email', 'title', 'seniority', 'department', 'companyDomain', 'industry']);
/** Parts of one place: never put together from two accounts of it. */
export const OF_THE_PLACE = new Set(['city', 'region', 'country', 'location']);
/** What speaks of money, or of a person's dealings in a company's shares: wrong, it is told of somebody else. */
const OF_WEALTH = /^(netWorth|wealth|insider|holding|income|realEstate)/;
export const isOfWealth = (field: string): boolean => OF_WEALTH.test(field);

const OWN = new Set(['import', 'member']);
export const isOwnSource = (source: string): boolean => OWN.has(source);

/** Below it a value is less likely than not. */
const LIKELY = 0.5;
/** From it a source is confident of a value that it has not checked. */
const CONFIDENT = 0.7;
/** Between equals: who speaks of people before who finds pages. */
const ORDER: readonly string[] = ['edgar', 'apollo', 'contactout', 'exa', 'claude'];
const DAY_MS = 24 * 3600 * 1000;
/** How long a value is good that says nothing of it. */
const GOOD_DAYS = 7;

const plain = (text: string): string => foldText(text).replace(/[^\p{L}\p{N}@+]+/gu, '');

/** Whether two values of a field say the same to a reader: case, accents, punctuation and legal forms aside. */
export const agree = (field: string, a: string, b: string): boolean =>
  plain(a) === plain(b) || (field === 'company' && sameCompany(a, b));

const ruleOf = (field: string, { rules }: Grounds): PrecedenceRule | undefined =>
  rules.find((rule) => rule.field === field);

/** Until when a value is good, in milliseconds since the epoch. */
const goodUntil = (row: StoredValue, rule: PrecedenceRule | undefined): number => {
  const fetched = Date.parse(row.fetchedAt);
  if (rule?.days) return fetched + rule.days * DAY_MS;
  return row.expiresAt === null ? fetched + GOOD_DAYS * DAY_MS : Date.parse(row.expiresAt);
};

/** Better first. */
const byRank = (field: string, grounds: Grounds) => {
  const rule = ruleOf(field, grounds);
  const order: readonly string[] = rule?.order ?? [];
  const place = (row: StoredValue): number => {
    const at = order.indexOf(row.source);
    return at === -1 ? ORDER.length : at;
  };
  const yes = (is: boolean): number => (is ? 1 : 0);
  return (a: StoredValue, b: StoredValue): number =>
    (rule?.overVerified ? place(a) - place(b) : 0) ||
    yes(b.verified) - yes(a.verified) ||
    place(a) - place(b) ||
    yes(goodUntil(b, rule) > grounds.now) - yes(goodUntil(a, rule) > grounds.now) ||
    yes(b.confidence >= CONFIDENT) - yes(a.confidence >= CONFIDENT) ||
    // By the day: which of two answers of one run came first says nothing.
    b.fetchedAt.slice(0, 10).localeCompare(a.fetchedAt.slice(0, 10)) ||
    b.confidence - a.confidence ||
    ORDER.indexOf(a.source) - ORDER.indexOf(b.source) ||
    a.id.localeCompare(b.id);
};

/** What the record of a value says against it. */
const ofRecord = (row: StoredValue, { matches }: Grounds): 'rejected' | 'unproven' | undefined => {
  const match = matches.find(({ id }) => id === row.matchId);
  if (match?.state === 'rejected') return 'rejected';
  if (isOfWealth(row.field)) return match && isProven(match) ? undefined : 'unproven';
  const held = match?.state === 'proposed' && (match.grade === 'possible' || match.grade === 'none');
  return held ? 'unproven' : undefined;
};

/** Why a source's value cannot count, whatever the others say; undefined where it can. */
export const barOf = (
  row: StoredValue,
  rows: readonly StoredValue[],
  grounds: Grounds,
): Exclude<Standing, 'member' | 'own' | 'preferred' | 'checked' | 'best' | 'agrees' | 'outranked'> | undefined => {
  const record = ofRecord(row, grounds);
  if (record) return record;
  if (ruleOf(row.field, grounds)?.never.some((source) => source === row.source)) return 'barred';
  if (row.confidence < LIKELY) return 'unlikely';
  const { ownCompany, ownPlace } = grounds;
  if (OF_THE_JOB.has(row.field) && ownCompany !== null) {
    const company = rows.find(
      (one) => one.field === 'company' && one.source === row.source && one.matchId === row.matchId,
    );
    if (company !== undefined && !sameCompany(ownCompany, company.value)) return 'elsewhere';
  }
  if (OF_THE_PLACE.has(row.field) && ownPlace) return 'elsewhere';
  return undefined;
};

/** The sources' values of a field that may count, the best first. */
export const candidatesOf = (field: string, rows: readonly StoredValue[], grounds: Grounds): StoredValue[] => {
  const able = rows.filter((row) => !isOwnSource(row.source) && barOf(row, rows, grounds) === undefined);
  const of = (name: string) => able.filter((row) => row.field === name).sort(byRank(name, grounds));
  if (!OF_THE_PLACE.has(field)) return of(field);
  // One account of the place: that of whoever is best at the first part that anybody gives.
  const [placer] = [...OF_THE_PLACE].flatMap((part) => of(part));
  return of(field).filter((row) => row.source === placer?.source && row.matchId === placer.matchId);
};

/** Why the chosen value of a source counts. */
export const meritOf = (row: StoredValue, grounds: Grounds): Standing => {
  const rule = ruleOf(row.field, grounds);
  if (rule?.order.some((source) => source === row.source) && (rule.overVerified || !row.verified)) return 'preferred';
  return row.verified ? 'checked' : 'best';
};
