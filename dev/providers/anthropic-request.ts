import * as z from 'zod';

const textBlock = z.looseObject({ type: z.literal('text'), text: z.string() });
const otherBlock = z.looseObject({ type: z.string() });
const content = z.union([z.string(), z.array(z.union([textBlock, otherBlock])).min(1)]);
const schema = z.record(z.string(), z.unknown());
const message = z.strictObject({ role: z.enum(['user', 'assistant']), content });
const tool = z.looseObject({ name: z.string().min(1), input_schema: schema.optional(), type: z.string().optional() });
const toolChoice = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('auto') }),
  z.looseObject({ type: z.literal('any') }),
  z.looseObject({ type: z.literal('none') }),
  z.looseObject({ type: z.literal('tool'), name: z.string() }),
]);

/** Parameters that token counting takes too (Messages API, `CountMessageTokensParams`). */
const countable = {
  model: z.string().min(1),
  messages: z.array(message).min(1),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  tools: z.array(tool).optional(),
  tool_choice: toolChoice.optional(),
  thinking: z.looseObject({ type: z.string() }).optional(),
  cache_control: z.unknown().optional(),
  output_config: z
    .strictObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullish(),
      format: z.strictObject({ type: z.literal('json_schema'), schema }).nullish(),
    })
    .optional(),
};
/** Body of `POST /v1/messages/count_tokens`. */
export const countBody = z.strictObject(countable);
/** Body of `POST /v1/messages`; unknown names are refused, as the API does. */
export const messageBody = z.strictObject({
  ...countable,
  max_tokens: z.int().min(1),
  stream: z.boolean().optional(),
  stop_sequences: z.array(z.string()).optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.int().min(0).optional(),
  metadata: z.looseObject({}).optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
  container: z.unknown().optional(),
  inference_geo: z.unknown().optional(),
});
export type CountBody = z.infer<typeof countBody>;
export type MessageBody = z.infer<typeof messageBody>;

/** `messages.0.role: ...`, the first thing that is wrong. */
export function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'invalid request';
  const at = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return `${[at, issue.keys[0]].filter((part) => part !== '').join('.')}: Extra inputs are not permitted`;
  const required = issue.code === 'invalid_type' && issue.message.endsWith('undefined');
  return `${at}: ${required ? 'Field required' : issue.message}`;
}

/** Keywords that structured outputs do not support (platform.claude.com, "Structured outputs", JSON schema limitations). */
const UNSUPPORTED = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
  'minProperties',
  'maxProperties',
];

/** Why structured outputs would refuse a schema, or null. Objects must state `additionalProperties: false`. */
export function schemaProblem(node: unknown): string | null {
  if (Array.isArray(node)) return node.map(schemaProblem).find((problem) => problem !== null) ?? null;
  const parsed = schema.safeParse(node);
  if (!parsed.success) return null;
  const { data } = parsed;
  if (data.type === 'object' && data.additionalProperties !== false) {
    return "For 'object' type, 'additionalProperties' must be explicitly set to false";
  }
  const bad = UNSUPPORTED.find((keyword) => keyword in data && typeof data.type === 'string');
  if (bad !== undefined) return `For '${String(data.type)}' type, property '${bad}' is not supported`;
  if (typeof data.minItems === 'number' && data.minItems > 1) {
    return "For 'array' type, 'minItems' values other than 0 or 1 are not supported";
  }
  const inner = [data.items, data.anyOf, data.allOf];
  const named = [data.properties, data.$defs, data.definitions].map((map) =>
    Object.values(schema.safeParse(map).data ?? {}),
  );
  return [...inner, ...named].map(schemaProblem).find((problem) => problem !== null) ?? null;
}

/** All text of the user's turns, one after the other. */
export function userText(body: CountBody): string {
  return body.messages
    .filter(({ role }) => role === 'user')
    .flatMap(({ content: turn }) =>
      typeof turn === 'string' ? [turn] : turn.map((block) => textBlock.safeParse(block).data?.text ?? ''),
    )
    .join('\n');
}
