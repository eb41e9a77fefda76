import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { providerAnswers } from '../../../db/schema/enrichment.ts';
import { jobs, outbox } from '../../../db/schema/jobs.ts';
import { enrichmentRuns, sourceResults } from '../../../db/schema/prospects.ts';
import type { Source } from '../../prospects/contract.ts';
import type { SourceCode } from '../../prospects/profile-contract.ts';
import type { Held } from '../../providers/entrance.ts';
import { SOURCE_NAMES } from '../sources/outcome.ts';
import { type Run, type Statement, writeAsRun } from './as-run.ts';

const MINUTE_MS = 60_000;
/** How long a run waits for a limit to pass, from its beginning: an hour's window, and as much again. */
const LIMIT_MAX_MS = 120 * MINUTE_MS;
/** How long it waits for a provider that fails: most are back within this, and the profile may be looked at again. */
const DOWN_MAX_MS = 10 * MINUTE_MS;

export type Waiting = { code: SourceCode; reason: string; until: number };

const WORDS: Record<Held['code'], (name: string) => string> = {
  down: (name) => `${name} fails at the moment and is left alone. It is asked again by itself.`,
  blocked: (name) => `${name} asked for a pause. It is asked again by itself.`,
  limit: (name) => `${name} takes no more questions just now. It is asked again by itself.`,
  share: (name) => `The workspace has asked ${name} as often as it may. It is asked again by itself.`,
  busy: (name) => `Many questions to ${name} are out. It is asked again by itself.`,
  gate: (name) => `What watches over the limits of ${name} does not answer. It is asked again by itself.`,
};
const CODES: Record<Held['code'], SourceCode> = {
  down: 'provider_down',
  blocked: 'rate_limited',
  limit: 'rate_limited',
  share: 'rate_limited',
  busy: 'rate_limited',
  gate: 'internal',
};

/** What a call waits for that a gate held back. */
export const heldBack = (source: Source, { code, until }: Held): Waiting => ({
  code: CODES[code],
  reason: WORDS[code](SOURCE_NAMES[source]),
  until,
});

/** What a call waits for that the provider itself put off. */
export const putOff = (source: Source, code: SourceCode, until: number): Waiting => ({
  code,
  reason: WORDS.blocked(SOURCE_NAMES[source]),
  until,
});

/** Whether a run that began at `startedAt` (ms) waits for this, or has waited for long enough. */
export const mayWait = ({ code, until }: Waiting, startedAt: number): boolean =>
  until - startedAt <= (code === 'provider_down' || code === 'internal' ? DOWN_MAX_MS : LIMIT_MAX_MS);

/** Has a source wait. What is put aside for it stays so; the question is anybody's to ask meanwhile. */
export const wait = (ctx: Ctx, run: Run, source: Source, { code, reason, until }: Waiting) =>
  writeAsRun(ctx, run, [
    ctx.db.execute(sql`
      update ${sourceResults} set status = 'waiting', calling = false, answer = null, code = ${code}, reason = ${reason},
             next_try_at = ${new Date(until).toISOString()}::timestamptz
       where run_id = ${run.runId} and source = ${source} and status in ('queued', 'running', 'waiting')`),
    ctx.db.execute(sql`
      update ${providerAnswers} set claimed_by = null, claimed_until = null
       where provider = ${source} and claimed_by = ${run.jobId}`),
  ]);

/** Sources of a run that wait. */
export const waitingStatement = (ctx: Ctx, run: Run): Statement =>
  ctx.db.execute(sql`select source from ${sourceResults} where run_id = ${run.runId} and status = 'waiting'`);

/**
 * Gives the worker of a run back until the first of its sources may be asked: the sweeper wakes it then. A wait is no failed
 * try. Nothing is given back where something was brought forward, or stopped, meanwhile.
 */
export const park = (ctx: Ctx, run: Run) =>
  writeAsRun(ctx, run, [
    ctx.db.execute(sql`
      with due as (
        select greatest(min(s.next_try_at), now() + interval '1 second') as at from ${sourceResults} s
         where s.run_id = ${run.runId} and s.status = 'waiting'
      ), parked as (
        update ${enrichmentRuns} r set parked_until = due.at from due where r.id = ${run.runId} and due.at is not null
        returning r.job_id, r.parked_until
      )
      update ${jobs} j set lease_until = parked.parked_until, attempt = greatest(0, j.attempt - 1)
        from parked where j.id = parked.job_id and j.state = 'running'`),
  ]);

/** The run is to go on at once, where no worker has it: an expression list for a `with`, over `woken (job_id)`. */
export const unparkSql = (woken: SQL): SQL => sql`
    unparked as (
      update ${jobs} j set lease_until = null from ${woken} w, ${enrichmentRuns} r
       where j.id = w.job_id and r.job_id = j.id and r.parked_until is not null and j.state = 'running'
      returning j.id
    ), called as (
      insert into ${outbox} (topic, ref) select 'job', job_id from ${woken} on conflict do nothing
    )`;
