import type { LedgerEntry } from '../../../../src/features/credits/contract.ts';
import { one } from '../../lib/search-params.ts';
import { SOURCE_LABELS } from '../prospects/labels.ts';
import { STATE_FILTERS } from './credit-words.ts';

export interface LedgerFilter {
  member?: string;
  provider?: LedgerEntry['provider'];
  state?: LedgerEntry['state'];
  run?: string;
}

/** The sources that are paid for, in the order of the lists. */
export const PAID: ReadonlyArray<'apollo' | 'contactout' | 'exa' | 'claude'> = [
  'apollo',
  'contactout',
  'exa',
  'claude',
];

/** UUID as the API makes them: another `run` would only be refused. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Longest id of a member, as the API takes it. */
const MEMBER_MAX = 100;

/** The filters of an address; what the API would refuse is dropped. */
export function readLedgerFilter(search: Record<string, unknown>): LedgerFilter {
  const member = one(search.member);
  const provider = one(search.provider) ?? '';
  const state = one(search.state) ?? '';
  const run = one(search.run);
  return {
    ...(member === undefined || member.length > MEMBER_MAX ? {} : { member }),
    ...(Object.hasOwn(SOURCE_LABELS, provider) && provider !== 'import' && provider !== 'member'
      ? { provider: provider as LedgerEntry['provider'] }
      : {}),
    ...(Object.hasOwn(STATE_FILTERS, state) ? { state: state as LedgerEntry['state'] } : {}),
    ...(run === undefined || !ID.test(run) ? {} : { run }),
  };
}
