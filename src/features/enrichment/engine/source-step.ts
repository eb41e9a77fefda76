import type { Ctx } from '../../../ctx.ts';
import { newId } from '../../../lib/ids.ts';
import type { Settings } from '../../../platform/env.ts';
import type { AnswerStore } from '../../../platform/fetch-guard.ts';
import { type KeyUse, keysFor } from '../../credits/keys-for.ts';
import type { Source } from '../../prospects/contract.ts';
import { type Entrance, entranceTo } from '../../providers/entrance.ts';
import { filingsStore } from '../../providers/filings-store.ts';
import { laneOf } from '../../providers/policies.ts';
import { askApollo } from '../sources/apollo.ts';
import { askContactout } from '../sources/contactout.ts';
import { askEdgar } from '../sources/edgar.ts';
import { askExa } from '../sources/exa.ts';
import { type JudgedMatch, withJudgement } from '../sources/match.ts';
import { failed, noKey, SOURCE_NAMES, skipped } from '../sources/outcome.ts';
import type { AskSource, Facts, PersonSource, SourceOutcome } from '../sources/types.ts';
import { keepAnswer, questionHash } from './answers.ts';
import { type Begun, beginCall, readFacts } from './begin-call.ts';
import { tooFewCredits } from './credits.ts';
import { finishCall } from './finish-call.ts';
import { type Plan, validatedFields } from './plan.ts';
import { trainingOutcome } from './training.ts';
import { heldBack, mayWait, putOff, type Waiting, wait } from './waiting.ts';

/**
 * Time for asking one source, tries and waits together. With the writes around it, it stays below the lease, so that no
 * other worker takes the job over meanwhile.
 */
export const SOURCE_MAX_MS = 30_000;
/** When to look again for the answer to a question that another run asks: a call is seldom out for longer. */
const TAKEN_MS = 3_000;

const ASK: Record<PersonSource, AskSource> = {
  apollo: askApollo,
  exa: askExa,
  contactout: askContactout,
  edgar: askEdgar,
};

/** Whether a source can be asked at all; the free one needs no key. */
export const hasKey = (source: Source, settings: Settings): boolean => {
  switch (source) {
    case 'apollo':
      return Boolean(settings.APOLLO_KEY);
    case 'exa':
      return Boolean(settings.EXA_KEY);
    case 'contactout':
      return Boolean(settings.CONTACTOUT_KEY);
    case 'claude':
      return Boolean(settings.ANTHROPIC_KEY);
    case 'edgar':
      return true;
  }
};

/** Asked by a worker that was gone before its answer was stored: the call may have been billed, so it is not repeated. */
export const interrupted = (): SourceOutcome =>
  failed('Interrupted before the answer was stored. Retry to ask again.', { unsettled: true, code: 'interrupted' });

/** Runs what asks a source, whatever happens in it: a fault of ours in one must not take the others with it. */
export const asked = async (ctx: Ctx, source: Source, ask: () => Promise<SourceOutcome>): Promise<SourceOutcome> => {
  try {
    return await ask();
  } catch (error) {
    ctx.log.error('source broke', { source, error });
    return failed('Something went wrong on our side. Try again later.', { unsettled: true, code: 'internal' });
  }
};

/** The way to a source for a run: every try of a call passes the provider's gate. */
export const entranceFor = (ctx: Ctx, plan: Plan, source: Source, use: KeyUse): Entrance => {
  const account = use.owner === 'tenant' ? (use.print ?? 'tenant') : 'platform';
  const asker = { tenantId: ctx.tenantId, plan: plan.tenantPlan, account };
  return entranceTo(ctx.env, source, asker, (url) => laneOf(source, url), ctx.later);
};

/** Why a source is not asked at all, whatever is known of the person. */
const leftOut = async (
  ctx: Ctx,
  plan: Plan,
  source: PersonSource,
  rung: boolean,
): Promise<SourceOutcome | undefined> => {
  const { off, fields } = plan.settings;
  if (off.includes(source)) return skipped(`${SOURCE_NAMES[source]} is switched off in the settings.`, 'switched_off');
  if (!rung) return undefined;
  const validated = await validatedFields(ctx, plan, fields);
  return fields.every((field) => validated.has(field))
    ? skipped('Not needed: an earlier source gave what was looked for, checked.', 'not_needed')
    : undefined;
};

/**
 * Brings one source of a run to its end, or has it wait, from wherever an earlier worker left it. Every way through ends with
 * the source's state stored; called again it finds that state and does nothing. `rung` says that it is one of a waterfall.
 */
export const runSource = async (ctx: Ctx, plan: Plan, source: PersonSource, rung = false): Promise<void> => {
  const [keys, facts, left] = await Promise.all([
    keysFor(ctx),
    readFacts(ctx, plan.prospectId, source),
    leftOut(ctx, plan, source, rung),
  ]);
  if (left) {
    await finishCall(ctx, plan, source, left);
    return;
  }
  if (!hasKey(source, keys.settings)) {
    await finishCall(ctx, plan, source, noKey(source));
    return;
  }
  const hash = await questionHash(source, facts);
  const use = keys.of(source);
  const begun = await beginCall(ctx, plan, source, newId(), use, hash);
  const end = (outcome: SourceOutcome, text?: string, match?: JudgedMatch) =>
    finishCall(ctx, plan, source, outcome, hash ? [keepAnswer(ctx, plan, source, hash, text, outcome)] : [], match);
  switch (begun.move) {
    case 'done':
    case 'wait':
      return;
    case 'taken':
      await wait(ctx, plan, source, {
        code: 'in_progress',
        reason: 'The same question is being asked already: its answer will do.',
        until: Date.now() + TAKEN_MS,
      });
      return;
    case 'interrupted':
      await end(interrupted());
      return;
    case 'broke':
      await end(tooFewCredits(source, begun.cap));
      return;
    case 'cached':
    case 'call':
      break;
  }
  if (!begun.prospect) await end(skipped('This prospect is no longer there.', 'gone'));
  else if (begun.training) await end(trainingOutcome(source, begun.prospect));
  else {
    const entrance = entranceFor(ctx, plan, source, use);
    const call = await askOnce(ctx, source, begun, { prospect: begun.prospect, settings: keys.settings }, entrance);
    const waiting = waitingOf(source, call.outcome, entrance);
    if (waiting === undefined) {
      const { outcome, match } = withJudgement(begun.prospect, source, call.outcome);
      await end(outcome, call.text, match);
    } else if (mayWait(waiting, plan.startedAt)) await wait(ctx, plan, source, waiting);
    else await end(givenUp(source, waiting));
  }
};

/** Asks, or reads again what was answered before. `text` is a new answer, to be kept. */
const askOnce = async (
  ctx: Ctx,
  source: PersonSource,
  { move, answer, requestId }: Begun,
  input: { prospect: Facts; settings: Settings },
  gate: Entrance,
): Promise<{ outcome: SourceOutcome; text?: string | undefined }> => {
  let text: string | undefined;
  const kept: AnswerStore = {
    get: async () => answer ?? undefined,
    put: async (_, came) => {
      text = came;
    },
  };
  const store = source === 'edgar' ? filingsStore(ctx.env, ctx.log) : kept;
  const until = ctx.now().getTime() + SOURCE_MAX_MS;
  const outcome = await asked(ctx, source, () => ASK[source]({ ...input, until, requestId, gate, store }));
  if (move !== 'cached') return { outcome, text };
  const { bill: _, ...rest } = outcome;
  return { outcome: { ...rest, cost: 0, unsettled: false, cached: true } };
};

/**
 * Whether a source is to wait: a gate held the call back, so that nothing was sent, or the provider turned it away before any
 * work and said until when. In both nothing was billed.
 */
const waitingOf = (
  source: PersonSource,
  outcome: SourceOutcome,
  { held, askedToWait }: Entrance,
): Waiting | undefined => {
  if (outcome.status !== 'failed' || outcome.cached) return undefined;
  if (held) return heldBack(source, held);
  if (askedToWait !== undefined && !outcome.unsettled)
    return putOff(source, outcome.code ?? 'rate_limited', askedToWait);
  return undefined;
};

/** It would have to wait for longer than a run does. */
const givenUp = (source: PersonSource, { code, until }: Waiting): SourceOutcome =>
  failed(
    code === 'rate_limited'
      ? `${SOURCE_NAMES[source]} takes no more questions for a good while. Ask again then.`
      : `${SOURCE_NAMES[source]} fails at the moment. Try again later.`,
    { code, nextTryAt: until },
  );
