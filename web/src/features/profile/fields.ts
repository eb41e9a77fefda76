import type { Prospect, ProspectField, Source } from '../../../../src/features/prospects/contract.ts';
import type { EnrichmentState, FieldValue } from '../../../../src/features/prospects/profile-contract.ts';
import { count, number, usd } from '../../lib/format.ts';
import { FIELD_LABELS, fieldLabel, SOURCE_LABELS, seniorityLabel } from '../prospects/labels.ts';
import { listWords } from './list-words.ts';
import { type Group, groupOf } from './provenance/standing-words.ts';

/** A field of the profile: the value shown, where it is from, and the values that lost. */
export interface ProfileField {
  field: string;
  label: string;
  value: string;
  /** The ledger's entry behind the value; null for a value that came before there was one. */
  origin: FieldValue | null;
  others: FieldValue[];
}

/** What others say about a field's value, in a few words each; null where nobody does. */
export interface Remarks {
  agree: string | null;
  differ: string | null;
  unused: string | null;
}

/** Who says the same, who says otherwise, and how many values are kept that may not count. */
export function remarks({ others }: Pick<ProfileField, 'others'>): Remarks {
  const of = (group: Group) => others.filter((other) => groupOf(other) === group);
  const [agreeing, differing, unused] = [of('agrees'), of('differs'), of('unused')];
  const who = [...new Set(differing.map(({ source }) => SOURCE_LABELS[source]))];
  return {
    agree:
      agreeing.length === 0
        ? null
        : `${count(agreeing.length, 'more source')} ${agreeing.length === 1 ? 'agrees' : 'agree'}`,
    differ: who.length === 0 ? null : `${listWords(who, 2)} ${who.length === 1 ? 'says' : 'say'} otherwise`,
    unused: unused.length === 0 ? null : `${number(unused.length)} not used`,
  };
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

/** Values of fields that show nothing yet, as their records are not proven to be this person, by field. */
export function unprovenFields(values: readonly FieldValue[], shown: readonly ProfileField[]): FieldValue[][] {
  const known = new Set(shown.map(({ field }) => field));
  const waiting = new Map<string, FieldValue[]>();
  for (const value of values) {
    if (value.standing !== 'unproven' || known.has(value.field)) continue;
    waiting.set(value.field, [...(waiting.get(value.field) ?? []), value]);
  }
  return [...waiting.values()];
}

/** What one wants to know of everybody: said where it is not known. */
const WANTED: readonly ProspectField[] = ['email', 'phone', 'linkedinUrl', 'title', 'company', 'location'];

/** The wanted fields of which nothing is shown. */
export const missingFields = (shown: readonly ProfileField[]): { field: ProspectField; label: string }[] =>
  WANTED.filter((field) => !shown.some((one) => one.field === field)).map((field) => ({
    field,
    label: FIELD_LABELS[field],
  }));

/** Why nothing is known of a field, and what may help. */
export function missingWords(field: string, { status, fields }: Pick<EnrichmentState, 'status' | 'fields'>): string {
  if (status === 'never') return 'Not looked for yet';
  const fared = fields.find((one) => one.field === field);
  switch (fared?.status) {
    case 'asking':
      return askingWords(fared.asking);
    case 'failed':
      return 'Not found; a source that may know it failed';
    case 'skipped':
      return 'Not found; no source for it was asked';
    default:
      return status === 'queued' || status === 'running' ? 'Being looked for' : 'No source knows it';
  }
}

/** Who is being asked for a field at the moment. */
export const askingWords = (sources: readonly Source[]): string =>
  sources.length === 0
    ? 'Being looked for'
    : `Asking ${listWords(
        sources.map((source) => SOURCE_LABELS[source]),
        2,
      )}`;

/** How sure a source is, as a word beside the figure. */
export const confidenceWord = (confidence: number): string =>
  confidence >= 0.85 ? 'high' : confidence >= 0.6 ? 'medium' : 'low';
