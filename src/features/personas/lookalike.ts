import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { jobs } from '../../db/schema/jobs.ts';
import { prospects } from '../../db/schema/prospects.ts';
import { modelCalls } from '../../db/schema/summaries.ts';
import { audit } from '../../db/schema/tenancy.ts';
import { actorId } from '../../lib/actor.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { Called } from '../../platform/fetch-guard.ts';
import { askModel, type Usage } from '../../platform/llm.ts';
import type { Cap } from '../credits/contract.ts';
import { type Keys, keysFor } from '../credits/keys-for.ts';
import { PRICE_MAX } from '../credits/prices.ts';
import { reserve, settle, tooFewCredits } from '../enrichment/engine/credits.ts';
import { heldBack } from '../enrichment/engine/waiting.ts';
import { billed, REQUEST_HEADER } from '../enrichment/sources/bill.ts';
import { failed, lost, refusedAs, unreadable } from '../enrichment/sources/outcome.ts';
import type { SourceOutcome } from '../enrichment/sources/types.ts';
import { endTokens, reserveTokens } from '../enrichment/summary/budget.ts';
import { LEASE_S } from '../jobs/claim.ts';
import { entranceTo } from '../providers/entrance.ts';
import type { Plan } from '../tenants/contract.ts';
import type { Lookalike } from './contract.ts';
import { draftOf, type Likeness } from './draft.ts';
import { ANSWER_TOKENS, LOOKALIKE_SHAPE, promptOf, readAnswer } from './exchange.ts';

/** A person waits for it: below the lease of its job, so that nobody takes it over meanwhile. */
const ASK_MAX_MS = 25_000;

const likeness = z.object({
  name: z.string(),
  title: z.string().nullable(),
  seniority: z.string().nullable(),
  department: z.string().nullable(),
  company: z.string().nullable(),
  industry: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  training: z.boolean(),
});

const readLikeness = async (ctx: Ctx, id: string): Promise<z.infer<typeof likeness>> => {
  const { rows } = await ctx.db.execute(sql`
    select p.name, p.title, p.seniority, p.department, p.company, p.industry, p.city, p.region, p.country,
           app.in_training() as training
      from ${prospects} p where p.id = ${id} and p.deleted_at is null`);
  if (!rows[0]) throw new ProblemError('not_found');
  return likeness.parse(rows[0]);
};

/**
 * Whom to look for to find people like one: by Claude where it can be asked, else by the profile's own fields, which says why.
 * A call of Claude costs as one for a summary does, and is a job, so that what is put aside for it is never lost with a worker.
 * Throws `not_found`.
 */
export const findLookalike = async (ctx: Ctx, prospectId: string): Promise<Lookalike> => {
  const [{ training, ...like }, keys] = await Promise.all([readLikeness(ctx, prospectId), keysFor(ctx)]);
  const own = (why: string): Lookalike => ({
    by: 'profile',
    why,
    definition: draftOf(like),
    reasoning: null,
    model: null,
    cost: 0,
  });
  if (!keys.settings.ANTHROPIC_KEY) return own('No key for Claude is set.');
  if (training) return own('The workspace is in training: nobody is asked.');
  return (await askClaude(ctx, prospectId, like, keys, own)) satisfies Lookalike;
};

const began = z.object({ verdict: z.string() });

const askClaude = async (
  ctx: Ctx,
  prospectId: string,
  like: Likeness,
  keys: Keys,
  own: (why: string) => Lookalike,
): Promise<Lookalike> => {
  const { ANTHROPIC_KEY: key, ANTHROPIC_MODEL: model } = keys.settings;
  const prompt = promptOf(like);
  const [jobId, requestId] = [newId(), newId()];
  const job = { jobId };
  const call = { jobId, source: 'claude' as const, requestId, key: keys.of('claude') };
  const results = await ctx.db.batch([
    ctx.db.insert(jobs).values({
      id: jobId,
      kind: 'lookalike',
      state: 'running',
      attempt: 1,
      title: like.name,
      subjectType: 'prospect',
      subjectId: prospectId,
      dedupe: `lookalike:${jobId}`,
      progressUnit: 'answers',
      progressTotal: 1,
      leaseUntil: sql`now() + make_interval(secs => ${LEASE_S})`,
      startedAt: sql`now()`,
      createdBy: actorId(ctx.actor),
    }),
    ...reserveTokens(ctx, job, { model, input: prompt.tokens, output: ANSWER_TOKENS }),
    ctx.db.execute(sql`
      select case when exists (select from ${modelCalls} m where m.job_id = ${jobId}) then ${reserve(call)} else 'tokens' end as verdict`),
  ]);
  const { verdict } = began.parse((results.at(-1) as { rows: unknown[] }).rows[0]);
  const none: Usage = { inputTokens: 0, outputTokens: 0 };
  const end = (outcome: SourceOutcome, usage: Usage) =>
    ctx.db.batch([
      ctx.db.execute(sql`select ${settle(call, outcome)}`),
      endTokens(ctx, job, model, usage),
      ctx.db.execute(sql`
        with j as (update ${jobs} j set state = ${outcome.status === 'found' ? 'done' : 'failed'}, lease_until = null,
            finished_at = now(), progress_done = ${outcome.status === 'found' ? 1 : 0}::int,
            error = ${outcome.status === 'found' ? null : JSON.stringify({ code: outcome.code ?? 'internal', message: outcome.reason })}::jsonb
          where j.id = ${jobId} and j.state = 'running' returning j.id)
        insert into ${audit} (actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail)
        select ${ctx.actor.kind}, ${actorId(ctx.actor)}, ${ctx.requestId}, 'persona.lookalike_asked', 'prospect', ${prospectId}::text,
               jsonb_build_object('jobId', j.id, 'outcome', ${outcome.status}::text) from j`),
    ]);
  if (verdict !== 'ok') {
    const why =
      verdict === 'tokens'
        ? 'Today’s budget for Claude is used up.'
        : (tooFewCredits('claude', verdict as Cap).reason ?? '');
    await end(failed(why), none);
    return own(why);
  }
  let called: Called = { kind: 'fault', fault: 'network' };
  const account = call.key.owner === 'tenant' ? (call.key.print ?? 'tenant') : 'platform';
  const asker = { tenantId: ctx.tenantId, plan: (ctx.tenant?.plan ?? 'free') as Plan, account };
  const gate = entranceTo(ctx.env, 'claude', asker, () => 'enrich', ctx.later);
  const ask = { system: prompt.system, user: prompt.user, shape: LOOKALIKE_SHAPE, maxTokens: ANSWER_TOKENS };
  const said = await askModel(keys.settings, key ?? '', ask, ctx.now().getTime() + ASK_MAX_MS, {
    headers: { [REQUEST_HEADER]: requestId },
    gate,
    seen: (one) => {
      called = one;
    },
  });
  const answer = said.kind === 'json' ? readAnswer(said.value, like) : undefined;
  const usage = said.kind === 'json' || said.kind === 'stopped' ? said.usage : none;
  const outcome = ((): SourceOutcome => {
    if (answer) {
      return {
        status: 'found',
        reason: null,
        cost: PRICE_MAX.claude,
        unsettled: false,
        values: [],
        signals: [],
        answer: null,
      };
    }
    // The gate let no try out: nothing was sent, and nothing is paid.
    if (said.kind === 'fault' && gate.held) return failed(heldBack('claude', gate.held).reason);
    if (said.kind === 'fault') return lost('claude', said.fault);
    if (said.kind === 'refused') return refusedAs('claude', said.answer, ctx.now().getTime());
    if (said.kind === 'stopped') return failed('Claude gave no answer to this.');
    return unreadable('claude');
  })();
  const unasked = said.kind === 'fault' && gate.held;
  const ended = unasked ? outcome : billed('claude', called, outcome);
  await end(ended, usage);
  if (!answer || said.kind !== 'json') return own(outcome.reason ?? 'Claude could not be asked.');
  return {
    by: 'claude',
    why: null,
    ...answer,
    model: said.model,
    cost: call.key.owner === 'tenant' ? 0 : PRICE_MAX.claude,
  };
};
