import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { fieldValues, prospects, signals, sourceResults } from '../../db/schema/prospects.ts';
import { newId } from '../../lib/ids.ts';
import type { Source } from '../prospects/contract.ts';
import { storable } from './answer.ts';
import { type Run, type Statement, writeAsRun } from './as-run.ts';
import { isPaid, PRICE_MAX, reserve, settle, settlementOf } from './credits.ts';
import type { Facts, SourceOutcome } from './sources/types.ts';

/**
 * What may be done about a source now. `call`: it is this worker's to ask. `interrupted`: an earlier worker asked and
 * its answer was not stored, so nobody knows whether it was billed. `broke`: there are not enough credits. `done`: it
 * has its answer.
 */
const move = z.enum(['call', 'interrupted', 'broke', 'done']);
export type Move = z.infer<typeof move>;

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
});

const factsStatement = (ctx: Ctx, prospectId: string): Statement =>
  ctx.db.execute(sql`
    select p.id, p.name, p.first_name as "firstName", p.last_name as "lastName", p.email, p.linkedin_url as "linkedinUrl",
           p.title, p.company, p.company_domain as "companyDomain"
      from ${prospects} p where p.id = ${prospectId} and p.deleted_at is null`);

/**
 * Takes a source up: puts the credits aside and notes that it is being called, in one transaction, before the call goes
 * out. `token` names this very attempt: a repeated write of it finds its own note and may go on.
 */
export const beginCall = async (
  ctx: Ctx,
  run: Run,
  source: Source,
  token: string,
): Promise<{ move: Move; prospect: Facts | undefined }> => {
  const paid = isPaid(source);
  const begin = ctx.db.execute(sql`
    with seen as (
      select status, answer ->> 'call' as call from ${sourceResults}
       where run_id = ${run.runId} and source = ${source} for update
    ), fresh as (select from seen where status = 'queued')
    ${paid ? sql`, ${reserve({ jobId: run.jobId, source }, sql`fresh`)}` : sql``}
    , moved as (
      select case
        when status not in ('queued', 'running') then 'done'
        when status = 'running' and call = ${token}::text then 'call'
        when status = 'running' then ${paid ? 'interrupted' : 'call'}::text
        ${paid ? sql`when not exists (select from reserved) then 'broke'` : sql``}
        else 'call' end as move from seen
    ), noted as (
      update ${sourceResults} s set
        status = 'running', calling = true, started_at = now(), answer = jsonb_build_object('call', ${token}::text)
        from moved where s.run_id = ${run.runId} and s.source = ${source} and moved.move = 'call'
    )
    select move from moved`);
  const [begun, person] = await writeAsRun(ctx, run, [begin, factsStatement(ctx, run.prospectId)]);
  return {
    // A source that this run does not have is one there is nothing to do about.
    move: move.parse(begun?.rows[0]?.move ?? 'done'),
    prospect: person?.rows[0] && facts.parse(person.rows[0]),
  };
};

const valuesOf = ({ values }: SourceOutcome): string =>
  JSON.stringify(
    values.map(({ field, value, confidence, sourceUrl }) => ({
      id: newId(),
      field,
      value,
      confidence,
      url: sourceUrl,
    })),
  );

const signalsOf = (outcome: SourceOutcome): string =>
  JSON.stringify(
    outcome.signals.map(({ amountUsd, externalKey, ...rest }) => ({ ...rest, amount: amountUsd, key: externalKey })),
  );

/**
 * Stores what a source answered: its state, its values and signals, and the end of its entry in the ledger, together.
 * Done once; a repeated write changes nothing. `more` goes into the same transaction.
 */
export const finishCall = (
  ctx: Ctx,
  run: Run,
  source: Source,
  outcome: SourceOutcome,
  more: readonly Statement[] = [],
) => {
  const { status, reason, values, answer } = outcome;
  const settlement = settlementOf(outcome, PRICE_MAX[source]);
  const finish = ctx.db.execute(sql`
    with ended as (
      update ${sourceResults} set
        status = ${status}, calling = false, reason = ${reason}, cost = ${settlement.credits}::int,
        found = ${values.length}::int, answer = ${JSON.stringify(storable(answer))}::jsonb,
        started_at = coalesce(started_at, now()), finished_at = now()
       where run_id = ${run.runId} and source = ${source} and status in ('queued', 'running')
      returning prospect_id
    ), ${settle({ jobId: run.jobId, source }, settlement, reason, sql`ended`)}
    , valued as (
      insert into ${fieldValues} as f (prospect_id, field, source, id, value, source_url, confidence, run_id)
      select ended.prospect_id, v.field, ${source}, v.id, v.value, v.url, v.confidence, ${run.runId}::uuid
        from ended, jsonb_to_recordset(${valuesOf(outcome)}::jsonb)
             as v (id uuid, field text, value text, confidence real, url text)
      on conflict (tenant_id, prospect_id, field, source) do update set
        -- What cites a value must not find another one in its place.
        id = case when f.value = excluded.value then f.id else excluded.id end,
        chosen = f.chosen and f.value = excluded.value,
        value = excluded.value, source_url = excluded.source_url, confidence = excluded.confidence,
        run_id = excluded.run_id, fetched_at = now()
    ), signalled as (
      insert into ${signals} (prospect_id, kind, title, date, amount_usd, url, source, external_key)
      select ended.prospect_id, g.kind, g.title, g.date, g.amount, g.url, ${source}, g.key
        from ended, jsonb_to_recordset(${signalsOf(outcome)}::jsonb)
             as g (kind text, title text, date date, amount numeric, url text, key text)
      on conflict (tenant_id, prospect_id, external_key) do update set
        title = excluded.title, date = excluded.date, amount_usd = excluded.amount_usd, url = excluded.url
    )
    select count(*) from ended`);
  return writeAsRun(ctx, run, [finish, ...more]);
};
