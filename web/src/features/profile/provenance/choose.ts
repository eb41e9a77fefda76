import type { Prospect } from '../../../../../src/features/prospects/contract.ts';
import type { FieldValue, Profile } from '../../../../../src/features/prospects/profile-contract.ts';
import { FIELD_LABELS } from '../../prospects/labels.ts';

/** A member's choice for a field: a stored value by its evidence, or one typed over. */
export interface Choice {
  field: string;
  value: string;
  evidenceId?: string;
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Standings that a choice of another value does not change: what speaks against the value itself or its record. */
const BARRED: ReadonlySet<FieldValue['standing']> = new Set([
  'unlikely',
  'elsewhere',
  'barred',
  'unproven',
  'rejected',
]);

/** A field's value on the person itself, where the field is one of the person's. */
function onPerson(prospect: Prospect, field: string, value: string): Prospect {
  if (!Object.hasOwn(prospect, field)) return prospect;
  if (field === 'netWorth') {
    const amount = Number(value);
    return Number.isFinite(amount) ? { ...prospect, netWorth: amount } : prospect;
  }
  const before = prospect[field as keyof Prospect];
  return before === null || typeof before === 'string' ? { ...prospect, [field]: value } : prospect;
}

/** The profile as it will be once a choice has arrived: shown at once, and replaced by the answer. */
export function withChoice(profile: Profile, { field, value, evidenceId }: Choice, now: string): Profile {
  const stored = profile.fields.find((one) => one.field === field && one.evidenceId === evidenceId);
  const chosen: FieldValue = {
    field,
    value,
    raw: null,
    source: 'member',
    sourceUrl: evidenceId === undefined ? null : (stored?.sourceUrl ?? null),
    accession: null,
    evidenceId: null,
    fetchedAt: now,
    expiresAt: null,
    confidence: 1,
    verified: false,
    cost: 0,
    licence: null,
    matchId: null,
    mergedFrom: null,
    // Who that is, the answer says.
    setBy: null,
    chosen: true,
    conflict: false,
    standing: 'member',
  };
  const others = profile.fields
    .filter((one) => !(one.field === field && one.source === 'member'))
    .map((one): FieldValue => {
      if (one.field !== field) return one;
      if (BARRED.has(one.standing)) return { ...one, chosen: false };
      const agrees = same(one.value, value);
      return { ...one, chosen: false, conflict: !agrees, standing: agrees ? 'agrees' : 'outranked' };
    });
  return { ...profile, prospect: onPerson(profile.prospect, field, value), fields: [chosen, ...others] };
}

/**
 * What takes a change back: the member's own choice from before, by the stored value that says the same where there is
 * one; or null where the rules chose, which is given back to them.
 */
export function choiceBefore(fields: readonly FieldValue[], field: string): Choice | null {
  const of = fields.filter((one) => one.field === field);
  const own = of.find((one) => one.chosen && one.source === 'member');
  if (own === undefined) return null;
  const stored = of.find((one) => one.source !== 'member' && one.value === own.value)?.evidenceId ?? null;
  return { field, value: own.value, ...(stored === null ? {} : { evidenceId: stored }) };
}

/** Fields that a member may not choose here: a name is edited, tags and notes have no sources. */
const FIXED: ReadonlySet<string> = new Set(['name', 'tags', 'notes']);
export const isChoosable = (field: string): boolean => !FIXED.has(field);

/** Whether a value of one's own may be typed: what only sources tell can be chosen among what they said. */
export const isTypable = (field: string): boolean => isChoosable(field) && Object.hasOwn(FIELD_LABELS, field);
