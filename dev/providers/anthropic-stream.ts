/** A content block as a whole answer holds it. */
export type Block =
  | { type: 'text'; text: string; citations: null }
  | { type: 'tool_use'; id: string; name: string; input: unknown; caller: { type: 'direct' } };

/** A message as `POST /v1/messages` answers it. */
export interface Message {
  id: string;
  type: 'message';
  role: 'assistant';
  model: string;
  content: Block[];
  stop_reason: 'end_turn' | 'max_tokens' | 'stop_sequence' | 'tool_use';
  stop_sequence: string | null;
  stop_details: null;
  container: null;
  usage: Record<string, unknown> & { input_tokens: number; output_tokens: number };
}

/** Characters per delta event. */
const SLICE = 48;

const event = (name: string, data: Record<string, unknown>): string =>
  `event: ${name}\ndata: ${JSON.stringify({ type: name, ...data })}\n\n`;

const slices = (text: string): string[] => text.match(new RegExp(`[\\s\\S]{1,${SLICE}}`, 'gu')) ?? [];

/** The server-sent events of a message, in the order of the streaming guide. */
export function eventsOf(message: Message): string[] {
  const opening = { ...message, content: [], stop_reason: null, usage: { ...message.usage, output_tokens: 1 } };
  const blocks = message.content.flatMap((block, index) => {
    const empty = block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} };
    const deltas =
      block.type === 'text'
        ? slices(block.text).map((text) => ({ type: 'text_delta', text }))
        : slices(JSON.stringify(block.input)).map((json) => ({ type: 'input_json_delta', partial_json: json }));
    return [
      event('content_block_start', { index, content_block: empty }),
      ...deltas.map((delta) => event('content_block_delta', { index, delta })),
      event('content_block_stop', { index }),
    ];
  });
  const { stop_reason, stop_sequence, usage } = message;
  return [
    event('message_start', { message: opening }),
    event('ping', {}),
    ...blocks,
    event('message_delta', { delta: { stop_reason, stop_sequence }, usage: { output_tokens: usage.output_tokens } }),
    event('message_stop', {}),
  ];
}
