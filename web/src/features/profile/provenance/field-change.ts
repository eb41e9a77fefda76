import type { Profile } from '../../../../../src/features/prospects/profile-contract.ts';
import { del, put } from '../../../lib/api.ts';
import { fieldLabel } from '../../prospects/labels.ts';
import type { Change } from '../use-change.ts';
import { type Choice, choiceBefore, withChoice } from './choose.ts';

const pathOf = (prospectId: string, field: string): string =>
  `/api/v1/prospects/${encodeURIComponent(prospectId)}/fields/${encodeURIComponent(field)}`;

/** `PUT …/fields/{field}`: from now on this value counts. */
export const choosing = (prospectId: string, choice: Choice, told = true): Change => ({
  send: () => {
    const { field, ...body } = choice;
    return put<Profile>(pathOf(prospectId, field), body);
  },
  shown: (profile) => withChoice(profile, choice, new Date().toISOString()),
  failed: `${fieldLabel(choice.field)} was not changed`,
  done: told ? `${fieldLabel(choice.field)} changed` : null,
  undo: (before) => backTo(prospectId, choice.field, before),
});

/** `DELETE …/fields/{field}`: the field goes back to the rules. What they choose, the answer says. */
export const releasing = (prospectId: string, field: string, told = true): Change => ({
  send: () => del<Profile>(pathOf(prospectId, field)),
  shown: (profile) => profile,
  failed: `${fieldLabel(field)} was not given back`,
  done: told ? `The rules choose ${fieldLabel(field)} again` : null,
  undo: (before) => backTo(prospectId, field, before),
});

const backTo = (prospectId: string, field: string, before: Profile): Change => {
  const choice = choiceBefore(before.fields, field);
  const change = choice === null ? releasing(prospectId, field, false) : choosing(prospectId, choice, false);
  // What it was is known, whoever chose it.
  return { ...change, shown: (now) => ({ ...now, prospect: before.prospect, fields: before.fields }) };
};
