import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { actorId } from '../../lib/actor.ts';
import { parserOf } from '../../lib/parse.ts';
import { ProblemError } from '../../lib/problem.ts';
import { wake } from '../jobs/accept.ts';
import { prospect as prospectShape } from '../prospects/contract.ts';
import type { EnrichmentState, Profile } from '../prospects/profile-contract.ts';
import { locationOf } from '../prospects/view.ts';
import { suppressionOf } from '../suppression/check.ts';
import { precedenceRule } from './contract.ts';
import { type NewRun, newRun } from './engine/start.ts';
import { profileFields } from './ledger/fields.ts';
import { profileMatches } from './ledger/matches.ts';
import { storedMatch, storedValue } from './ledger/stored.ts';
import { matchesJson, prospectJson, rulesJson, valuesJson } from './profile-json.ts';
import { readState, tell } from './state.ts';

const readOpened = parserOf(
  z.object({
    prospect: prospectShape,
    fields: z.array(storedValue),
    matches: z.array(storedMatch),
    rules: z.array(precedenceRule),
  }),
);

/** All of a profile but how its enrichment stands. */
export const profileStatement = (ctx: Ctx, prospectId: string) =>
  ctx.db.execute(sql`
    select ${prospectJson} as prospect, ${valuesJson} as fields, ${matchesJson} as matches, ${rulesJson} as rules
      from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`);

/** Where a prospect lives on that was merged into another: a row with `root`, or none. */
export const mergedStatement = (ctx: Ctx, prospectId: string) =>
  ctx.db.execute<{ root: string }>(sql`
    select app.merged_root(p.id) as root from ${prospects} p where p.id = ${prospectId} and p.merged_into is not null`);

const rootOf = (row: object | undefined): string | undefined =>
  (row && z.object({ root: z.string().nullable() }).parse(row).root) ?? undefined;

/** What somebody is told who asks for one that is not there. */
export const goneProblem = (root: string | undefined): ProblemError =>
  root === undefined
    ? new ProblemError('not_found')
    : new ProblemError('merged', undefined, { action: `/prospects/${root}` });

/** A profile as the API shows it, of a row of `profileStatement`. */
export const viewProfile = (row: unknown, enrichment: EnrichmentState, now: number): Profile => {
  const { prospect, fields, matches, rules } = readOpened(row);
  return {
    prospect: { ...prospect, location: locationOf(prospect) },
    fields: profileFields(prospect, fields, { matches, rules, now }),
    matches: profileMatches(matches, fields),
    enrichment,
  };
};

/**
 * A profile with all that is known, at once and in one round trip. Where it is stale and `mayStart`, the same trip
 * accepts an enrichment, and the answer shows it queued. Throws `not_found` for a missing or foreign prospect, `merged` for one
 * that lives on in another.
 */
export const openProfile = async (ctx: Ctx, prospectId: string, options: { mayStart: boolean }): Promise<Profile> => {
  const run = newRun(prospectId, 'view');
  const { rows } = await ctx.db.execute(
    options.mayStart ? await openAndStart(ctx, run) : sql`select o.* from app.open_profile(${prospectId}) o`,
  );
  const [row] = rows;
  const enrichment = row?.state ? readState({ rows }) : undefined;
  if (!row || !enrichment) throw goneProblem(rootOf(row));
  if (enrichment.runId === run.runId && row.job) {
    wake(ctx, run.jobId);
    ctx.later(tell(ctx, prospectId, { rows }, { rows }));
  }
  return viewProfile(row, enrichment, ctx.now().getTime());
};

/** The same statement where it may start a run: whom the workspace leaves alone is judged with the keys of its list. */
const openAndStart = async (ctx: Ctx, run: NewRun): Promise<SQL> => {
  const { pads, print } = await suppressionOf(ctx);
  return sql`select o.* from app.open_profile(${run.prospectId}, ${run.runId}, ${run.jobId}, ${JSON.stringify(run.sources)},
    ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, ${pads}, ${print}) o`;
};
