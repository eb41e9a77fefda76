import type { Ctx } from '../../../ctx.ts';
import { newId } from '../../../lib/ids.ts';
import { keysFor } from '../../credits/keys-for.ts';
import { type Statement, writeAsRun } from '../engine/as-run.ts';
import { beginCall } from '../engine/begin-call.ts';
import { tooFewCredits } from '../engine/credits.ts';
import { finishCall } from '../engine/finish-call.ts';
import type { Plan } from '../engine/plan.ts';
import { asked, entranceFor, interrupted, SOURCE_MAX_MS } from '../engine/source-step.ts';
import { trainingOutcome } from '../engine/training.ts';
import { askClaude, type Ending, type Summed } from '../sources/claude.ts';
import { empty, noKey, skipped } from '../sources/outcome.ts';
import type { SourceOutcome } from '../sources/types.ts';
import { endTokens, reserveTokens } from './budget.ts';
import { ANSWER_TOKENS, ANSWER_TOKENS_AGAIN, promptOf } from './exchange.ts';
import { evidenceStatement, type Gathered, readGathered } from './gather.ts';
import { storedOf, storeSummary } from './store.ts';

const DAY_MS = 86_400_000;
const NONE = { inputTokens: 0, outputTokens: 0 };

/** Nobody is asked where the answer is known: the facts are those of the last time. Undefined where the model is to be asked. */
const known = (facts: Gathered): SourceOutcome | undefined => {
  if (facts.hash === null) return empty('There is nothing to summarise yet.');
  if (facts.written && facts.evidence_hash === facts.hash) {
    return { ...skipped('The facts are the same: the summary stands.'), status: 'found' };
  }
  if (facts.tried_hash !== facts.hash) return undefined;
  if (facts.outcome === 'refused')
    return skipped('Claude declined to write of these facts. It is asked again when they change.');
  if (facts.outcome === 'nothing')
    return empty('Claude wrote nothing that these facts carry. It is asked again when they change.');
  return undefined;
};

/** Today's budget is used up: it is written tomorrow, at any time of the first hour. */
const budgetSpent = (now: Date): { outcome: SourceOutcome; ending: Ending } => ({
  outcome: skipped('Today’s budget for summaries is used up. It is written tomorrow.'),
  ending: { kind: 'again', unasked: true, afterMs: DAY_MS - (now.getTime() % DAY_MS) },
});

/** Has the summary written and stores it, as every source is asked and stored. */
export const summariseRun = async (ctx: Ctx, run: Plan): Promise<void> => {
  const keys = await keysFor(ctx);
  const { ANTHROPIC_KEY: key, ANTHROPIC_MODEL: model } = keys.settings;
  if (!key) {
    await finishCall(ctx, run, 'claude', noKey('claude'));
    return;
  }
  const [row] = await writeAsRun(ctx, run, [evidenceStatement(ctx, run.prospectId)]);
  const facts = readGathered(row?.rows[0]);
  if (!facts) {
    await finishCall(ctx, run, 'claude', skipped('This prospect is no longer there.'));
    return;
  }
  const answered = known(facts);
  if (answered) {
    await finishCall(ctx, run, 'claude', answered);
    return;
  }
  const prompt = promptOf(facts.evidence);
  if (prompt.ids.size === 0) {
    const reason =
      prompt.screened > 0
        ? 'What there is speaks to the reader instead of about the person, and is left out.'
        : 'There is nothing to summarise yet.';
    await finishCall(ctx, run, 'claude', empty(reason));
    return;
  }
  const tries = facts.tried_hash === facts.hash && facts.outcome === 'waiting' ? facts.tries : 0;
  const maxTokens = tries > 0 ? ANSWER_TOKENS_AGAIN : ANSWER_TOKENS;
  const hash = facts.hash ?? '';
  const keep = (ending: Ending, summed: Pick<Summed, 'usage' | 'outcome'>): Statement =>
    storeSummary(ctx, run, {
      hash,
      ending,
      usage: summed.usage,
      stored: storedOf(ending, tries, ctx.now(), Math.random()),
      reason: summed.outcome.reason,
    });

  const reserved = await writeAsRun(
    ctx,
    run,
    reserveTokens(ctx, run, { model, input: prompt.tokens, output: maxTokens }),
  );
  if (reserved.at(-1)?.rows.length === 0) {
    const { outcome, ending } = budgetSpent(ctx.now());
    // The budget's day is no try of the model's: the next one begins anew.
    await finishCall(ctx, run, 'claude', outcome, [keep(ending, { outcome, usage: NONE })]);
    return;
  }
  const requestId = newId();
  const { move, cap, training } = await beginCall(ctx, run, 'claude', requestId, keys.of('claude'));
  if (move === 'done') return;
  if (move === 'interrupted') {
    await finishCall(ctx, run, 'claude', interrupted(), [
      keep({ kind: 'lost' }, { outcome: interrupted(), usage: NONE }),
    ]);
    return;
  }
  if (move === 'broke' || training) {
    const outcome = training ? trainingOutcome('claude', { id: run.prospectId }) : tooFewCredits('claude', cap);
    await finishCall(ctx, run, 'claude', outcome, [endTokens(ctx, run, model, NONE)]);
    return;
  }
  let summed: Summed | undefined;
  const outcome = await asked(ctx, 'claude', async () => {
    const until = ctx.now().getTime() + SOURCE_MAX_MS;
    const gate = entranceFor(ctx, run, 'claude', keys.of('claude'));
    summed = await askClaude(keys.settings, prompt, { key, subject: facts.name, maxTokens, until, requestId, gate });
    return summed.outcome;
  });
  const { ending, usage } = summed ?? { ending: { kind: 'lost' } as const, usage: NONE };
  const end = ending.kind === 'lost' && usage.inputTokens === 0 ? [] : [endTokens(ctx, run, model, usage)];
  await finishCall(ctx, run, 'claude', outcome, [keep(ending, { outcome, usage }), ...end]);
};
