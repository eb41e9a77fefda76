import type { IdentityMatch, Profile } from '../../../../../src/features/prospects/profile-contract.ts';
import { post } from '../../../lib/api.ts';
import type { Change } from '../use-change.ts';
import { type Decision, undoOf, withDecision } from './decide.ts';

const DONE: Record<Decision, string> = {
  confirm: 'Confirmed: the record is this person',
  reject: 'Reported: the record is another person',
  reopen: 'The evidence decides again',
};

/** `POST …/matches/{matchId}/confirm`, `/reject`, `/reopen`. `by` is who decides, by name. */
export const deciding = (
  prospectId: string,
  match: Pick<IdentityMatch, 'id' | 'state'>,
  decision: Decision,
  by: string,
  told = true,
): Change => ({
  send: () =>
    post<Profile>(
      `/api/v1/prospects/${encodeURIComponent(prospectId)}/matches/${encodeURIComponent(match.id)}/${decision}`,
    ),
  shown: (profile) => withDecision(profile, match.id, decision, by, new Date().toISOString()),
  failed: 'The record was not changed',
  done: told ? DONE[decision] : null,
  undo: (before) => ({
    ...deciding(prospectId, match, undoOf(match), by, false),
    // What it was is known.
    shown: (now) => ({ ...now, prospect: before.prospect, fields: before.fields, matches: before.matches }),
  }),
});
