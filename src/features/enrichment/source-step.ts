import type { Ctx } from '../../ctx.ts';
import { newId } from '../../lib/ids.ts';
import type { Settings } from '../../platform/env.ts';
import { keysFor } from '../credits/keys-for.ts';
import type { Source } from '../prospects/contract.ts';
import type { Run } from './as-run.ts';
import { beginCall } from './begin-call.ts';
import { tooFewCredits } from './credits.ts';
import { finishCall } from './finish-call.ts';
import { askApollo } from './sources/apollo.ts';
import { askContactout } from './sources/contactout.ts';
import { askEdgar } from './sources/edgar.ts';
import { askExa } from './sources/exa.ts';
import { withJudgement } from './sources/match.ts';
import { failed, noKey, skipped } from './sources/outcome.ts';
import type { AskSource, PersonSource, SourceOutcome } from './sources/types.ts';
import { trainingOutcome } from './training.ts';

/**
 * Time for asking one source, tries and waits together. With the writes around it, it stays below the lease, so that no
 * other worker takes the job over meanwhile.
 */
export const SOURCE_MAX_MS = 30_000;

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
  failed('Interrupted before the answer was stored. Retry to ask again.', { unsettled: true });

/** Runs what asks a source, whatever happens in it: a fault of ours in one must not take the others with it. */
export const asked = async (ctx: Ctx, source: Source, ask: () => Promise<SourceOutcome>): Promise<SourceOutcome> => {
  try {
    return await ask();
  } catch (error) {
    ctx.log.error('source broke', { source, error });
    return failed('Something went wrong on our side. Try again later.', { unsettled: true });
  }
};

/**
 * Brings one source of a run to its end, from wherever an earlier worker left it. Every way through ends with the
 * source's state stored; called again it finds that state and does nothing.
 */
export const runSource = async (ctx: Ctx, run: Run, source: PersonSource): Promise<void> => {
  const keys = await keysFor(ctx);
  if (!hasKey(source, keys.settings)) {
    await finishCall(ctx, run, source, noKey(source));
    return;
  }
  const requestId = newId();
  const { move, cap, training, prospect } = await beginCall(ctx, run, source, requestId, keys.of(source));
  if (move === 'done') return;
  if (move === 'interrupted') await finishCall(ctx, run, source, interrupted());
  else if (move === 'broke') await finishCall(ctx, run, source, tooFewCredits(source, cap));
  else if (!prospect) await finishCall(ctx, run, source, skipped('This prospect is no longer there.'));
  else if (training) await finishCall(ctx, run, source, trainingOutcome(source, prospect));
  else {
    const until = ctx.now().getTime() + SOURCE_MAX_MS;
    const input = { prospect, settings: keys.settings, until, requestId };
    const answered = await asked(ctx, source, () => ASK[source](input));
    const { outcome, match } = withJudgement(prospect, source, answered);
    await finishCall(ctx, run, source, outcome, [], match);
  }
};
