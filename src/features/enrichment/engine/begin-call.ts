import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { creditLedger } from '../../../db/schema/credits.ts';
import { enrichmentRuns, identityMatches, prospects, sourceResults } from '../../../db/schema/prospects.ts';
import { CAPS, type Cap } from '../../credits/contract.ts';
import { type KeyUse, PLATFORM_KEY } from '../../credits/keys-for.ts';
import { isPaid } from '../../credits/prices.ts';
import type { Source } from '../../prospects/contract.ts';
import type { Facts } from '../sources/types.ts';
import { claimAnswer, isPaidFor, knownSql } from './answers.ts';
import { type Run, type Statement, writeAsRun } from './as-run.ts';
import { reserve } from './credits.ts';

/**
 * What may be done about a source now. `call`: it is this worker's to ask. `interrupted`: an earlier worker asked and
 * its answer was not stored, so nobody knows whether it was billed. `broke`: a cap stands in the way. `cached`: its answer is
 * here. `taken`: another run asks the same question now. `wait`: its time has not come. `done`: it has its answer.
 */
const move = z.enum(['call', 'interrupted', 'broke', 'cached', 'taken', 'wait', 'done']);
export type Move = z.infer<typeof move>;

/**
 * `cap` is what stood in the way of a call that is `broke`. `training`: nobody is to be asked, an example stands in.
 * `requestId` is what the provider is told to call it; `answer` is the text of one that is `cached`.
 */
export type Begun = {
  move: Move;
  cap: Cap;
  training: boolean;
  requestId: string;
  answer: string | null;
  prospect: Facts | undefined;
};

const begun = z.object({
  move,
  cap: z.enum(CAPS).nullable(),
  training: z.boolean(),
  requestId: z.string(),
  answer: z.string().nullable(),
});
const facts = z.object({
  id: z.string(),
  name: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  linkedinUrl: z.string().nullable(),
  title: z.string().nullable(),
  company: z.string().nullable(),
  companyDomain: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  rejected: z.array(z.string()),
});

export const readFacts = async (ctx: Ctx, prospectId: string, source: Source): Promise<Facts | undefined> => {
  const { rows } = await factsStatement(ctx, prospectId, source);
  return rows[0] && facts.parse(rows[0]);
};

const factsStatement = (ctx: Ctx, prospectId: string, source: Source): Statement =>
  ctx.db.execute(sql`
    select p.id, p.name, p.first_name as "firstName", p.last_name as "lastName", p.email, p.linkedin_url as "linkedinUrl",
           p.title, p.company, p.company_domain as "companyDomain", p.city, p.region, p.country,
           to_jsonb(array(
             select m.key from ${identityMatches} m
              where m.prospect_id = p.id and m.source = ${source} and m.state = 'rejected')) as rejected
      from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`);

/**
 * Takes a source up: puts the credits aside and notes that it is being called, in one transaction, before the call goes
 * out. `token` names this very attempt, to us and to the provider: a repeated write of it finds its own note and may go
 * on. `key` says whose key the call is made with; `hash` names the question, where an answer of before may stand in.
 */
export const beginCall = async (
  ctx: Ctx,
  run: Run,
  source: Source,
  token: string,
  key: KeyUse = PLATFORM_KEY,
  hash?: string,
): Promise<Begun> => {
  const paid = isPaid(source);
  // What was put aside before the provider asked for patience is still there: nothing of that call was billed.
  const aside = sql`(select l.request_id from ${creditLedger} l
    where l.job_id = ${run.jobId} and l.provider = ${source} and l.state = 'reserved')`;
  const verdict = paid
    ? sql`case when ${aside} is not null then 'ok' else ${reserve(
        { jobId: run.jobId, source, requestId: token, key },
        hash === undefined ? undefined : isPaidFor(source, hash, run.prospectId),
      )} end`
    : sql`'ok'`;
  const begin = ctx.db.execute(sql`
    with seen as (
      select status, answer ->> 'call' as call, next_try_at as due from ${sourceResults}
       where run_id = ${run.runId} and source = ${source} for update
    ), known as materialized (
      select ${hash === undefined ? sql`null::text as text, false as taken` : knownSql(source, hash, run.jobId)}
    ), fresh as materialized (
      -- Evaluated for a row that is there to be taken up, and for no other: it writes.
      select ${verdict} as verdict from seen, known
       where (status = 'queued' or (status = 'waiting' and due <= now())) and known.text is null and not known.taken
    ), moved as materialized (
      select case
        when status not in ('queued', 'running', 'waiting') then 'done'
        when status = 'waiting' and due > now() then 'wait'
        when status = 'running' and call = ${token}::text then 'call'
        when status = 'running' then ${paid ? 'interrupted' : 'call'}::text
        when known.text is not null then 'cached'
        when known.taken then 'taken'
        when verdict <> 'ok' then 'broke'
        else 'call' end as move, nullif(verdict, 'ok') as cap, known.text
        from seen cross join known left join fresh on true
    ), noted as (
      update ${sourceResults} s set
        status = 'running', calling = true, started_at = coalesce(started_at, now()), next_try_at = null, code = null,
        reason = null, answer = jsonb_build_object('call', ${token}::text)
        from moved where s.run_id = ${run.runId} and s.source = ${source}
         and moved.move in ('call', 'cached')
    )
    select move, cap, training, coalesce(${paid ? aside : sql`null::uuid`}, ${token}::uuid)::text as "requestId", text as answer
      from moved, ${enrichmentRuns} r where r.id = ${run.runId}`);
  const claim = hash === undefined ? [] : [claimAnswer(ctx, run, source, hash)];
  const [row, person] = (
    await writeAsRun(ctx, run, [...claim, begin, factsStatement(ctx, run.prospectId, source)])
  ).slice(claim.length);
  // A source that this run does not have is one there is nothing to do about.
  const found = begun.parse(
    row?.rows[0] ?? { move: 'done', cap: null, training: false, requestId: token, answer: null },
  );
  return { ...found, cap: found.cap ?? 'balance', prospect: person?.rows[0] && facts.parse(person.rows[0]) };
};
