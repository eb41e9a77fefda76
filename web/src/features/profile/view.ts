import { many, one, type RawSearch } from '../../lib/search-params.ts';

/** The parts of a profile, in the order of their tabs. */
export const TABS = ['overview', 'timeline', 'relations', 'identity', 'insider', 'wealth'] as const;
export type Tab = (typeof TABS)[number];

/** A field's name as the API takes it. */
const FIELD = /^[a-z][a-zA-Z0-9]{0,59}$/;
/** Kinds and inputs of one address, and the length of one, as the API takes them. */
const VALUES_MAX = 50;
const KEY_MAX = 300;

/**
 * What of a profile is shown, as the address bar has it: the tab (the first is left out), the field whose values are
 * looked at, the groups of transactions that are kept, and the inputs of the wealth signal that are switched off
 * (`without`) and on (`with`).
 */
export interface View {
  tab?: Exclude<Tab, 'overview'>;
  field?: string;
  kind?: string[];
  without?: string[];
  with?: string[];
}

const keys = (value: unknown): string[] | undefined => {
  const found = many(value, VALUES_MAX)?.filter((key) => key.length <= KEY_MAX);
  return found === undefined || found.length === 0 ? undefined : found;
};

/** The view of an address; what means nothing is dropped. */
export function readView(search: RawSearch | Record<string, unknown>): View {
  const view: View = {};
  const tab = TABS.find((known) => known === one(search.tab));
  if (tab !== undefined && tab !== 'overview') view.tab = tab;
  const field = one(search.field);
  if (field !== undefined && FIELD.test(field)) view.field = field;
  const kind = keys(search.kind);
  if (tab === 'insider' && kind !== undefined) view.kind = kind;
  const [without, added] = [keys(search.without), keys(search.with)];
  if (tab === 'wealth' && without !== undefined) view.without = without;
  if (tab === 'wealth' && added !== undefined) view.with = added;
  return view;
}
