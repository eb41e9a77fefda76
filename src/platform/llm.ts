import Anthropic, { APIError } from '@anthropic-ai/sdk';
import type { Settings } from './env.ts';
import { type Answer, type Called, callProvider, type Fault } from './fetch-guard.ts';

/** What a model is asked: instructions, one message of data, and the JSON schema that its answer must have. */
export type Ask = { system: string; user: string; schema: Record<string, unknown>; maxTokens: number };

/**
 * `text` is the answer's JSON as text. `stopped` is an answer that is none: refused, or cut. `refused` is an HTTP
 * answer other than success; `fault` no answer at all.
 */
export type Said =
  | { kind: 'text'; text: string; model: string; usage: { inputTokens: number; outputTokens: number } }
  | { kind: 'stopped'; reason: 'refusal' | 'cut' }
  | { kind: 'refused'; answer: Answer }
  | { kind: 'fault'; fault: Fault }
  | { kind: 'unreadable' };

const request = (ask: Ask, model: string): Anthropic.MessageCreateParamsNonStreaming => ({
  model,
  max_tokens: ask.maxTokens,
  system: ask.system,
  messages: [{ role: 'user', content: ask.user }],
  // The schema is the same for every question, because the API compiles each new one before it answers.
  output_config: { format: { type: 'json_schema', schema: ask.schema } },
});

/**
 * Asks Claude for structured output (platform.claude.com, Structured outputs). Tries again by this project's rule, not
 * the client's: the client is given one try and the guarded fetch. `until` is in milliseconds since the epoch; `around` adds
 * headers and is told what came, whatever is made of it.
 */
export const askModel = async (
  settings: Settings,
  key: string,
  ask: Ask,
  until: number,
  around: { headers?: Record<string, string>; seen?(called: Called): void } = {},
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
      const called = await callProvider(String(url), (init ?? {}) as RequestInit, { paid: true, until });
      around.seen?.(called);
      if (called.kind === 'fault') {
        said = called;
        throw new TypeError(called.fault);
      }
      const { answer } = called;
      if (answer.status !== 200) said = { kind: 'refused', answer };
      // The body is decoded already, so that the headers about its coding do not speak of it any more.
      const type = answer.headers.get('content-type') ?? 'application/json';
      return new Response(answer.text, { status: answer.status, headers: { 'content-type': type } });
    },
  });
  try {
    const message = await client.messages.create(request(ask, settings.ANTHROPIC_MODEL));
    return readMessage(message);
  } catch (error) {
    if (said) return said;
    if (error instanceof APIError || error instanceof SyntaxError) return { kind: 'unreadable' };
    throw error;
  }
};

/** The client casts what comes, so nothing of it is believed before it is looked at. */
const readMessage = (message: Partial<Anthropic.Message> | null): Said => {
  if (message?.stop_reason === 'refusal') return { kind: 'stopped', reason: 'refusal' };
  if (message?.stop_reason === 'max_tokens' || message?.stop_reason === 'model_context_window_exceeded') {
    return { kind: 'stopped', reason: 'cut' };
  }
  const blocks: unknown = message?.content;
  if (!Array.isArray(blocks) || typeof message?.model !== 'string') return { kind: 'unreadable' };
  const text = blocks
    .map((block) => (block?.type === 'text' && typeof block.text === 'string' ? block.text : ''))
    .join('');
  const { input_tokens, output_tokens } = message.usage ?? { input_tokens: 0, output_tokens: 0 };
  return {
    kind: 'text',
    text,
    model: message.model,
    usage: { inputTokens: input_tokens, outputTokens: output_tokens },
  };
};
