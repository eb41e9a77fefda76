import { sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { creditLedger, providerKeys } from '../../../db/schema/credits.ts';
import { enrichmentRuns, fieldValues, identityMatches, signals, sourceResults } from '../../../db/schema/prospects.ts';
import { clip } from '../../../lib/clip.ts';
import { newId } from '../../../lib/ids.ts';
import type { Source } from '../../prospects/contract.ts';
import { accessionOf, daysOf, LICENCES } from '../ledger/fields-terms.ts';
import type { JudgedMatch } from '../sources/match.ts';
import type { SourceOutcome } from '../sources/types.ts';
import { storable } from './answer.ts';
import { type Run, type Statement, writeAsRun } from './as-run.ts';
import { settle } from './credits.ts';

/** From it a source says that it has checked a value. */
const VERIFIED_FROM = 0.9;

const valuesOf = ({ values }: SourceOutcome, source: Source): string =>
  JSON.stringify(
    values.map(({ field, value, confidence, sourceUrl, raw }) => ({
      id: newId(),
      field,
      value,
      raw: raw ?? null,
      confidence,
      verified: confidence >= VERIFIED_FROM,
      url: sourceUrl,
      accession: accessionOf(sourceUrl),
      licence: LICENCES[source],
      days: daysOf(field),
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
 * Done once; a repeated write changes nothing. `match` is the record that it is all made of; `more` goes into the same
 * transaction.
 */
export const finishCall = (
  ctx: Ctx,
  run: Run,
  source: Source,
  outcome: SourceOutcome,
  more: readonly Statement[] = [],
  match?: JudgedMatch,
) => {
  const { status, reason, values, answer, cost, bill } = outcome;
  const code = outcome.code ?? null;
  const nextTryAt = outcome.nextTryAt === undefined ? null : new Date(outcome.nextTryAt).toISOString();
  const finish = ctx.db.execute(sql`
    with ended as (
      update ${sourceResults} set
        status = ${status}, calling = false, reason = ${reason}, code = ${code}::text, cached = ${outcome.cached ?? false},
        next_try_at = ${nextTryAt}::timestamptz,
        -- With a key of the tenant's own, and in training, nothing of it is paid.
        cost = coalesce((
          select least(${cost}::bigint, l.reserved) from ${creditLedger} l
           where l.job_id = ${run.jobId} and l.provider = ${source} and l.state = 'reserved' and not l.play), 0),
        found = ${values.length}::int, brought = ${broughtOf(outcome)}::jsonb, answer = ${JSON.stringify(storable(answer))}::jsonb,
        started_at = coalesce(started_at, now()), finished_at = now()
       where run_id = ${run.runId} and source = ${source} and status in ('queued', 'running', 'waiting')
      returning prospect_id, cost
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
      select ended.prospect_id, ended.cost from ended, ${enrichmentRuns} r where r.id = ${run.runId} and not r.training
    ), matched as (
      insert into ${identityMatches} as m (prospect_id, source, key, id, record, grade, score, evidence, run_id)
      select known.prospect_id, ${source}, ${match?.key ?? null}::text, ${newId()}::uuid,
             ${JSON.stringify(match?.record ?? null)}::jsonb, ${match?.grade ?? null}::text, ${match?.score ?? null}::real,
             ${JSON.stringify(match?.evidence ?? [])}::jsonb, ${run.runId}::uuid
        from known where ${match !== undefined}
      on conflict (tenant_id, prospect_id, source, key) do update set
        -- What a member decided of it stands.
        record = excluded.record, grade = excluded.grade, score = excluded.score, evidence = excluded.evidence,
        run_id = excluded.run_id, seen_at = now()
      returning id
    ), valued as (
      insert into ${fieldValues} as f
        (prospect_id, field, source, id, value, raw, source_url, accession, confidence, verified, cost, licence, match_id,
         run_id, expires_at)
      select known.prospect_id, v.field, ${source}, v.id, v.value, v.raw, v.url, v.accession, v.confidence, v.verified,
             -- What the call took, in equal shares.
             round(known.cost::numeric / ${Math.max(1, values.length)}::int, 4), v.licence, (select id from matched),
             ${run.runId}::uuid, now() + make_interval(days => v.days)
        from known, jsonb_to_recordset(${valuesOf(outcome, source)}::jsonb)
             as v (id uuid, field text, value text, raw text, confidence real, verified boolean, url text, accession text,
                   licence text, days int)
      on conflict (tenant_id, prospect_id, field, source, match_id) do update set
        -- What cites a value must not find another one in its place.
        id = case when f.value = excluded.value then f.id else excluded.id end,
        chosen = f.chosen and f.value = excluded.value,
        -- The profile shows the value before until the next merge, which must know whose it was.
        previous = case when f.chosen and f.value <> excluded.value then f.value else f.previous end,
        value = excluded.value, raw = excluded.raw, source_url = excluded.source_url, accession = excluded.accession,
        confidence = excluded.confidence, verified = excluded.verified, cost = excluded.cost, licence = excluded.licence,
        run_id = excluded.run_id, fetched_at = now(), expires_at = excluded.expires_at
    ), signalled as (
      insert into ${signals} (prospect_id, kind, title, date, amount_usd, url, source, external_key, match_id)
      select known.prospect_id, g.kind, g.title, g.date, g.amount, g.url, ${source}, g.key, (select id from matched)
        from known, jsonb_to_recordset(${signalsOf(outcome)}::jsonb)
             as g (kind text, title text, date date, amount numeric, url text, key text)
      on conflict (tenant_id, prospect_id, external_key) do update set
        title = excluded.title, date = excluded.date, amount_usd = excluded.amount_usd, url = excluded.url, match_id = excluded.match_id
    )
    select count(*) from settled`);
  return writeAsRun(ctx, run, [finish, ...more]);
};
