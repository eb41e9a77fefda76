import {
  type FieldValue,
  PROSPECT_FIELDS,
  type Prospect,
  type ProspectField,
  VALUE_SOURCES,
} from '../prospects/contract.ts';

/** A stored value, as the database has it. */
export type StoredValue = {
  id: string;
  field: string;
  source: string;
  value: string;
  sourceUrl: string | null;
  confidence: number;
  chosen: boolean;
  fetchedAt: string;
};

/** What the tenant itself wrote into a prospect, by file or by hand. */
const OWN = new Set(['import', 'member']);

/** The present value of a field that has a column, as text; null where nothing is known. */
export const ownText = (prospect: Prospect, field: ProspectField): string | null => {
  const value = prospect[field];
  if (value === null) return null;
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text === '' ? null : text;
};

const view = (row: StoredValue, chosen: boolean): FieldValue[] => {
  const source = VALUE_SOURCES.find((one) => one === row.source);
  if (source === undefined) return [];
  const { field, value, sourceUrl, fetchedAt, confidence } = row;
  return [{ field, value, source, sourceUrl, evidenceId: row.id, fetchedAt, confidence, chosen }];
};

/**
 * All values of a profile. The prospect's own column is the truth of what is shown: a stored value is the chosen one
 * only where it says the same, and what the column says without a stored value is the tenant's own, from its import.
 */
export const profileFields = (prospect: Prospect, rows: readonly StoredValue[]): FieldValue[] => {
  const columns = PROSPECT_FIELDS.flatMap((field) => {
    const own = ownText(prospect, field);
    const stored = rows.filter((row) => row.field === field);
    if (own === null) return stored.flatMap((row) => view(row, row.chosen));
    const kept = stored.filter((row) => row.value === own || !OWN.has(row.source));
    const chosen = kept.find((row) => row.chosen && row.value === own);
    const values = kept.flatMap((row) => view(row, row === chosen));
    if (chosen) return values;
    const replaced = stored.some((row) => row.chosen);
    const mine: FieldValue = {
      field,
      value: own,
      source: 'import',
      sourceUrl: null,
      evidenceId: null,
      // A column that no longer says what was chosen was written after that.
      fetchedAt: replaced ? prospect.updatedAt : prospect.createdAt,
      confidence: 1,
      chosen: true,
    };
    return [mine, ...values];
  });
  const known = new Set<string>(PROSPECT_FIELDS);
  return [...columns, ...rows.filter((row) => !known.has(row.field)).flatMap((row) => view(row, row.chosen))];
};
