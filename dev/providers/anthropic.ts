import { json, withHeaders } from './answers.ts';
import { alikeOf, asksForAlike, profileIn } from './anthropic-alike.ts';
import { asksForColumns, columnsIn, targetsOf } from './anthropic-columns.ts';
import { evidenceIn, type Sentence, sentencesFrom, speaksOfMeans } from './anthropic-evidence.ts';
import type { Obedience } from './anthropic-obey.ts';
import {
  type CountBody,
  countBody,
  firstIssue,
  type MessageBody,
  messageBody,
  schemaProblem,
  userText,
} from './anthropic-request.ts';
import { type Block, eventsOf, type Message } from './anthropic-stream.ts';
import { usageReport } from './anthropic-usage.ts';
import { asksForFilters, fieldsIn, filtersIn, wordsIn } from './anthropic-words.ts';
import { hexOf } from './hash.ts';
import { apiKeyOrBearer, header, keyState } from './keys.ts';
import type { WindowState } from './limits.ts';
import { fillSchema, resolveRef } from './schema-fill.ts';
import type { Answer, Provider, ProviderContext, ProviderRequest } from './types.ts';

/** Limits per minute of tier 4 for Sonnet models (platform.claude.com, "Rate limits"). */
const REQUESTS = 4_000;
const INPUT_TOKENS = 2_000_000;
const OUTPUT_TOKENS = 400_000;
/** Rule of thumb of the documentation: a token is about four characters of English. */
const CHARACTERS_PER_TOKEN = 4;
/** What a request costs besides its text. */
const OVERHEAD_TOKENS = 12;

const ERRORS: Record<number, [string, string]> = {
  400: ['invalid_request_error', 'Invalid request'],
  401: ['authentication_error', 'invalid x-api-key'],
  402: ['billing_error', 'Your credit balance is too low to access the Anthropic API.'],
  403: ['permission_error', 'Your API key does not have permission to use the specified resource.'],
  404: ['not_found_error', 'Not found'],
  413: ['request_too_large', 'Request exceeds the maximum size'],
  429: ['rate_limit_error', 'This request would exceed the rate limit for your organization.'],
  500: ['api_error', 'Internal server error'],
  504: ['timeout_error', 'Request timed out'],
  529: ['overloaded_error', 'Overloaded'],
};

const requestIdOf = (request: ProviderRequest): string => `req_${hexOf(`anthropic|${request.seq}`, 24)}`;

function failure(status: number, request: ProviderRequest, retryAfter?: number, message?: string): Answer {
  const [type, usual] = ERRORS[status] ?? ['api_error', 'Internal server error'];
  const request_id = requestIdOf(request);
  const headers: Record<string, string> = { 'request-id': request_id };
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  return json(status, { type: 'error', error: { type, message: message ?? usual }, request_id }, { headers });
}

const tokens = (text: string): number => Math.max(1, Math.ceil(text.length / CHARACTERS_PER_TOKEN));
/** Everything the model would read, counted as text. */
const inputTokens = (body: CountBody): number =>
  OVERHEAD_TOKENS +
  tokens(JSON.stringify(body.messages)) +
  (body.system === undefined ? 0 : tokens(JSON.stringify(body.system))) +
  (body.tools === undefined ? 0 : tokens(JSON.stringify(body.tools))) +
  (body.output_config?.format == null ? 0 : tokens(JSON.stringify(body.output_config.format.schema)));

type Schema = Record<string, unknown>;
const asSchema = (value: unknown): Schema | null =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Schema) : null;

/**
 * How a schema holds sentences: a list of objects with one text and one list of ids. Null for any other shape.
 * An enumeration of ids is honoured: then no unknown id can be written.
 */
function sentenceShape(
  list: Schema,
  root: Schema,
): { text: string; ids: string; allowed: unknown[] | null; rest: Schema } | null {
  const items = asSchema(list.items);
  const item = items === null ? null : resolveRef(items, root);
  const properties = asSchema(item?.properties);
  if (list.type !== 'array' || item === null || properties === null) return null;
  const typed = Object.entries(properties).map(
    ([name, value]) => [name, resolveRef(asSchema(value) ?? {}, root)] as const,
  );
  const ids = typed.find(([, value]) => value.type === 'array');
  const text = typed.find(([name, value]) => value.type === 'string' && /text|sentence|statement/i.test(name));
  if (ids === undefined || text === undefined) return null;
  const enumeration = asSchema(ids[1].items)?.enum;
  return { text: text[0], ids: ids[0], allowed: Array.isArray(enumeration) ? enumeration : null, rest: item };
}

/** Talking points repeat a few of the sentences. */
const POINTS_MAX = 2;

/** What goes into one of several lists, by what the list is called. */
function forList(name: string, sentences: readonly Sentence[], means: readonly Sentence[]): readonly Sentence[] {
  if (/wealth|means/i.test(name)) return means;
  return /point/i.test(name) ? sentences.slice(0, POINTS_MAX) : sentences;
}

/** A value for the schema: sentences from the prompt's own evidence where it has room for them, else generic filling. */
function structured(schema: Schema, all: Sentences): unknown {
  return fillSchema(schema, (name, property) => {
    const shape = sentenceShape(property, schema);
    const items = asSchema(property.items);
    // A list of a few words: a model that obeys writes there too.
    if (
      shape === null &&
      all.words.length > 0 &&
      property.type === 'array' &&
      items !== null &&
      Array.isArray(items.enum)
    )
      return all.words;
    if (shape === null) return undefined;
    const sentences = [...forList(name, all.sentences, all.means), ...all.obeyed];
    const { text, ids, allowed } = shape;
    const usable =
      allowed === null ? sentences : sentences.filter((sentence) => sentence.ids.every((id) => allowed.includes(id)));
    return usable.map((sentence) => ({
      ...(asSchema(fillSchema({ ...schema, ...shape.rest })) ?? {}),
      [text]: sentence.text,
      [ids]: sentence.ids,
    }));
  });
}

/** What is written: of the evidence, of that in it which speaks of means, and at an attacker's word. */
type Sentences = { sentences: Sentence[]; means: Sentence[]; obeyed: Sentence[]; words: string[] };

/** What a schema that is known asks about the prompt, as far as the prompt says it; undefined for any other schema or prompt. */
function saidFor(properties: Schema, prompt: string, at: number): Record<string, unknown> | undefined {
  if (asksForFilters(properties)) {
    const words = wordsIn(prompt);
    return words === null ? undefined : filtersIn(words, at, fieldsIn(prompt));
  }
  const profile = asksForAlike(properties) ? profileIn(prompt) : null;
  return profile === null ? undefined : { ...alikeOf(profile) };
}

/** The words of the prompt in the shape that a schema asks for, a list without those that it does not allow. */
function understood(schema: Schema, prompt: string, at: number): unknown {
  const properties = asSchema(schema.properties);
  const said = properties === null ? undefined : saidFor(properties, prompt, at);
  if (said === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, property]) => {
      const shape = resolveRef(asSchema(property) ?? {}, schema);
      const value = said[name] ?? (shape.type === 'array' ? [] : null);
      const allowed = asSchema(shape.items)?.enum;
      return [
        name,
        Array.isArray(value) && Array.isArray(allowed) ? value.filter((one) => allowed.includes(one)) : value,
      ];
    }),
  );
}

/** The columns of the prompt as the fields that a schema asks for; undefined for any other schema or prompt. */
function columnsFor(schema: Schema, prompt: string): unknown {
  const properties = asSchema(schema.properties);
  const columns = properties !== null && asksForColumns(properties) ? columnsIn(prompt) : null;
  return columns === null ? undefined : { columns: targetsOf(columns) };
}

function contentOf(body: MessageBody, request: ProviderRequest, obedience: Obedience): Block[] {
  const prompt = userText(body);
  const evidence = evidenceIn(prompt);
  const sentences = sentencesFrom(evidence, prompt);
  const means = sentencesFrom(evidence.filter(speaksOfMeans), prompt).filter(({ ids }) =>
    ids.every((id) => evidence.some((one) => one.id === id)),
  );
  const all: Sentences = { sentences, means, ...obedience.to(prompt, evidence) };
  const choice = body.tool_choice;
  const wanted = choice?.type === 'tool' ? body.tools?.find(({ name }) => name === choice.name) : undefined;
  const tool = wanted ?? (choice?.type === 'any' ? body.tools?.[0] : undefined);
  if (tool !== undefined) {
    const input = structured(tool.input_schema ?? { type: 'object' }, all);
    const id = `toolu_${hexOf(`tool|${request.seq}`, 24)}`;
    return [{ type: 'tool_use', id, name: tool.name, input, caller: { type: 'direct' } }];
  }
  const format = body.output_config?.format;
  const prose = sentences.length > 0 ? sentences.map(({ text }) => text).join(' ') : 'There is nothing to add.';
  const known =
    format == null ? undefined : (understood(format.schema, prompt, request.at) ?? columnsFor(format.schema, prompt));
  const text = format == null ? prose : JSON.stringify(known ?? structured(format.schema, all));
  return [{ type: 'text', text, citations: null }];
}

/** Cuts the text at `max_tokens` or a stop sequence, as the API does also in the middle of JSON. */
function stopped(body: MessageBody, content: Block[]): Pick<Message, 'content' | 'stop_reason' | 'stop_sequence'> {
  const [block] = content;
  if (block?.type !== 'text') return { content, stop_reason: 'tool_use', stop_sequence: null };
  const stops = (body.stop_sequences ?? [])
    .map((stop) => ({ stop, at: block.text.indexOf(stop) }))
    .filter(({ at }) => at >= 0);
  const first = stops.sort((a, b) => a.at - b.at)[0];
  const room = body.max_tokens * CHARACTERS_PER_TOKEN;
  if (Math.min(first?.at ?? block.text.length, block.text.length) > room) {
    return { content: [{ ...block, text: block.text.slice(0, room) }], stop_reason: 'max_tokens', stop_sequence: null };
  }
  if (first === undefined) return { content, stop_reason: 'end_turn', stop_sequence: null };
  return {
    content: [{ ...block, text: block.text.slice(0, first.at) }],
    stop_reason: 'stop_sequence',
    stop_sequence: first.stop,
  };
}

/** The four groups of rate-limit headers; `tokens` is the sum of input and output. */
function limitHeaders(
  requests: WindowState[],
  input: WindowState[],
  output: WindowState[],
  at: number,
): Record<string, string> {
  const group = (name: string, windows: WindowState[], limit: number): Record<string, string> => {
    const [state] = windows;
    const left = Math.max(0, (state?.limit ?? limit) - (state?.used ?? 0));
    return {
      [`anthropic-ratelimit-${name}-limit`]: String(state?.limit ?? limit),
      [`anthropic-ratelimit-${name}-remaining`]: String(left),
      [`anthropic-ratelimit-${name}-reset`]: new Date(state?.resetAt ?? at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    };
  };
  const both = { ...(input[0] ?? { window: 'minute' as const, resetAt: at }) };
  const used = (input[0]?.used ?? 0) + (output[0]?.used ?? 0);
  return {
    ...group('requests', requests, REQUESTS),
    ...group('tokens', [{ ...both, limit: INPUT_TOKENS + OUTPUT_TOKENS, used }], INPUT_TOKENS + OUTPUT_TOKENS),
    ...group('input-tokens', input, INPUT_TOKENS),
    ...group('output-tokens', output, OUTPUT_TOKENS),
  };
}

function messages(request: ProviderRequest, context: ProviderContext, key: string, obedience: Obedience): Answer {
  const parsed = messageBody.safeParse(request.json);
  if (!parsed.success) return failure(400, request, undefined, firstIssue(parsed.error));
  const body = parsed.data;
  if (!body.model.startsWith('claude-')) return failure(404, request, undefined, `model: ${body.model}`);
  const problem = body.output_config?.format == null ? null : schemaProblem(body.output_config.format.schema);
  if (problem !== null) return failure(400, request, undefined, `output_config.format.schema: ${problem}`);
  const choice = body.tool_choice;
  if (choice?.type === 'tool' && !body.tools?.some(({ name }) => name === choice.name)) {
    return failure(400, request, undefined, `Tool '${choice.name}' not found in provided tools`);
  }

  const read = inputTokens(body);
  const minute = (limit: number) => [{ window: 'minute' as const, limit }];
  const requests = context.limiter.take('anthropic', `${key}|requests`, minute(REQUESTS));
  const input = context.limiter.spend(
    'anthropic',
    `${key}|${body.model}|input-tokens`,
    minute(INPUT_TOKENS),
    requests.allowed ? read : 0,
  );
  if (!requests.allowed || !input.allowed) {
    const wait = requests.allowed ? input.retryAfterSeconds : requests.retryAfterSeconds;
    return withHeaders(failure(429, request, wait), limitHeaders(requests.windows, input.windows, [], request.at));
  }

  const end = stopped(body, contentOf(body, request, obedience));
  const written = end.content.reduce(
    (sum, block) => sum + tokens(block.type === 'text' ? block.text : JSON.stringify(block.input)),
    0,
  );
  const output = context.limiter.spend(
    'anthropic',
    `${key}|${body.model}|output-tokens`,
    minute(OUTPUT_TOKENS),
    written,
  );
  const message: Message = {
    id: `msg_${hexOf(`message|${request.seq}`, 24)}`,
    type: 'message',
    role: 'assistant',
    model: body.model,
    ...end,
    stop_details: null,
    container: null,
    usage: {
      input_tokens: read,
      output_tokens: written,
      cache_creation: null,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      inference_geo: null,
      server_tool_use: null,
      service_tier: 'standard',
    },
  };
  const headers = limitHeaders(requests.windows, input.windows, output.windows, request.at);
  const detail = { input_tokens: read, output_tokens: written };
  const answer = json(200, message, { headers, billed: { units: read + written, kind: 'token', detail } });
  if (body.stream !== true) return answer;
  const chunks = eventsOf(message);
  return {
    ...withHeaders(answer, { 'content-type': 'text/event-stream; charset=utf-8' }),
    body: chunks.join(''),
    chunks,
  };
}

/** Anthropic, standing for `https://api.anthropic.com`; `obedience` says where it does what a page tells it. */
export function createAnthropic(obedience: Obedience): Provider {
  const route = (request: ProviderRequest, context: ProviderContext): Answer => {
    // The documentation moved from `x-api-key` to a bearer token (platform.claude.com, "Authentication"); SDK 1.x sends
    // the latter, older clients the former.
    const key = apiKeyOrBearer(request.headers);
    const state = keyState(key);
    if (state === 'missing') return failure(401, request, undefined, 'x-api-key header is required');
    if (state === 'invalid') return failure(401, request);
    if (header(request.headers, 'anthropic-version') === '') {
      return failure(400, request, undefined, 'anthropic-version: header is required');
    }
    if (request.method === 'GET' && request.path === '/v1/organizations/usage_report/messages') {
      const report = usageReport(request, context);
      return typeof report === 'string' ? failure(400, request, undefined, report) : report;
    }
    const counting = request.path === '/v1/messages/count_tokens';
    if (!counting && request.path !== '/v1/messages') return failure(404, request);
    if (request.method !== 'POST') return failure(405, request, undefined, 'Method Not Allowed');
    if (state === 'exhausted') return failure(402, request);
    if (state === 'noscope') return failure(403, request);
    if (!counting) return messages(request, context, key, obedience);
    const parsed = countBody.safeParse(request.json);
    if (!parsed.success) return failure(400, request, undefined, firstIssue(parsed.error));
    return json(200, { input_tokens: inputTokens(parsed.data) });
  };
  return {
    name: 'anthropic',
    prefixes: ['anthropic'],
    handle: (request, context) => withHeaders(route(request, context), { 'request-id': requestIdOf(request) }),
    failure: (status, request, retryAfter) => failure(status, request, retryAfter),
  };
}
