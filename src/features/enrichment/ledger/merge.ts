import type { ProspectField } from '../../prospects/contract.ts';
import type { PrecedenceRule } from '../contract.ts';
import { candidatesOf, type Grounds, isOwnSource, OF_THE_PLACE } from './judge.ts';
import type { StoredMatch, StoredValue } from './stored.ts';

/**
 * Which value of each field counts, and what a prospect's columns say then. What a member chose stays for good; what the
 * tenant's file said stays; sources fill what is empty and may replace what a source filled before. A column whose
 * source no longer counts is emptied again. All other values are kept and shown beside it.
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

/** Columns that a member's choice may fill. */
export const CHOOSABLE = [...FILLABLE, 'netWorth'] as const satisfies readonly ProspectField[];
export type Choosable = (typeof CHOOSABLE)[number];

/** The tenant's own values that become values of the ledger, so that a summary can cite them. */
export const OWN_FIELDS = ['name', ...CHOOSABLE] as const satisfies readonly ProspectField[];

/** Present values of a prospect as text, null where nothing is known. */
export type Columns = Record<(typeof OWN_FIELDS)[number], string | null>;

/** What is known of a prospect. `released` is a field that a member has just given back to the rules. */
export type Ledger = {
  columns: Columns;
  rows: readonly StoredValue[];
  matches: readonly StoredMatch[];
  rules: readonly PrecedenceRule[];
  released?: string;
  now: number;
};

export type Merged = {
  /** Ids of the stored values that count. */
  chosen: string[];
  /** Values of the tenant's own that are not stored yet as such; `chosen` where they count. */
  own: { field: string; value: string; chosen: boolean }[];
  /** Columns to be written, and what stood in them. */
  fill: { field: Choosable; from: string | null; to: string | null }[];
};

const isFillable = (field: string): field is (typeof FILLABLE)[number] => FILLABLE.some((one) => one === field);
const isChoosable = (field: string): field is Choosable => CHOOSABLE.some((one) => one === field);
const isColumn = (field: string): field is keyof Columns => OWN_FIELDS.some((one) => one === field);

/** What the tenant itself says of a field: by a member's choice, or by a file. */
export type Own = { value: string; by: 'member' | 'import'; row: StoredValue | undefined };

/** Whether a value of a source is what the column was filled with. */
const filled = (row: StoredValue, present: string): boolean =>
  !isOwnSource(row.source) && ((row.chosen && row.value === present) || row.previous === present);

/** What stands as the prospect's own; what came with a merged one is kept beside it. */
const isOwn = (row: StoredValue, source: 'member' | 'import'): boolean => row.source === source && row.matchId === null;

export const ownOf = (field: string, { columns, rows, released }: Ledger): Own | undefined => {
  const of = rows.filter((row) => row.field === field);
  const member = of.find((row) => isOwn(row, 'member'));
  if (member && released !== field) return { value: member.value, by: 'member', row: member };
  const imported = of.find((row) => isOwn(row, 'import'));
  if (released === field) return imported && { value: imported.value, by: 'import', row: imported };
  const present = isColumn(field) ? columns[field] : null;
  if (present === null || of.some((row) => filled(row, present))) return undefined;
  return { value: present, by: 'import', row: imported?.value === present ? imported : undefined };
};

/** What the tenant itself says of a person, as sources are judged by it. */
export const groundsOf = (ledger: Ledger): Grounds => ({
  matches: ledger.matches,
  rules: ledger.rules,
  ownCompany: ownOf('company', ledger)?.value ?? null,
  ownPlace: [...OF_THE_PLACE].some((part) => ownOf(part, ledger) !== undefined),
  now: ledger.now,
});

export const mergeFields = (ledger: Ledger): Merged => {
  const { columns, rows } = ledger;
  const grounds = groundsOf(ledger);
  const merged: Merged = { chosen: [], own: [], fill: [] };
  const write = (field: string, to: string | null): void => {
    if (!isChoosable(field) || columns[field] === to) return;
    merged.fill.push({ field, from: columns[field], to });
  };
  for (const field of new Set<string>([...OWN_FIELDS, ...rows.map((row) => row.field)])) {
    const own = ownOf(field, ledger);
    if (own) {
      // What a file said before a member chose is kept beside it, so that the field can be given back.
      const file =
        own.by === 'member'
          ? ownOf(field, { ...ledger, rows: rows.filter((row) => !isOwn(row, 'member')) })
          : undefined;
      if (file && !file.row && file.value !== own.value) merged.own.push({ field, value: file.value, chosen: false });
      if (own.row) merged.chosen.push(own.row.id);
      else merged.own.push({ field, value: own.value, chosen: true });
      write(field, own.value);
      continue;
    }
    const [best] = candidatesOf(field, rows, grounds);
    if (best) merged.chosen.push(best.id);
    if (isFillable(field) || ledger.released === field) write(field, (isFillable(field) ? best?.value : null) ?? null);
  }
  return merged;
};
