import { sql } from 'drizzle-orm';
import type { Ctx } from '../../../ctx.ts';
import { modelCalls } from '../../../db/schema/summaries.ts';
import { tenants } from '../../../db/schema/tenancy.ts';
import { costMicros, type Usage } from '../../../platform/llm.ts';
import type { Statement } from '../engine/as-run.ts';

/**
 * What a tenant's summaries may take of a day (UTC), by plan: tokens, and millionths of a US dollar. A summary of a full
 * profile takes some 5 000 tokens, which is about a cent with the small model; a larger model meets the cost first. A
 * tenant may have been granted another figure under the same names.
 */
const DAY = {
  modelTokensPerDay: { free: 1_000_000, pro: 20_000_000, enterprise: 200_000_000 },
  modelMicrosPerDay: { free: 3_000_000, pro: 60_000_000, enterprise: 600_000_000 },
} as const;

const limit = (key: keyof typeof DAY) => sql`(
  select coalesce((t.limits ->> ${key})::bigint, (${JSON.stringify(DAY[key])}::jsonb ->>
    case when t.billing = 'trialing' and t.plan = 'free' then 'pro' else t.plan end)::bigint, ${DAY[key].free}::bigint)
    from ${tenants} t where t.id = app.tenant())`;

const STEP = 'summary';
const today = sql`(now() at time zone 'UTC')::date`;

/**
 * Puts tokens aside for one call, or not, where the day's budget does not hold them. Two statements of one transaction:
 * the first keeps others of the tenant out, so that the second counts what they have put aside. The second gives a row
 * where there was room, and again where the same call had its place already.
 */
export const reserveTokens = (
  ctx: Ctx,
  run: { jobId: string },
  ask: { model: string; input: number; output: number },
): Statement[] => {
  const tokens = ask.input + ask.output;
  const micros = costMicros(ask.model, { inputTokens: ask.input, outputTokens: ask.output });
  return [
    ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`model-budget ${ctx.tenantId}`}, 0))`),
    ctx.db.execute(sql`
      with used as (
        select coalesce(sum(case when ended_at is null then reserved_tokens else input_tokens + output_tokens end), 0) as tokens,
               coalesce(sum(case when ended_at is null then reserved_micros else cost_micros end), 0) as micros
          from ${modelCalls} where day = ${today}
      ), mine as (
        select 1 from ${modelCalls} where job_id = ${run.jobId} and step = ${STEP}
      ), taken as (
        insert into ${modelCalls} (job_id, step, day, model, reserved_tokens, reserved_micros)
        select ${run.jobId}::uuid, ${STEP}, ${today}, ${ask.model}, ${tokens}::int, ${micros}::bigint from used
         where not exists (select from mine)
           and used.tokens + ${tokens}::bigint <= ${limit('modelTokensPerDay')}
           and used.micros + ${micros}::bigint <= ${limit('modelMicrosPerDay')}
        returning 1
      )
      select 1 from taken union all select 1 from mine`),
  ];
};

/** Ends a call with what it took. A call whose outcome nobody knows keeps what was put aside for it. */
export const endTokens = (ctx: Ctx, run: { jobId: string }, model: string, usage: Usage): Statement =>
  ctx.db.execute(sql`
    update ${modelCalls} set ended_at = now(), input_tokens = ${usage.inputTokens}::int,
           output_tokens = ${usage.outputTokens}::int, cost_micros = ${costMicros(model, usage)}::bigint
     where job_id = ${run.jobId} and step = ${STEP} and ended_at is null`);
