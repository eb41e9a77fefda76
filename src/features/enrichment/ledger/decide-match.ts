import { sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { identityMatches } from '../../../db/schema/prospects.ts';
import { actorId } from '../../../lib/actor.ts';
import { ProblemError } from '../../../lib/problem.ts';
import type { Profile } from '../../prospects/profile-contract.ts';
import { changeLedger } from './change.ts';
import type { StoredMatch } from './stored.ts';

const VERBS = { confirmed: 'match.confirmed', rejected: 'match.rejected', proposed: 'match.reopened' } as const;

/**
 * Says that a source's record is this person (`confirmed`), is somebody else (`rejected`), or that nobody has said
 * (`proposed`). Its values come in or leave with the same write. Throws `not_found` for a record that is none of the
 * prospect's. A decision that stands already is left as it is.
 */
export const decideMatch = (
  ctx: Ctx,
  prospectId: string,
  matchId: string,
  state: StoredMatch['state'],
): Promise<Profile> =>
  changeLedger(ctx, prospectId, ({ matches }) => {
    const match = matches.find(({ id }) => id === matchId);
    if (!match) throw new ProblemError('not_found');
    if (match.state === state) return undefined;
    const decided = state !== 'proposed';
    const by = ctx.actor.kind === 'member' ? ctx.actor.name : null;
    return {
      statements: [
        ctx.db.execute(sql`
          update ${identityMatches} set state = ${state}, decided_at = case when ${decided} then now() end,
                 decided_by = ${decided ? actorId(ctx.actor) : null}::text, decided_by_name = ${decided ? by : null}::text
           where id = ${matchId} and prospect_id = ${prospectId}`),
      ],
      after: { matches: matches.map((one) => (one.id === matchId ? { ...one, state } : one)) },
      verb: VERBS[state],
      detail: { matchId, source: match.source, name: match.record.name, grade: match.grade, from: match.state },
    };
  });
