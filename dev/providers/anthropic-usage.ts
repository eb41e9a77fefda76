import { json } from './answers.ts';
import type { Answer, ProviderContext, ProviderRequest } from './types.ts';

/** The widths of a bucket, in milliseconds, and how many of each one page holds (Admin API, Messages Usage Report). */
const BUCKETS: Record<string, { ms: number; most: number } | undefined> = {
  '1m': { ms: 60_000, most: 1_440 },
  '1h': { ms: 3_600_000, most: 168 },
  '1d': { ms: 86_400_000, most: 31 },
};
/** Buckets of a page where none are asked for. */
const LIMIT = 7;

/**
 * Tokens of keys in buckets of time: `GET /v1/organizations/usage_report/messages`. A key is known by the fingerprint that
 * the list of calls shows. What is wrong with the question is told as text.
 */
export function usageReport(request: ProviderRequest, context: ProviderContext): Answer | string {
  const width = BUCKETS[request.query.get('bucket_width') ?? '1d'];
  const start = Date.parse(request.query.get('starting_at') ?? '');
  if (width === undefined) return 'bucket_width: Input should be 1m, 1h or 1d';
  if (Number.isNaN(start)) return 'starting_at: Field required';
  const keys = request.query.getAll('api_key_ids[]');
  const limit = Math.min(width.most, Number(request.query.get('limit') ?? LIMIT));
  const first = Math.floor(start / width.ms) * width.ms;
  const count = Math.max(0, Math.ceil((request.at + 1 - first) / width.ms));
  const data = Array.from({ length: Math.min(limit, count) }, (_, at) => {
    const from = first + at * width.ms;
    const sums = keys.map((key) => context.usage('anthropic', `***${key}`, { from, to: from + width.ms }).detail);
    const of = (name: string) => sums.reduce((sum, detail) => sum + (detail[name] ?? 0), 0);
    return {
      starting_at: new Date(from).toISOString(),
      ending_at: new Date(from + width.ms).toISOString(),
      results: [
        {
          api_key_id: null,
          workspace_id: null,
          model: null,
          service_tier: null,
          context_window: null,
          uncached_input_tokens: of('input_tokens'),
          cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
          cache_read_input_tokens: 0,
          output_tokens: of('output_tokens'),
          server_tool_use: { web_search_requests: 0 },
        },
      ],
    };
  });
  return json(200, { data, has_more: count > limit, next_page: null });
}
