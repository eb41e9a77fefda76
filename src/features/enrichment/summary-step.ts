import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { enrichmentRuns } from '../../db/schema/prospects.ts';
import { newId } from '../../lib/ids.ts';
import { type Run, writeAsRun } from './as-run.ts';
import { beginCall } from './begin-call.ts';
import { finishCall } from './finish-call.ts';
import { type Loaded, loadStatement, readLoaded } from './merge-step.ts';
import { asked, hasKey, interrupted, SOURCE_MAX_MS, tooFewCredits } from './source-step.ts';
import { askClaude } from './sources/claude.ts';
import { noKey } from './sources/outcome.ts';
import type { SourceOutcome } from './sources/types.ts';
import type { Evidence } from './summary.ts';

/** What a reader wants to know first. */
const FIRST = ['name', 'title', 'company', 'insiderRole', 'bio', 'news', 'insiderTrade', 'insiderHolding', 'headline'];
const placeOf = (field: string): number => (FIRST.includes(field) ? FIRST.indexOf(field) : FIRST.length);

/** The values that count, the telling ones first: what a summary may rest on. */
export const evidenceOf = ({ fields }: Loaded): Evidence[] =>
  fields
    .filter(({ chosen }) => chosen)
    .map(({ id, field, value, source, sourceUrl, fetchedAt }) => ({
      id,
      field,
      value,
      source,
      sourceUrl,
      date: fetchedAt.slice(0, 10),
    }))
    .sort((a, b) => placeOf(a.field) - placeOf(b.field));

/** Has the summary written and stores it, as every source is asked and stored. */
export const summariseRun = async (ctx: Ctx, run: Run): Promise<void> => {
  if (!hasKey('claude', ctx.env)) {
    await finishCall(ctx, run, 'claude', noKey('claude'));
    return;
  }
  const [row] = await writeAsRun(ctx, run, [loadStatement(ctx, run.prospectId)]);
  const known = readLoaded(row?.rows[0]);
  const { move } = await beginCall(ctx, run, 'claude', newId());
  if (move === 'done') return;
  if (move === 'interrupted') await finishCall(ctx, run, 'claude', interrupted());
  else if (move === 'broke') await finishCall(ctx, run, 'claude', tooFewCredits('claude'));
  else await finishCall(ctx, run, 'claude', ...(await summarise(ctx, run, known ? evidenceOf(known) : [])));
};

const summarise = async (
  ctx: Ctx,
  run: Run,
  evidence: readonly Evidence[],
): Promise<[SourceOutcome, ReturnType<Ctx['db']['execute']>[]]> => {
  let summary: { sentences: unknown; generatedAt: string; model: string } | undefined;
  const outcome = await asked(ctx, 'claude', async () => {
    const summed = await askClaude(ctx.env, evidence, ctx.now().getTime() + SOURCE_MAX_MS);
    const { sentences, model } = summed;
    if (sentences.length > 0) summary = { sentences, model, generatedAt: ctx.now().toISOString() };
    return summed.outcome;
  });
  if (!summary) return [outcome, []];
  const store = ctx.db.execute(sql`
    update ${enrichmentRuns} set summary = ${JSON.stringify(summary)}::jsonb where id = ${run.runId} and summary is null`);
  return [outcome, [store]];
};
