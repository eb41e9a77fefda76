import { sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { summaries } from '../../../db/schema/summaries.ts';
import { costMicros, type Usage } from '../../../platform/llm.ts';
import type { Run, Statement } from '../engine/as-run.ts';
import type { Ending } from '../sources/claude.ts';
import { droppedCount } from './exchange.ts';

/** Pauses before a summary that could not be had is asked for again; after the last it waits for a person or a change. */
const PAUSES_MIN = [2, 10, 60, 360, 1440] as const;
/** Longest wait that a provider's own word is taken for. */
const ASKED_MAX_MS = 24 * 3_600_000;
/** Added at random, so that those who were turned away do not come back together. */
const SPREAD = 0.25;

/** When to ask again after `tries` that failed, in milliseconds from now; null after the last. */
export const pauseMs = (tries: number, askedMs: number, random: number): number | null => {
  const pause = PAUSES_MIN[tries];
  if (pause === undefined) return null;
  return Math.round(Math.max(pause * 60_000, Math.min(askedMs, ASKED_MAX_MS)) * (1 + random * SPREAD));
};

export type Stored = { outcome: string; retryAt: Date | null; tries: number };

/** How an ending is kept: whether it is asked for again, and when. */
export const storedOf = (ending: Ending, tries: number, now: Date, random: number): Stored => {
  if (ending.kind !== 'again')
    return { outcome: ending.kind === 'lost' ? 'failed' : ending.kind, retryAt: null, tries: 0 };
  if (ending.unasked) {
    const pause = pauseMs(0, ending.afterMs, random) ?? 0;
    return { outcome: 'waiting', retryAt: new Date(now.getTime() + pause), tries };
  }
  const pause = pauseMs(tries, ending.afterMs, random);
  return pause === null
    ? { outcome: 'failed', retryAt: null, tries: tries + 1 }
    : { outcome: 'waiting', retryAt: new Date(now.getTime() + pause), tries: tries + 1 };
};

type Kept = { hash: string; ending: Ending; usage: Usage; stored: Stored; reason: string | null };

/**
 * Keeps what became of a question. What was written before stays where nothing new was: it is shown with its age. A
 * repeated write changes nothing.
 */
export const storeSummary = (ctx: Ctx, run: Run, { hash, ending, usage, stored, reason }: Kept): Statement => {
  const { outcome, retryAt, tries } = stored;
  const at = sql`${retryAt === null ? null : retryAt.toISOString()}::timestamptz`;
  const last = sql`tried_hash = excluded.tried_hash, outcome = excluded.outcome, reason = excluded.reason,
    retry_at = excluded.retry_at, tries = excluded.tries, updated_at = now()`;
  if (ending.kind !== 'written') {
    return ctx.db.execute(sql`
      insert into ${summaries} (prospect_id, tried_hash, outcome, reason, retry_at, tries)
      values (${run.prospectId}, ${hash}, ${outcome}, ${reason}, ${at}, ${tries}::int)
      on conflict (tenant_id, prospect_id) do update set ${last}`);
  }
  const { content, dropped, model } = ending;
  return ctx.db.execute(sql`
    insert into ${summaries} (prospect_id, tried_hash, outcome, reason, retry_at, tries, content, evidence_hash, model,
                              generated_at, input_tokens, output_tokens, cost_micros, dropped)
    values (${run.prospectId}, ${hash}, ${outcome}, null, null, 0, ${JSON.stringify(content)}::jsonb, ${hash}, ${model},
            now(), ${usage.inputTokens}::int, ${usage.outputTokens}::int, ${costMicros(model, usage)}::bigint,
            ${droppedCount(dropped)}::int)
    on conflict (tenant_id, prospect_id) do update set ${last}, content = excluded.content,
      evidence_hash = excluded.evidence_hash, model = excluded.model, generated_at = excluded.generated_at,
      input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
      cost_micros = excluded.cost_micros, dropped = excluded.dropped`);
};
