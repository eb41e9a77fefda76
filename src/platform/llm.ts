import Anthropic, { APIError } from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import type * as z from 'zod';
import { type Answer, type Called, callProvider, type Fault, type Gate } from './fetch-guard.ts';

/** What a model is asked: instructions, one message of data, and the shape that its answer must have. */
export type Ask = { system: string; user: string; shape: z.ZodType; maxTokens: number };

/** Where the model is and which one it is. */
export type ModelSettings = { ANTHROPIC_URL: string; ANTHROPIC_MODEL: string };

/** Tokens of a call, as the API counts and bills them. */
export type Usage = { inputTokens: number; outputTokens: number };

/**
 * `json` is the answer, parsed but not yet looked at. `stopped` is an answer that is none: refused, or cut at the limit
 * of tokens; both are billed. `refused` is an HTTP answer other than success; `fault` no answer at all. `requestId` names
 * the call at the provider.
 */
export type Said =
  | { kind: 'json'; value: unknown; model: string; usage: Usage; requestId: string | null }
  | { kind: 'stopped'; reason: 'refusal' | 'cut'; model: string; usage: Usage; requestId: string | null }
  | { kind: 'refused'; answer: Answer }
  | { kind: 'fault'; fault: Fault }
  | { kind: 'unreadable'; usage: Usage | null };

/**
 * US dollars for a million tokens, in and out, which are millionths of a dollar for one (claude.com, Pricing). What is
 * unknown counts as the dearest: a budget must not be passed by a new name.
 */
const PRICES: readonly (readonly [RegExp, { input: number; output: number }])[] = [
  [/haiku/, { input: 1, output: 5 }],
  [/sonnet/, { input: 3, output: 15 }],
  [/opus/, { input: 5, output: 25 }],
];
const DEAREST = { input: 15, output: 75 };

/** What a call costs, in millionths of a US dollar. */
export const costMicros = (model: string, { inputTokens, outputTokens }: Usage): number => {
  const price = PRICES.find(([name]) => name.test(model))?.[1] ?? DEAREST;
  return inputTokens * price.input + outputTokens * price.output;
};

const request = (ask: Ask, model: string): Anthropic.MessageCreateParamsNonStreaming => {
  const { type, schema } = zodOutputFormat(ask.shape);
  return {
    model,
    max_tokens: ask.maxTokens,
    system: ask.system,
    messages: [{ role: 'user', content: ask.user }],
    output_config: { format: { type, schema } },
  };
};

/**
 * Asks Claude for structured output (platform.claude.com, Structured outputs). Tries again by this project's rule, not
 * the client's: the client is given one try and the guarded fetch, whose every try passes `gate`. It does not parse either: an answer that was cut is to
 * be told from one that is wrong. `until` is in milliseconds since the epoch; `around` adds headers and is told what
 * came, whatever is made of it.
 */
export const askModel = async (
  settings: ModelSettings,
  key: string,
  ask: Ask,
  until: number,
  around: { headers?: Record<string, string>; gate?: Gate; seen?(called: Called): void } = {},
): Promise<Said> => {
  let said: Said | undefined;
  const client = new Anthropic({
    apiKey: key,
    baseURL: settings.ANTHROPIC_URL,
    maxRetries: 0,
    // Each try has its own deadline in the guarded fetch; this one only ends what that should have ended.
    timeout: Math.max(1_000, until - Date.now() + 1_000),
    openTelemetry: false,
    defaultHeaders: around.headers ?? {},
    logLevel: 'off',
    fetch: async (url, init) => {
      const called = await callProvider(String(url), (init ?? {}) as RequestInit, {
        paid: true,
        until,
        gate: around.gate,
      });
      around.seen?.(called);
      if (called.kind === 'fault') {
        said = called;
        throw new TypeError(called.fault);
      }
      const { answer } = called;
      if (answer.status !== 200) said = { kind: 'refused', answer };
      // The body is decoded already, so that the headers about its coding do not speak of it any more.
      const headers = new Headers({ 'content-type': answer.headers.get('content-type') ?? 'application/json' });
      const id = answer.headers.get('request-id');
      if (id !== null) headers.set('request-id', id);
      return new Response(answer.text, { status: answer.status, headers });
    },
  });
  try {
    const { data, request_id } = await client.messages.create(request(ask, settings.ANTHROPIC_MODEL)).withResponse();
    return readMessage(data, request_id ?? null);
  } catch (error) {
    if (said) return said;
    if (error instanceof APIError || error instanceof SyntaxError) return { kind: 'unreadable', usage: null };
    throw error;
  }
};

const whole = (count: unknown): number =>
  typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : 0;

/** The client casts what comes, so nothing of it is believed before it is looked at. */
const readMessage = (message: Partial<Anthropic.Message> | null, requestId: string | null): Said => {
  const usage = {
    inputTokens: whole(message?.usage?.input_tokens),
    outputTokens: whole(message?.usage?.output_tokens),
  };
  if (typeof message?.model !== 'string') return { kind: 'unreadable', usage: null };
  const { model, stop_reason: stop } = message;
  if (stop === 'refusal') return { kind: 'stopped', reason: 'refusal', model, usage, requestId };
  if (stop === 'max_tokens' || stop === 'model_context_window_exceeded') {
    return { kind: 'stopped', reason: 'cut', model, usage, requestId };
  }
  const blocks: unknown = message.content;
  if (!Array.isArray(blocks)) return { kind: 'unreadable', usage };
  const text = blocks
    .map((block) => (block?.type === 'text' && typeof block.text === 'string' ? block.text : ''))
    .join('');
  try {
    return { kind: 'json', value: JSON.parse(text), model, usage, requestId };
  } catch {
    return { kind: 'unreadable', usage };
  }
};
