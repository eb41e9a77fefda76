import type { FieldValue, Prospect, ProspectField } from '../../../../src/features/prospects/contract.ts';
import { count, usd } from '../../lib/format.ts';
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

/** What others say about a value, in words: who agrees, and how many say something else. */
export function othersWords({ value, others }: Pick<ProfileField, 'value' | 'others'>): string {
  const agreeing = others.filter((other) => other.value.trim().toLowerCase() === value.trim().toLowerCase()).length;
  const differing = others.length - agreeing;
  const parts = [
    agreeing > 0 && `${count(agreeing, 'more source')} ${agreeing === 1 ? 'agrees' : 'agree'}`,
    differing > 0 && count(differing, 'other value'),
  ];
  return parts.filter(Boolean).join(', ');
}

/** Shown elsewhere on the profile: in the head, or as parts of their own. */
const ELSEWHERE: ReadonlySet<string> = new Set(['tags', 'notes']);

const newestFirst = (a: FieldValue, b: FieldValue): number => Date.parse(b.fetchedAt) - Date.parse(a.fetchedAt);

const ownValue = (prospect: Prospect, field: string): string | null => {
  if (!Object.hasOwn(FIELD_LABELS, field)) return null;
  const value = prospect[field as ProspectField];
  return value === null || Array.isArray(value) ? null : String(value);
};

/** Parts that say nothing beside their whole: `Ada` beside `Ada Lovelace`. */
const WHOLES: Readonly<Record<string, string>> = {
  firstName: 'name',
  lastName: 'name',
  city: 'location',
  region: 'location',
  country: 'location',
};

/** Whether a field only repeats a part of another one. A value that is cited, or disputed, is never taken away. */
function isRepeat(field: ProfileField, fields: readonly ProfileField[], cited: ReadonlySet<string>): boolean {
  const whole = fields.find((other) => other.field === WHOLES[field.field]);
  const evidence = field.origin?.evidenceId;
  if (whole === undefined || field.others.length > 0 || (evidence != null && cited.has(evidence))) return false;
  return whole.value.toLowerCase().includes(field.value.toLowerCase());
}

/**
 * The fields of a profile in the order people read them. Left out is what nothing is known about, and what only
 * repeats a part of another field. `cited` holds the evidence that the summary rests on.
 */
export function profileFields(
  prospect: Prospect,
  values: readonly FieldValue[],
  cited: ReadonlySet<string>,
): ProfileField[] {
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
  return fields.filter((field) => !isRepeat(field, fields, cited));
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
