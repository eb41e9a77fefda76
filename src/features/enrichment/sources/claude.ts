import type { Settings } from '../../../platform/env.ts';
import { type Called, retryAfterMs } from '../../../platform/fetch-guard.ts';
import { askModel, type Said, type Usage } from '../../../platform/llm.ts';
import { PRICE_MAX } from '../../credits/prices.ts';
import type { Entrance } from '../../providers/entrance.ts';
import { heldBack, type Waiting } from '../engine/waiting.ts';
import {
  ANSWER_SHAPE,
  type Content,
  type Dropped,
  keepClaims,
  type Prompt,
  SUMMARY_SHAPE,
} from '../summary/exchange.ts';
import { billed, REQUEST_HEADER } from './bill.ts';
import { empty, failed, lost, refusedAs, unreadable } from './outcome.ts';
import type { SourceOutcome } from './types.ts';

/**
 * What became of the question. `written`: there is content. `nothing`: the model wrote nothing that the evidence carries.
 * `refused`: it declined. `again`: it may be asked again without harm, not before `afterMs`; `unasked` says that it was
 * not asked this time, so that this was no try. `lost`: nobody knows whether it was billed, so that only a person asks again.
 */
export type Ending =
  | { kind: 'written'; content: Content; dropped: Dropped; model: string }
  | { kind: 'nothing' | 'refused' | 'lost' | 'failed' }
  | { kind: 'again'; afterMs: number; unasked?: true };
export type Summed = { outcome: SourceOutcome; ending: Ending; usage: Usage; requestId: string | null };

const UNUSED: Usage = { inputTokens: 0, outputTokens: 0 };
const without = (
  outcome: SourceOutcome,
  ending: Ending,
  usage: Usage = UNUSED,
  requestId: string | null = null,
): Summed => ({
  outcome,
  ending,
  usage,
  requestId,
});

const isEmpty = ({ sentences, talkingPoints, wealthSignals }: Content): boolean =>
  sentences.length + talkingPoints.length + wealthSignals.length === 0;

/** What is taken of an answer to a question. */
export const readSaid = (
  said: Said,
  prompt: Pick<Prompt, 'ids' | 'screened'>,
  subject: string,
  now: number,
): Summed => {
  switch (said.kind) {
    case 'fault':
      return without(lost('claude', said.fault), { kind: 'lost' });
    case 'refused': {
      const { status, headers } = said.answer;
      const outcome = refusedAs('claude', said.answer, now);
      if (outcome.unsettled) return without(outcome, { kind: 'lost' });
      const turnedAway = status === 429 || status === 503 || status === 529;
      const afterMs = retryAfterMs(headers.get('retry-after'), now) ?? 0;
      return without(outcome, turnedAway ? { kind: 'again', afterMs } : { kind: 'failed' });
    }
    case 'unreadable':
      return without(unreadable('claude'), { kind: 'lost' }, said.usage ?? UNUSED);
    case 'stopped': {
      const { usage, requestId, reason } = said;
      const words =
        reason === 'refusal'
          ? 'Claude declined to write a summary of these facts.'
          : 'Claude’s summary was cut off. It is asked for again.';
      const answer = { stopped: reason, usage, requestId };
      return without(
        failed(words, { answer }),
        reason === 'refusal' ? { kind: 'refused' } : { kind: 'again', afterMs: 0 },
        usage,
        requestId,
      );
    }
    case 'json': {
      const { usage, requestId, model } = said;
      const parsed = ANSWER_SHAPE.safeParse(said.value);
      if (!parsed.success) return without(unreadable('claude'), { kind: 'lost' }, usage, requestId);
      const { content, dropped } = keepClaims(parsed.data, prompt.ids, subject);
      const answer = { said: said.value, dropped, screened: prompt.screened, usage, requestId };
      if (isEmpty(content))
        return without(
          empty('Claude wrote nothing that the evidence carries.', answer),
          { kind: 'nothing' },
          usage,
          requestId,
        );
      const outcome: SourceOutcome = {
        status: 'found',
        reason: null,
        cost: PRICE_MAX.claude,
        unsettled: false,
        values: [],
        signals: [],
        answer,
      };
      return { outcome, ending: { kind: 'written', content, dropped, model }, usage, requestId };
    }
  }
};

/** The gate let no try out: nothing was sent, and nothing is paid. */
const unasked = ({ code, reason, until }: Waiting, now: number): Summed =>
  without(failed(reason, { code, nextTryAt: until }), {
    kind: 'again',
    afterMs: Math.max(0, until - now),
    unasked: true,
  });

/**
 * Has the evidence of a prompt put into claims that cite it. `requestId` is what the provider is told to call the question.
 * What was billed and could not be read is done with, and may be asked again.
 */
export const askClaude = async (
  settings: Settings,
  prompt: Prompt,
  ask: { key: string; subject: string; maxTokens: number; until: number; requestId: string; gate: Entrance },
): Promise<Summed> => {
  let called: Called = { kind: 'fault', fault: 'network' };
  const { system, user } = prompt;
  const question = { system, user, shape: SUMMARY_SHAPE, maxTokens: ask.maxTokens };
  const said = await askModel(settings, ask.key, question, ask.until, {
    headers: { [REQUEST_HEADER]: ask.requestId },
    gate: ask.gate,
    seen: (answer) => {
      called = answer;
    },
  });
  if (said.kind === 'fault' && ask.gate.held) return unasked(heldBack('claude', ask.gate.held), Date.now());
  const summed = readSaid(said, prompt, ask.subject, Date.now());
  const outcome = billed('claude', called, summed.outcome);
  const known = summed.ending.kind === 'lost' && !outcome.unsettled;
  return { ...summed, outcome, ending: known ? { kind: 'again', afterMs: 0 } : summed.ending };
};
