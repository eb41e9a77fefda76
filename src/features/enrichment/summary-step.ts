import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { summaries } from '../../db/schema/summaries.ts';
import { newId } from '../../lib/ids.ts';
import type { Settings } from '../../platform/env.ts';
import { keysFor } from '../credits/keys-for.ts';
import { type Run, writeAsRun } from './as-run.ts';
import { beginCall } from './begin-call.ts';
import { tooFewCredits } from './credits.ts';
import { finishCall } from './finish-call.ts';
import { asked, hasKey, interrupted, SOURCE_MAX_MS } from './source-step.ts';
import { askClaude } from './sources/claude.ts';
import { noKey } from './sources/outcome.ts';
import type { SourceOutcome } from './sources/types.ts';
import { type Evidence, evidenceStatement, readGathered } from './summary-evidence.ts';
import { trainingOutcome } from './training.ts';

/** Has the summary written and stores it, as every source is asked and stored. */
export const summariseRun = async (ctx: Ctx, run: Run): Promise<void> => {
  const keys = await keysFor(ctx);
  if (!hasKey('claude', keys.settings)) {
    await finishCall(ctx, run, 'claude', noKey('claude'));
    return;
  }
  const [row] = await writeAsRun(ctx, run, [evidenceStatement(ctx, run.prospectId)]);
  const known = readGathered(row?.rows[0]);
  const requestId = newId();
  const { move, cap, training } = await beginCall(ctx, run, 'claude', requestId, keys.of('claude'));
  if (move === 'done') return;
  if (move === 'interrupted') await finishCall(ctx, run, 'claude', interrupted());
  else if (move === 'broke') await finishCall(ctx, run, 'claude', tooFewCredits('claude', cap));
  else if (training) await finishCall(ctx, run, 'claude', trainingOutcome('claude', { id: run.prospectId }));
  else
    await finishCall(
      ctx,
      run,
      'claude',
      ...(await summarise(ctx, run, {
        settings: keys.settings,
        requestId,
        evidence: known?.evidence ?? [],
        hash: known?.hash ?? '',
      })),
    );
};

const summarise = async (
  ctx: Ctx,
  run: Run,
  {
    settings,
    requestId,
    evidence,
    hash,
  }: { settings: Settings; requestId: string; evidence: readonly Evidence[]; hash: string },
): Promise<[SourceOutcome, ReturnType<Ctx['db']['execute']>[]]> => {
  let store: ReturnType<Ctx['db']['execute']> | undefined;
  const outcome = await asked(ctx, 'claude', async () => {
    const summed = await askClaude(settings, evidence, ctx.now().getTime() + SOURCE_MAX_MS, requestId);
    const { sentences, model } = summed;
    const content = JSON.stringify({ sentences, talkingPoints: [], wealthSignals: [], unknowns: [] });
    if (sentences.length > 0) {
      store = ctx.db.execute(sql`
        insert into ${summaries} as s (prospect_id, content, evidence_hash, tried_hash, model, generated_at, outcome)
        values (${run.prospectId}, ${content}::jsonb, ${hash}, ${hash}, ${model}, now(), 'written')
        on conflict (tenant_id, prospect_id) do update set content = excluded.content, model = excluded.model,
          evidence_hash = excluded.evidence_hash, tried_hash = excluded.tried_hash, outcome = excluded.outcome,
          generated_at = excluded.generated_at, updated_at = now()`);
    }
    return summed.outcome;
  });
  return [outcome, store ? [store] : []];
};
