import type { Settings } from '../../../platform/env.ts';
import type { Called } from '../../../platform/fetch-guard.ts';
import { askModel, type Said } from '../../../platform/llm.ts';
import { PRICE_MAX } from '../../credits/prices.ts';
import {
  promptOf,
  readSummary,
  type Sentence,
  SUMMARY_SCHEMA,
  SUMMARY_SYSTEM,
  SUMMARY_TOKENS_MAX,
} from '../summary.ts';
import type { Evidence } from '../summary-evidence.ts';
import { billed, REQUEST_HEADER } from './bill.ts';
import { empty, failed, lost, noKey, refusedAs, unreadable } from './outcome.ts';
import type { SourceOutcome } from './types.ts';

/** What the model made of the evidence: the outcome, and the summary where there is one. */
export type Summed = { outcome: SourceOutcome; sentences: Sentence[]; model: string };

const without = (outcome: SourceOutcome): Summed => ({ outcome, sentences: [], model: '' });

/** What is taken of an answer. */
export const readSaid = (said: Said, ids: ReadonlyMap<string, Evidence>, now: number): Summed => {
  switch (said.kind) {
    case 'fault':
      return without(lost('claude', said.fault));
    case 'refused':
      return without(refusedAs('claude', said.answer, now));
    case 'unreadable':
      return without(unreadable('claude'));
    case 'stopped':
      return without(
        failed(
          said.reason === 'refusal'
            ? 'Claude declined to write a summary.'
            : 'Claude’s summary was cut off. Try again.',
        ),
      );
    case 'text': {
      const sentences = readSummary(said.text, ids);
      if (sentences === undefined) return without(unreadable('claude'));
      if (sentences.length === 0) return without(empty('Claude wrote nothing that the evidence carries.', said.text));
      const outcome: SourceOutcome = {
        status: 'found',
        reason: null,
        cost: PRICE_MAX.claude,
        unsettled: false,
        values: [],
        signals: [],
        answer: { text: said.text, usage: said.usage },
      };
      return { outcome, sentences, model: said.model };
    }
  }
};

/** Has the evidence put into sentences that cite it. */
export const askClaude = async (
  settings: Settings,
  evidence: readonly Evidence[],
  until: number,
  requestId: string,
): Promise<Summed> => {
  if (!settings.ANTHROPIC_KEY) return without(noKey('claude'));
  const { user, ids } = promptOf(evidence);
  if (ids.size === 0) return without(empty('There is nothing to summarise yet.'));
  let called: Called = { kind: 'fault', fault: 'network' };
  const said = await askModel(
    settings,
    settings.ANTHROPIC_KEY,
    { system: SUMMARY_SYSTEM, user, schema: SUMMARY_SCHEMA, maxTokens: SUMMARY_TOKENS_MAX },
    until,
    {
      headers: { [REQUEST_HEADER]: requestId },
      seen: (answer) => {
        called = answer;
      },
    },
  );
  const summed = readSaid(said, ids, Date.now());
  return { ...summed, outcome: billed('claude', called, summed.outcome) };
};
