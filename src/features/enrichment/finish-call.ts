import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { creditLedger, providerKeys } from '../../db/schema/credits.ts';
import { enrichmentRuns, fieldValues, signals, sourceResults } from '../../db/schema/prospects.ts';
import { clip } from '../../lib/clip.ts';
import { newId } from '../../lib/ids.ts';
import type { Source } from '../prospects/contract.ts';
import { storable } from './answer.ts';
import { type Run, type Statement, writeAsRun } from './as-run.ts';
import { settle } from './credits.ts';
import type { SourceOutcome } from './sources/types.ts';

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
    // One statement cannot write one row twice.
    [...new Map(outcome.signals.map((one) => [one.externalKey, one])).values()].map(
      ({ amountUsd, externalKey, ...rest }) => ({ ...rest, amount: amountUsd, key: externalKey }),
    ),
  );

/** Longest value on a receipt: a page's text is named there, not told again. */
const RECEIPT_CHARS_MAX = 300;
const broughtOf = ({ values }: SourceOutcome): string =>
  JSON.stringify(values.map(({ field, value }) => ({ field, value: clip(value, RECEIPT_CHARS_MAX) })));

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
  const { status, reason, values, answer, cost, bill } = outcome;
  const finish = ctx.db.execute(sql`
    with ended as (
      update ${sourceResults} set
        status = ${status}, calling = false, reason = ${reason},
        -- With a key of the tenant's own, and in training, nothing of it is paid.
        cost = coalesce((
          select least(${cost}::bigint, l.reserved) from ${creditLedger} l
           where l.job_id = ${run.jobId} and l.provider = ${source} and l.state = 'reserved' and not l.play), 0),
        found = ${values.length}::int, brought = ${broughtOf(outcome)}::jsonb, answer = ${JSON.stringify(storable(answer))}::jsonb,
        started_at = coalesce(started_at, now()), finished_at = now()
       where run_id = ${run.runId} and source = ${source} and status in ('queued', 'running')
      returning prospect_id
    ), settled as materialized (
      select ${settle({ jobId: run.jobId, source }, outcome)} from ended
    ), told as (
      update ${providerKeys} k set last_used_at = now(), health = ${bill?.key ?? null}::text,
        health_reason = case when ${bill?.key ?? null}::text <> 'ok' then ${reason}::text end
        from ended, ${creditLedger} l
       where ${bill?.key ?? null}::text is not null and k.provider = ${source}
         and l.job_id = ${run.jobId} and l.provider = ${source} and l.key_owner = 'tenant'
    ), known as (
      -- An example is nobody's data: it stays where it was given, and never reaches a profile.
      select ended.prospect_id from ended, ${enrichmentRuns} r where r.id = ${run.runId} and not r.training
    ), valued as (
      insert into ${fieldValues} as f (prospect_id, field, source, id, value, source_url, confidence, run_id)
      select known.prospect_id, v.field, ${source}, v.id, v.value, v.url, v.confidence, ${run.runId}::uuid
        from known, jsonb_to_recordset(${valuesOf(outcome)}::jsonb)
             as v (id uuid, field text, value text, confidence real, url text)
      on conflict (tenant_id, prospect_id, field, source, match_id) do update set
        -- What cites a value must not find another one in its place.
        id = case when f.value = excluded.value then f.id else excluded.id end,
        chosen = f.chosen and f.value = excluded.value,
        -- The profile shows the value before until the next merge, which must know whose it was.
        previous = case when f.chosen and f.value <> excluded.value then f.value else f.previous end,
        value = excluded.value, source_url = excluded.source_url, confidence = excluded.confidence,
        run_id = excluded.run_id, fetched_at = now()
    ), signalled as (
      insert into ${signals} (prospect_id, kind, title, date, amount_usd, url, source, external_key)
      select known.prospect_id, g.kind, g.title, g.date, g.amount, g.url, ${source}, g.key
        from known, jsonb_to_recordset(${signalsOf(outcome)}::jsonb)
             as g (kind text, title text, date date, amount numeric, url text, key text)
      on conflict (tenant_id, prospect_id, external_key) do update set
        title = excluded.title, date = excluded.date, amount_usd = excluded.amount_usd, url = excluded.url
    )
    select count(*) from settled`);
  return writeAsRun(ctx, run, [finish, ...more]);
};
