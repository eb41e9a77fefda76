import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { modelCalls } from '../../db/schema/summaries.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import type { Called } from '../../platform/fetch-guard.ts';
import { askModel, type Usage } from '../../platform/llm.ts';
import type { Cap } from '../credits/contract.ts';
import type { Keys } from '../credits/keys-for.ts';
import { PRICE_MAX } from '../credits/prices.ts';
import { assertFence, type Claim, endJob, LEASE_S } from '../jobs/claim.ts';
import type { Job } from '../jobs/contract.ts';
import { entranceTo } from '../providers/entrance.ts';
import type { Plan } from '../tenants/contract.ts';
import { reserve, settle, tooFewCredits } from './engine/credits.ts';
import { billed, REQUEST_HEADER } from './sources/bill.ts';
import { failed, lost, refusedAs, unreadable } from './sources/outcome.ts';
import type { SourceOutcome } from './sources/types.ts';
import { endTokens, reserveTokens } from './summary/budget.ts';

/** A person waits for it: below the lease of its job, so that nobody takes it over meanwhile. */
const ASK_MAX_MS = 25_000;

/**
 * What somebody has Claude asked while they wait. `verb` is for the record, which names `subject` too; `read` makes something of
 * an answer that has the `shape`, or undefined where nothing can be made of it.
 */
export type Question<T> = {
  kind: Extract<Job['kind'], 'lookalike' | 'filter_words' | 'mapping_proposal'>;
  title: string;
  subject: Job['subject'];
  verb: string;
  prompt: { system: string; user: string; tokens: number };
  shape: z.ZodType;
  outputTokens: number;
  read(answer: unknown): T | undefined;
};

/** `cost` is in credits. Without an answer, `why` says so to whoever asked. */
export type Answered<T> = { answer: T; model: string; cost: number } | { answer: null; why: string };

const began = z.object({ verdict: z.string() });
const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0 };
const FOUND = { status: 'found', reason: null, unsettled: false, values: [], signals: [], answer: null } as const;

/** Why Claude is asked nothing at all; null where it may be. */
export const whyNotAsked = (keys: Keys, training: boolean): string | null => {
  if (!keys.settings.ANTHROPIC_KEY) return 'No key for Claude is set.';
  return training ? 'The workspace is in training: nobody is asked.' : null;
};

/**
 * Asks Claude once, for the credits of one call, within the day's budget and the provider's limits. The question is a job, so
 * that what is put aside for it is never lost with a worker.
 */
export const askOnce = async <T>(ctx: Ctx, keys: Keys, question: Question<T>): Promise<Answered<T>> => {
  const { prompt, shape, outputTokens, subject } = question;
  const { ANTHROPIC_KEY: key, ANTHROPIC_MODEL: model } = keys.settings;
  const [jobId, requestId] = [newId(), newId()];
  const job = { jobId };
  const call = { jobId, source: 'claude' as const, requestId, key: keys.of('claude') };
  const results = await ctx.db.batch([
    ctx.db.insert(jobs).values({
      id: jobId,
      kind: question.kind,
      state: 'running',
      attempt: 1,
      title: question.title,
      subjectType: subject.type,
      subjectId: subject.id,
      dedupe: `${question.kind}:${jobId}`,
      progressUnit: 'answers',
      progressTotal: 1,
      leaseUntil: sql`now() + make_interval(secs => ${LEASE_S})`,
      startedAt: sql`now()`,
      createdBy: actorId(ctx.actor),
    }),
    ...reserveTokens(ctx, job, { model, input: prompt.tokens, output: outputTokens }),
    ctx.db.execute(sql`
      select case when exists (select from ${modelCalls} m where m.job_id = ${jobId}) then ${reserve(call)} else 'tokens' end as verdict`),
  ]);
  const { verdict } = began.parse((results.at(-1) as { rows: unknown[] }).rows[0]);
  const end = (outcome: SourceOutcome, usage: Usage) => {
    const done = outcome.status === 'found';
    const error = done ? null : JSON.stringify({ code: outcome.code ?? 'internal', message: outcome.reason });
    return ctx.db.batch([
      ctx.db.execute(sql`select ${settle(call, outcome)}`),
      endTokens(ctx, job, model, usage),
      ctx.db.execute(sql`
        with j as (update ${jobs} j set state = ${done ? 'done' : 'failed'}, lease_until = null, finished_at = now(),
            progress_done = ${done ? 1 : 0}::int, error = ${error}::jsonb
          where j.id = ${jobId} and j.state = 'running' returning j.id)
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, ${question.verb}, ${subject.type}, ${subject.id}::text,
               jsonb_build_object('jobId', j.id, 'outcome', ${outcome.status}::text) from j`),
    ]);
  };
  if (verdict !== 'ok') {
    const why =
      verdict === 'tokens'
        ? 'Today’s budget for Claude is used up.'
        : (tooFewCredits('claude', verdict as Cap).reason ?? 'Claude could not be asked.');
    await end(failed(why), NO_USAGE);
    return { answer: null, why };
  }
  let called: Called = { kind: 'fault', fault: 'network' };
  const account = call.key.owner === 'tenant' ? (call.key.print ?? 'tenant') : 'platform';
  const asker = { tenantId: ctx.tenantId, plan: (ctx.tenant?.plan ?? 'free') as Plan, account };
  const gate = entranceTo(ctx.env, 'claude', asker, () => 'enrich', ctx.later);
  const ask = { system: prompt.system, user: prompt.user, shape, maxTokens: outputTokens };
  const said = await askModel(keys.settings, key ?? '', ask, ctx.now().getTime() + ASK_MAX_MS, {
    headers: { [REQUEST_HEADER]: requestId },
    gate,
    seen: (one) => {
      called = one;
    },
  });
  const answer = said.kind === 'json' ? question.read(said.value) : undefined;
  const usage = said.kind === 'json' || said.kind === 'stopped' ? said.usage : NO_USAGE;
  const outcome = ((): SourceOutcome => {
    if (answer !== undefined) return { ...FOUND, values: [], signals: [], cost: PRICE_MAX.claude };
    // The gate let no try out: nothing was sent, and nothing is paid.
    if (said.kind === 'fault' && gate.held) return failed('Claude takes no more questions just now. Try again later.');
    if (said.kind === 'fault') return lost('claude', said.fault);
    if (said.kind === 'refused') return refusedAs('claude', said.answer, ctx.now().getTime());
    if (said.kind === 'stopped') return failed('Claude gave no answer to this.');
    return unreadable('claude');
  })();
  const unasked = said.kind === 'fault' && gate.held;
  await end(unasked ? outcome : billed('claude', called, outcome), usage);
  if (answer === undefined || said.kind !== 'json') {
    return { answer: null, why: outcome.reason ?? 'Claude could not be asked.' };
  }
  return { answer, model: said.model, cost: call.key.owner === 'tenant' ? 0 : PRICE_MAX.claude };
};

/**
 * Ends the job of a question whose worker is gone: whoever asked is gone too, so that it is not asked again, and what was put
 * aside for it waits for the provider's word.
 */
export const endQuestion = async (ctx: Ctx, claim: Claim): Promise<void> => {
  const error = { code: 'interrupted', message: 'Interrupted before the answer was there.' };
  await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`select app.give_up_calls(${claim.id}::uuid, ${error.message})`),
    endJob(ctx, claim, 'failed', error),
  ]);
};
