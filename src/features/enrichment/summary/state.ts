import { type SQL, sql } from 'drizzle-orm';
import { summaries } from '../../../db/schema/summaries.ts';
import { evidenceHashSql } from './gather.ts';

/** The summary of the prospect `p` as the API shows it, or null where there is none. */
export const summarySql: SQL = sql`(
  select s.content || jsonb_build_object(
    'model', s.model, 'generatedAt', s.generated_at, 'evidenceHash', s.evidence_hash, 'dropped', s.dropped,
    'tokens', jsonb_build_object('input', s.input_tokens, 'output', s.output_tokens), 'costUsd', s.cost_micros / 1e6)
    from ${summaries} s where s.prospect_id = p.id and s.content is not null)`;

/** How it stands beside the facts as they are now. */
export const summaryStateSql: SQL = sql`coalesce((
  select jsonb_build_object('state', case
      when s.content is not null and s.evidence_hash = ${evidenceHashSql} then 'fresh'
      when s.outcome = 'refused' and s.tried_hash = ${evidenceHashSql} then 'refused'
      when s.outcome in ('waiting', 'failed') then s.outcome
      when s.content is not null then 'stale' else 'none' end,
    'reason', s.reason, 'retryAt', s.retry_at)
    from ${summaries} s where s.prospect_id = p.id),
  '{"state": "none", "reason": null, "retryAt": null}')`;
