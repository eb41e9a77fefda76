import { tableOf } from '../../../lib/keys.ts';
import { PROSPECT_FIELDS, type Prospect, type ProspectField, VALUE_SOURCES } from '../../prospects/contract.ts';
import type { FieldValue } from '../../prospects/profile-contract.ts';
import { agree, barOf, type Grounds, isOwnSource, meritOf, type Standing } from './judge.ts';
import { type Columns, groundsOf, type Ledger, OWN_FIELDS } from './merge.ts';
import type { StoredValue } from './stored.ts';

/** The present value of a field that has a column, as text; null where nothing is known. */
export const ownText = (prospect: Prospect, field: ProspectField): string | null => {
  const value = prospect[field];
  if (value === null) return null;
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text === '' ? null : text;
};

/** The present values of a prospect's columns, as the merge reads them. */
export const columnsOf = (prospect: Prospect): Columns => tableOf(OWN_FIELDS, (field) => ownText(prospect, field));

/** A value as it is shown, before it is known why it counts or does not. */
type Shown = Omit<FieldValue, 'standing' | 'conflict'> & { row: StoredValue | undefined };

const view = (row: StoredValue, chosen: boolean): Shown[] => {
  const source = VALUE_SOURCES.find((one) => one === row.source);
  if (source === undefined) return [];
  const { id, previous: _, mergedFrom = null, ...rest } = row;
  const matchId = mergedFrom === null ? row.matchId : null;
  return [{ ...rest, matchId, mergedFrom, source, evidenceId: id, chosen, row }];
};

/** What the column says without a stored value: the tenant's own. */
const implied = (prospect: Prospect, field: ProspectField, value: string, rows: readonly StoredValue[]): Shown => ({
  field,
  value,
  raw: null,
  source: 'import',
  sourceUrl: null,
  accession: null,
  evidenceId: null,
  // A column that no longer says what was chosen was written after that.
  fetchedAt: rows.some((row) => row.chosen) ? prospect.updatedAt : prospect.createdAt,
  expiresAt: null,
  confidence: 1,
  verified: false,
  cost: 0,
  licence: null,
  matchId: null,
  mergedFrom: null,
  setBy: null,
  chosen: true,
  row: undefined,
});

const shownOf = (prospect: Prospect, field: ProspectField, rows: readonly StoredValue[]): Shown[] => {
  const own = ownText(prospect, field);
  const stored = rows.filter((row) => row.field === field);
  if (own === null) return stored.flatMap((row) => view(row, row.chosen));
  const chosen = stored.find((row) => row.chosen && row.value === own);
  if (chosen) return stored.flatMap((row) => view(row, row === chosen));
  // What the tenant said before the column was written over is no value any more.
  const kept = stored.filter((row) => row.value === own || !isOwnSource(row.source) || row.matchId !== null);
  const values = kept.flatMap((row) => view(row, false));
  const before = stored.find((row) => row.previous === own);
  // The source says something else by now, and the next merge will say so too.
  if (before) return [...view({ ...before, value: own }, true), ...values.filter(({ row }) => row !== before)];
  return [implied(prospect, field, own, stored), ...values];
};

/** Why a value is the chosen one, or is not. */
const standingOf = (
  one: Shown,
  chosen: Shown | undefined,
  rows: readonly StoredValue[],
  grounds: Grounds,
): Standing => {
  const { row } = one;
  if (one === chosen) {
    if (one.source === 'member') return 'member';
    return row && one.source !== 'import' ? meritOf(row, grounds) : 'own';
  }
  const bar = row && !isOwnSource(row.source) ? barOf(row, rows, grounds) : undefined;
  if (bar && bar !== 'elsewhere') return bar;
  if (chosen && agree(one.field, one.value, chosen.value)) return 'agrees';
  return bar ?? 'outranked';
};

/**
 * All values of a profile. The prospect's own column is the truth of what is shown: a stored value is the chosen one
 * only where it says the same, and what the column says without a stored value is the tenant's own, from its import.
 */
export const profileFields = (
  prospect: Prospect,
  rows: readonly StoredValue[],
  ledger: Pick<Ledger, 'matches' | 'rules' | 'now'>,
): FieldValue[] => {
  const grounds = groundsOf({ ...ledger, rows, columns: columnsOf(prospect) });
  const known = new Set<string>(PROSPECT_FIELDS);
  const shown = [
    ...PROSPECT_FIELDS.flatMap((field) => shownOf(prospect, field, rows)),
    ...rows.filter((row) => !known.has(row.field)).flatMap((row) => view(row, row.chosen)),
  ];
  const chosen = new Map(shown.filter((one) => one.chosen).map((one) => [one.field, one]));
  return shown.map((one) => {
    const standing = standingOf(one, chosen.get(one.field), rows, grounds);
    const { row: _, ...value } = one;
    return { ...value, standing, conflict: standing === 'outranked' };
  });
};
