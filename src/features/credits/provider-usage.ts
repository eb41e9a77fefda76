import * as z from 'zod';
import type { Settings } from '../../platform/env.ts';
import { callProvider, jsonOf } from '../../platform/fetch-guard.ts';
import type { PaidSource } from './contract.ts';

/**
 * What providers say that they have billed to a key. Each tells a sum for a time, none tells a single call: by what the sum
 * holds beyond the calls whose bills are known, the others are told. In the provider's own unit, as the ledger is.
 */
export type Usage = { units: number; from: Date };

/** Longest wait for one of them: nobody waits for it, and the next look is a minute away. */
const ASK_MAX_MS = 15_000;
const DAY_MS = 24 * 60 * 60_000;

type Asked = { settings: Settings; oldest: Date; now: Date };
type Ask = (asked: Asked) => Promise<Usage | null>;

const json = async (url: string, init: RequestInit): Promise<unknown> => {
  const called = await callProvider(url, init, { paid: false, until: Date.now() + ASK_MAX_MS });
  return called.kind === 'answer' && called.answer.status === 200 ? jsonOf(called.answer) : undefined;
};

const dayOf = (at: Date): Date => new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS);

const apolloUsage = z.object({
  credit_usage_stats: z.object({ lead_credit: z.object({ consumed: z.number() }) }),
  current_credit_cycle: z.object({ start_date: z.iso.datetime({ offset: true }) }),
});
const contactoutUsage = z.object({
  usage: z.object({ count: z.number(), phone_count: z.number(), search_count: z.number() }),
});
const exaUsage = z.object({ total_cost_usd: z.number() });
const claudeUsage = z.object({
  data: z.array(
    z.object({
      results: z.array(
        z.object({
          uncached_input_tokens: z.number(),
          cache_read_input_tokens: z.number(),
          output_tokens: z.number(),
        }),
      ),
    }),
  ),
  has_more: z.boolean(),
});

/** Credits of the current cycle (Apollo OpenAPI, View Credit Usage Stats). */
const ofApollo: Ask = async ({ settings, oldest }) => {
  const body = await json(`${settings.APOLLO_URL}/usage_stats/credit_usage_stats`, {
    method: 'POST',
    headers: { 'x-api-key': settings.APOLLO_KEY ?? '', accept: 'application/json' },
  });
  const parsed = apolloUsage.safeParse(body);
  if (!parsed.success) return null;
  const from = new Date(parsed.data.current_credit_cycle.start_date);
  return oldest < from ? null : { units: parsed.data.credit_usage_stats.lead_credit.consumed, from };
};

/** Credits of the calendar month (ContactOut API, stats). */
const ofContactout: Ask = async ({ settings, oldest, now }) => {
  const period = now.toISOString().slice(0, 7);
  if (oldest.toISOString().slice(0, 7) !== period) return null;
  const body = await json(`${settings.CONTACTOUT_URL}/v1/stats?period=${period}`, {
    headers: { token: settings.CONTACTOUT_KEY ?? '', accept: 'application/json' },
  });
  const { usage } = contactoutUsage.safeParse(body).data ?? {};
  return usage === undefined
    ? null
    : { units: usage.count + usage.phone_count + usage.search_count, from: new Date(`${period}-01T00:00:00Z`) };
};

/** US dollars since the day of the oldest (Exa, Team Management API, Get API Key Usage). */
const ofExa: Ask = async ({ settings, oldest }) => {
  if (!settings.EXA_SERVICE_KEY || !settings.EXA_KEY_ID) return null;
  const from = dayOf(oldest);
  const query = new URLSearchParams({ start_date: from.toISOString() });
  const body = await json(
    `${settings.EXA_ADMIN_URL}/api-keys/${encodeURIComponent(settings.EXA_KEY_ID)}/usage?${query}`,
    {
      headers: { 'x-api-key': settings.EXA_SERVICE_KEY, accept: 'application/json' },
    },
  );
  const parsed = exaUsage.safeParse(body);
  return parsed.success ? { units: parsed.data.total_cost_usd, from } : null;
};

/** Tokens since the day of the oldest (Anthropic Admin API, Messages Usage Report). A week by hours is the most it tells. */
const ofClaude: Ask = async ({ settings, oldest }) => {
  if (!settings.ANTHROPIC_ADMIN_KEY || !settings.ANTHROPIC_KEY_ID) return null;
  const from = dayOf(oldest);
  const query = new URLSearchParams({ starting_at: from.toISOString(), bucket_width: '1h', limit: '168' });
  query.append('api_key_ids[]', settings.ANTHROPIC_KEY_ID);
  const body = await json(`${settings.ANTHROPIC_URL}/v1/organizations/usage_report/messages?${query}`, {
    headers: { 'x-api-key': settings.ANTHROPIC_ADMIN_KEY, 'anthropic-version': '2023-06-01' },
  });
  const parsed = claudeUsage.safeParse(body);
  if (!parsed.success || parsed.data.has_more) return null;
  const units = parsed.data.data
    .flatMap(({ results }) => results)
    .reduce((sum, one) => sum + one.uncached_input_tokens + one.cache_read_input_tokens + one.output_tokens, 0);
  return { units, from };
};

const ASK: Record<PaidSource, Ask> = { apollo: ofApollo, exa: ofExa, contactout: ofContactout, claude: ofClaude };

/** What the platform's key was billed for in a time that holds the oldest call in question; null where nobody tells. */
export const usageOf = (provider: PaidSource, asked: Asked): Promise<Usage | null> => ASK[provider](asked);
