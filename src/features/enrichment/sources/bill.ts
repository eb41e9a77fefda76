import * as z from 'zod';
import { type Called, jsonOf } from '../../../platform/fetch-guard.ts';
import type { PaidSource } from '../../credits/contract.ts';
import { contactoutProfile, isSample } from './contactout-shape.ts';
import type { Bill, SourceOutcome } from './types.ts';

const apolloAnswer = z.object({ person: z.object({ name: z.string() }).nullable() });
const exaAnswer = z.object({ requestId: z.string().nullish(), costDollars: z.object({ total: z.number().min(0) }) });
const contactoutAnswer = z.object({ profile: z.union([contactoutProfile, z.array(z.unknown()).max(0)]) });
const claudeAnswer = z.object({ usage: z.object({ input_tokens: z.number(), output_tokens: z.number() }) });

/** Units of a successful answer. */
const UNITS: Record<PaidSource, (body: unknown) => number | null> = {
  // A credit for a person, none for nobody (Apollo OpenAPI, People Enrichment); phones are not asked for.
  apollo: (body) => {
    const parsed = apolloAnswer.safeParse(body);
    if (!parsed.success) return null;
    return parsed.data.person === null ? 0 : 1;
  },
  exa: (body) => exaAnswer.safeParse(body).data?.costDollars.total ?? null,
  // One for the profile, one for any e-mail, one for any phone (ContactOut API, credits).
  contactout: (body) => {
    const parsed = contactoutAnswer.safeParse(body);
    if (!parsed.success) return null;
    const { profile } = parsed.data;
    if (Array.isArray(profile) || isSample(profile)) return 0;
    const mails = profile.workEmails.length + profile.personalEmails.length > 0 ? 1 : 0;
    return 1 + mails + (profile.phones.length > 0 ? 1 : 0);
  },
  claude: (body) => {
    const usage = claudeAnswer.safeParse(body).data?.usage;
    return usage === undefined ? null : usage.input_tokens + usage.output_tokens;
  },
};

/** Apollo prints its request ids as bare numbers that no float holds, so that they are read as text. */
const APOLLO_ID = /"request_id":\s*"?(-?\d{1,20})/;

const idOf = (source: PaidSource, text: string, headers: Headers): string | null => {
  if (source === 'apollo') return APOLLO_ID.exec(text)?.[1] ?? null;
  if (source === 'exa') return /"requestId":\s*"([\w-]{1,100})"/.exec(text)?.[1] ?? null;
  return headers.get('request-id') ?? headers.get('x-request-id');
};

/** What a refusal says of the key. ContactOut means credentials by 400, input by 401 and an empty balance by 403. */
const keyOf = (source: PaidSource, status: number, text: string): Bill['key'] => {
  if (source === 'contactout') {
    if (status === 400) return 'refused';
    if (status === 403) return /credit|quota/i.test(text) ? 'exhausted' : 'refused';
    return status < 500 && status !== 429 ? 'ok' : null;
  }
  if (status === 402 || (source === 'apollo' && status === 422 && /credit/i.test(text))) return 'exhausted';
  if (status === 401 || status === 403) return 'refused';
  return status < 500 && status !== 429 ? 'ok' : null;
};

/** Statuses of 500 and above by which a provider turns a call away before it does any work. */
const TURNED_AWAY = new Set([503, 529]);

/** What a call goes on our bill with, by what came of it. */
export const billOf = (source: PaidSource, called: Called): Bill => {
  if (called.kind === 'fault') return { units: null, requestId: null, key: null };
  const { status, text, headers } = called.answer;
  const about = { requestId: idOf(source, text, headers), key: keyOf(source, status, text) };
  if (status === 200) return { units: UNITS[source](jsonOf(called.answer)), ...about };
  return { units: status >= 500 && !TURNED_AWAY.has(status) ? null : 0, ...about };
};

/** The name of our own that a paid call carries. No provider repeats work for it; its own log may hold it. */
export const REQUEST_HEADER = 'x-request-id';

/**
 * An outcome with its bill. Where the bill is known the call is settled, however little could be made of its answer; where
 * it is not and nothing came of the call, the provider has to be asked.
 */
export const billed = (source: PaidSource, called: Called, outcome: SourceOutcome): SourceOutcome => {
  const bill = billOf(source, called);
  return { ...outcome, bill, unsettled: outcome.status === 'failed' && bill.units === null };
};
