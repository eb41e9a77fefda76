import { type Answer, type Fault, retryAfterMs, TRY_MAX_MS } from '../../../platform/fetch-guard.ts';
import type { Source } from '../../prospects/contract.ts';
import type { SourceCode } from '../../prospects/profile-contract.ts';
import type { FoundMatch, FoundSignal, FoundValue, SourceOutcome } from './types.ts';

/** How a source is called to people. */
export const SOURCE_NAMES: Record<Source, string> = {
  apollo: 'Apollo',
  exa: 'Exa',
  contactout: 'ContactOut',
  edgar: 'SEC EDGAR',
  claude: 'Claude',
};

const nothing = { cost: 0, unsettled: false, values: [], signals: [], answer: null };

export const skipped = (reason: string, code: SourceCode = 'too_little_known'): SourceOutcome => ({
  ...nothing,
  status: 'skipped',
  reason,
  code,
});

/** The operator has set no key for this source. */
export const noKey = (source: Source): SourceOutcome => skipped(`No key for ${SOURCE_NAMES[source]} is set.`, 'no_key');

export const empty = (reason: string, answer: unknown = null): SourceOutcome => ({
  ...nothing,
  status: 'empty',
  reason,
  code: 'nothing_found',
  answer,
});

type Failing = { unsettled?: boolean; answer?: unknown; code?: SourceCode; nextTryAt?: number };
export const failed = (reason: string, options: Failing = {}): SourceOutcome => ({
  ...nothing,
  status: 'failed',
  reason,
  code: options.code ?? 'refused',
  ...(options.nextTryAt === undefined ? {} : { nextTryAt: options.nextTryAt }),
  unsettled: options.unsettled ?? false,
  answer: options.answer ?? null,
});

/** Something or, where neither a value nor a signal came out of the answer, nothing: then it costs nothing either. */
export const found = (
  source: Source,
  cost: number,
  brought: { values: FoundValue[]; signals?: FoundSignal[]; answer: unknown; match?: FoundMatch },
): SourceOutcome => {
  const { values, signals = [], answer, match } = brought;
  if (values.length === 0 && signals.length === 0) {
    return empty(`${SOURCE_NAMES[source]} knows this person, but nothing new about them.`, answer);
  }
  return { ...nothing, status: 'found', reason: null, cost, values, signals, answer, ...(match ? { match } : {}) };
};

const FAULT_CODES: Record<Fault, SourceCode> = { timeout: 'timeout', network: 'network', too_large: 'unreadable' };
const FAULTS: Record<Fault, string> = {
  timeout: `did not answer within ${TRY_MAX_MS / 1000} seconds`,
  network: 'could not be reached, or broke off',
  too_large: 'sent more than can be read',
};

/** No answer came. */
export const lost = (source: Source, fault: Fault): SourceOutcome =>
  failed(`${SOURCE_NAMES[source]} ${FAULTS[fault]}. Try again later.`, {
    unsettled: source !== 'edgar',
    code: FAULT_CODES[fault],
  });

/** An answer came, and it is not what the provider documents. */
export const unreadable = (source: Source): SourceOutcome =>
  failed(`${SOURCE_NAMES[source]} gave an answer that cannot be read. Try again later.`, {
    unsettled: source !== 'edgar',
    code: 'unreadable',
  });

/** How long a provider wants to be left alone, in words. */
const inWords = (ms: number | undefined): string => {
  if (ms === undefined) return 'in a minute';
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 120 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
};

/** A refusal or breakdown by its status, as HTTP means it. Providers that mean something else by one look before. */
export const refusedAs = (source: Source, answer: Answer, now: number): SourceOutcome => {
  const name = SOURCE_NAMES[source];
  const { status, headers } = answer;
  if (status === 401)
    return failed(`${name} does not take the key. Check it in the settings.`, { code: 'key_refused' });
  if (status === 402)
    return failed(`The account with ${name} is out of credits. Top it up.`, { code: 'out_of_credits' });
  if (status === 403)
    return failed(`The key for ${name} may not do this. Give it access, or set another.`, { code: 'key_refused' });
  if (status === 429) {
    const wait = retryAfterMs(headers.get('retry-after'), now);
    return failed(`${name} is being asked too often. Try again ${inWords(wait)}.`, {
      code: 'rate_limited',
      ...(wait === undefined ? {} : { nextTryAt: now + wait }),
    });
  }
  if (status === 503 || status === 529)
    return failed(`${name} is overloaded. Try again later.`, { code: 'overloaded' });
  if (status >= 500) {
    return failed(`${name} broke down (${status}). Try again later.`, {
      unsettled: source !== 'edgar',
      code: 'provider_error',
    });
  }
  return failed(`${name} refused the question (${status}).`);
};
