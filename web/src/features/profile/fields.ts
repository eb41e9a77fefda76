import type { FieldValue, Prospect, ProspectField } from '../../../../src/features/prospects/contract.ts';
import { usd } from '../../lib/format.ts';
import { FIELD_LABELS, fieldLabel, seniorityLabel } from '../prospects/labels.ts';

/** A field of the profile: the value shown, where it is from, and the values that lost. */
export interface ProfileField {
  field: string;
  label: string;
  value: string;
  /** The ledger's entry behind the value; null for a value that came before there was one. */
  origin: FieldValue | null;
  others: FieldValue[];
}

/** Shown elsewhere on the profile: in the head, or as parts of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['tags', 'notes']);

const newestFirst = (a: FieldValue, b: FieldValue): number => Date.parse(b.fetchedAt) - Date.parse(a.fetchedAt);

const ownValue = (prospect: Prospect, field: string): string | null => {
  if (!Object.hasOwn(FIELD_LABELS, field)) return null;
  const value = prospect[field as ProspectField];
  return value === null || Array.isArray(value) ? null : String(value);
};

/** The fields of a profile in the order people read them; one that nothing is known about is left out. */
export function profileFields(prospect: Prospect, values: readonly FieldValue[]): ProfileField[] {
  const names = new Set([...Object.keys(FIELD_LABELS), ...values.map((value) => value.field)]);
  const fields: ProfileField[] = [];
  for (const field of names) {
    if (ELSEWHERE.has(field)) continue;
    const ledger = values.filter((value) => value.field === field);
    const origin = ledger.find((value) => value.chosen) ?? null;
    const value = origin?.value ?? ownValue(prospect, field);
    if (value === null || value === '') continue;
    const others = ledger.filter((other) => other !== origin).sort(newestFirst);
    fields.push({ field, label: fieldLabel(field), value, origin, others });
  }
  return fields;
}

/** A value as people read it. Text that should be a figure and is none stays as it is. */
export function readable(field: string, value: string): string {
  if (field === 'netWorth') {
    const amount = Number(value);
    return value.trim() !== '' && Number.isFinite(amount) ? usd(amount) : value;
  }
  return field === 'seniority' ? seniorityLabel(value) : value;
}

/** How sure a source is, as a word beside the figure. */
export const confidenceWord = (confidence: number): string =>
  confidence >= 0.85 ? 'high' : confidence >= 0.6 ? 'medium' : 'low';
