import type { ProspectField } from '../prospects/contract.ts';
import type { StoredValue } from './fields.ts';
import { sameCompany } from './identity.ts';

/**
 * Which value of a field counts. What the tenant wrote itself, by file or by hand, stays; sources fill what is empty
 * and may replace what a source filled before. All other values are kept and shown beside it.
 *
 * Among sources: a checked value (confidence from 0.9) before a likely one, a fresh one before an old one, then the
 * surer, then the newer. What is less likely than not fills nothing.
 */

/** Columns that a source may fill. Name, notes, tags and wealth are the tenant's alone. */
export const FILLABLE = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'linkedinUrl',
  'title',
  'seniority',
  'department',
  'company',
  'companyDomain',
  'industry',
  'city',
  'region',
  'country',
  'location',
] as const satisfies readonly ProspectField[];
export type Fillable = (typeof FILLABLE)[number];

/** The tenant's own values that become values of the ledger, so that a summary can cite them. */
export const OWN_FIELDS = ['name', ...FILLABLE, 'netWorth'] as const satisfies readonly ProspectField[];

/** Speak of a job, and so only of the company that a source has the person at. */
const OF_THE_JOB = new Set<string>(['email', 'title', 'seniority', 'department', 'companyDomain', 'industry']);
/** Parts of one place: never put together from two accounts of it. */
const OF_THE_PLACE = new Set<string>(['city', 'region', 'country', 'location']);
const OWN = new Set(['import', 'member']);

const CHECKED = 0.9;
const LIKELY = 0.5;
/** A profile is good for seven days. */
const FRESH_MS = 7 * 24 * 3600 * 1000;
/** Between equals: who speaks of people before who finds pages. */
const ORDER: readonly string[] = ['edgar', 'apollo', 'contactout', 'exa', 'claude'];

/** Present values of a prospect as text, null where nothing is known. */
export type Columns = Record<(typeof OWN_FIELDS)[number], string | null>;

export type Merged = {
  /** Ids of the stored values that count. */
  chosen: string[];
  /** Values of the tenant's own that are not stored yet as such. */
  own: { field: string; value: string }[];
  /** Columns to be filled, and what stood in them. */
  fill: { field: Fillable; from: string | null; to: string }[];
};

const isFillable = (field: string): field is Fillable => FILLABLE.some((one) => one === field);

/** Better first. */
const byRank =
  (now: number) =>
  (a: StoredValue, b: StoredValue): number => {
    const checked = (row: StoredValue) => (row.confidence >= CHECKED ? 1 : 0);
    const fresh = (row: StoredValue) => (now - Date.parse(row.fetchedAt) <= FRESH_MS ? 1 : 0);
    const place = (row: StoredValue) => ORDER.indexOf(row.source);
    return (
      checked(b) - checked(a) ||
      fresh(b) - fresh(a) ||
      b.confidence - a.confidence ||
      // By the day: which of two answers of one run came first says nothing.
      b.fetchedAt.slice(0, 10).localeCompare(a.fetchedAt.slice(0, 10)) ||
      place(a) - place(b)
    );
  };

export const mergeFields = (columns: Columns, rows: readonly StoredValue[], now: number): Merged => {
  const rank = byRank(now);
  const present = (field: string): string | null =>
    OWN_FIELDS.some((one) => one === field) ? columns[field as keyof Columns] : null;
  const filledBySource = (field: string): boolean =>
    rows.some((row) => row.field === field && row.chosen && !OWN.has(row.source) && row.value === present(field));
  /** The tenant wrote it. */
  const isOwn = (field: string): boolean => present(field) !== null && !filledBySource(field);

  const ownCompany = isOwn('company') ? columns.company : null;
  const elsewhere = (row: StoredValue): boolean => {
    const company = rows.find((one) => one.field === 'company' && one.source === row.source)?.value;
    return ownCompany !== null && company !== undefined && !sameCompany(ownCompany, company);
  };
  const likely = rows.filter((row) => !OWN.has(row.source) && row.confidence >= LIKELY);
  const ownPlace = [...OF_THE_PLACE].some(isOwn);
  const placer = likely.filter((row) => OF_THE_PLACE.has(row.field)).sort(rank)[0]?.source;
  const mayFill = (row: StoredValue): boolean =>
    !(OF_THE_JOB.has(row.field) && elsewhere(row)) &&
    !(OF_THE_PLACE.has(row.field) && (ownPlace || row.source !== placer));

  const merged: Merged = { chosen: [], own: [], fill: [] };
  const fields = new Set<string>([...OWN_FIELDS, ...rows.map((row) => row.field)]);
  for (const field of fields) {
    const value = present(field);
    if (value !== null && isOwn(field)) {
      const stored = rows.find((row) => row.field === field && OWN.has(row.source) && row.value === value);
      if (stored) merged.chosen.push(stored.id);
      else merged.own.push({ field, value });
      continue;
    }
    const candidates = likely.filter((row) => row.field === field && (!isFillable(field) || mayFill(row)));
    const [best] = candidates.sort(rank);
    if (!best) continue;
    merged.chosen.push(best.id);
    if (isFillable(field) && best.value !== value) merged.fill.push({ field, from: value, to: best.value });
  }
  return merged;
};
