import { many, one, type RawSearch } from '../../lib/search-params.ts';

/** The parts of a profile, in the order of their tabs. */
export const TABS = ['overview', 'identity', 'insider', 'wealth'] as const;
export type Tab = (typeof TABS)[number];

/** A field's name as the API takes it. */
const FIELD = /^[a-z][a-zA-Z0-9]{0,59}$/;
/** Inputs of an estimate that may be switched off by a link: more than there are is a mistake. */
const OFF_MAX = 40;

/**
 * What of a profile is shown, as the address bar has it: the tab (the first is left out), the field whose values are
 * looked at, the kind of transactions, and the inputs of the wealth estimate that are switched off.
 */
export interface View {
  tab?: Exclude<Tab, 'overview'>;
  field?: string;
  kind?: string;
  off?: string[];
}

/** The view of an address; what means nothing is dropped. */
export function readView(search: RawSearch | Record<string, unknown>): View {
  const view: View = {};
  const tab = TABS.find((known) => known === one(search.tab));
  if (tab !== undefined && tab !== 'overview') view.tab = tab;
  const field = one(search.field);
  if (field !== undefined && FIELD.test(field)) view.field = field;
  const kind = one(search.kind);
  if (view.tab === 'insider' && kind !== undefined) view.kind = kind;
  const off = many(search.off, OFF_MAX);
  if (view.tab === 'wealth' && off !== undefined) view.off = off;
  return view;
}
