import { sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { databaseError } from '../../../db/errors.ts';
import { audit } from '../../../db/schema/tenancy.ts';
import { actorId } from '../../../lib/actor.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { publish } from '../../activity/publish.ts';
import type { Profile } from '../../prospects/profile-contract.ts';
import type { Statement } from '../engine/as-run.ts';
import { profileStatement, viewProfile } from '../profile.ts';
import { readState, stateStatement } from '../state.ts';
import { type Ledger, mergeFields } from './merge.ts';
import {
  holdLedger,
  isOvertaken,
  type Loaded,
  ledgerOf,
  loadStatement,
  mergeStatements,
  readLoaded,
} from './merge-step.ts';

/**
 * Tries of one change. Of any number of members who change one ledger at once, one gets through in each round, so that
 * a screenful of people who choose at the same moment all do.
 */
const TRIES_MAX = 12;
/** Longest pause between two tries, times the number of the try. */
const PAUSE_MS = 40;

/**
 * What a member changes: the statements that write it, the ledger as it is after them, and the entry of the record.
 * Undefined where it is so already.
 */
export type Change = {
  statements: Statement[];
  after: Partial<Ledger>;
  verb: string;
  detail: Record<string, unknown>;
};

/** What stands in the way of the database's taking two of the same at once. */
const DUPLICATE = '23505';

/**
 * Changes a prospect's ledger and merges it anew, all in one transaction: what counts afterwards is what the change and
 * everything else then say. One trip reads, one writes; where the ledger is another by then, both are done again.
 * Throws `not_found` for a prospect that is not there, `conflict` where others never stop changing it.
 */
export const changeLedger = async (
  ctx: Ctx,
  prospectId: string,
  change: (known: Loaded) => Change | undefined,
): Promise<Profile> => {
  ctx.require('prospects:write');
  for (let tries = 1; ; tries += 1) {
    const [row, state] = await ctx.db.batch([loadStatement(ctx, prospectId), stateStatement(ctx, prospectId)]);
    const known = readLoaded(row.rows[0]);
    const before = readState(state);
    if (!known || !before) throw new ProblemError('not_found');
    const now = ctx.now().getTime();
    const changed = change(known);
    if (!changed) return viewProfile(row.rows[0], before, now);
    const merged = mergeFields({ ...ledgerOf(known, now), ...changed.after });
    const recorded = ctx.db.insert(audit).values({
      actorKind: ctx.actor.kind,
      actorId: actorId(ctx.actor),
      requestId: ctx.requestId,
      verb: changed.verb,
      subjectType: 'prospect',
      subjectId: prospectId,
      detail: changed.detail,
    });
    try {
      const results = await ctx.db.batch([
        holdLedger(ctx, prospectId, known),
        ...changed.statements,
        ...mergeStatements(ctx, prospectId, merged, null),
        ...(merged.fill.length === 0 ? [touch(ctx, prospectId)] : []),
        recorded,
        profileStatement(ctx, prospectId),
        stateStatement(ctx, prospectId),
      ]);
      const [profile, after] = results.slice(-2) as { rows: Record<string, unknown>[] }[];
      const enrichment = after && readState(after);
      if (!profile?.rows[0] || !enrichment) throw new ProblemError('not_found');
      ctx.later(publish(ctx, { type: 'enrichment', prospectId, enrichment }));
      return viewProfile(profile.rows[0], enrichment, now);
    } catch (error) {
      if (!isOvertaken(error) && databaseError(error)?.code !== DUPLICATE) throw error;
      if (tries === TRIES_MAX) throw new ProblemError('conflict', 'Others are changing this person. Try again.');
      await new Promise((done) => setTimeout(done, Math.random() * PAUSE_MS * tries));
    }
  }
};

/**
 * Makes the prospect's row another one where no column changes: an import that has read it before writes only over the row
 * that it has read, and would not see the choice.
 */
const touch = (ctx: Ctx, prospectId: string): Statement =>
  ctx.db.execute(sql`update prospects set updated_at = now() where id = ${prospectId} and deleted_at is null`);

/** Refuses the transaction (EW410) where another prospect of the tenant has an address. */
export const holdAddress = (ctx: Ctx, prospectId: string, emailKey: string): Statement =>
  ctx.db.execute(sql`
    select app.assert_equal((
      select count(*) from prospects o where o.email_key = ${emailKey} and o.deleted_at is null and o.id <> ${prospectId}), 0)`);
