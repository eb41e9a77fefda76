import { isCustomColumn } from '../../../../src/lib/custom-column.ts';
import { count } from '../../lib/format.ts';
import { createStore } from '../../lib/store.ts';
import { bodyFilters, chipsOf, type Filters, type Names, type ViewColumn } from '../prospects/filters.ts';
import { SORT_LABELS } from '../prospects/labels.ts';

/** Whose data a file is to hold: all that a search finds, in its order, or those who are ticked. `people` is null while only a floor is known. */
export type ExportTarget =
  | { kind: 'filter'; filters: Filters; people: number | null }
  | { kind: 'ids'; ids: readonly string[]; sort?: Filters['sort'] | undefined; columns?: Filters['columns'] };

/** The file that somebody is about to ask for; null where nobody is. Its dialog stands over every screen. */
export const exportTarget = createStore<ExportTarget | null>(null);
export const openExport = (target: ExportTarget): void => exportTarget.set(() => target);

/** The part of a request that says whom, and in which order. */
export function whomOf(target: ExportTarget): object {
  const sort = (target.kind === 'ids' ? target.sort : target.filters.sort) ?? 'newest';
  if (target.kind === 'ids') return { ids: target.ids, sort };
  return { filter: bodyFilters(target.filters), sort };
}

/** Columns of the list that a file calls otherwise. */
const FILE_KEYS: Partial<Record<ViewColumn, string>> = {
  added: 'createdAt',
  updated: 'updatedAt',
  enriched: 'enrichedAt',
};

/** The columns of the list as a file names them, the person's own first; null where nobody chose any. */
export function listKeysOf(target: ExportTarget): string[] | null {
  const columns = target.kind === 'ids' ? target.columns : target.filters.columns;
  if (columns === undefined) return null;
  return ['name', 'title', ...columns.map((one) => (isCustomColumn(one) ? one : (FILE_KEYS[one] ?? one)))];
}

export const peopleOf = (target: ExportTarget): number | null =>
  target.kind === 'ids' ? target.ids.length : target.people;

/** `“trust”, Company is Acme`; empty where a search asks for everybody. */
export function filterWords(filters: Filters, names?: Names): string {
  const chips = chipsOf(filters, names).map(({ label, relation, value }) =>
    [label, relation, value].filter((word) => word !== '').join(' '),
  );
  return [...(filters.q === undefined ? [] : [`“${filters.q}”`]), ...chips].join(', ');
}

/** `1,204 people that match Company is Acme, in the order of the list: Name, A to Z.` */
export function targetWords(target: ExportTarget): string {
  const sort = SORT_LABELS[(target.kind === 'ids' ? target.sort : target.filters.sort) ?? 'newest'];
  const people = peopleOf(target);
  const many = people === null ? 'All people' : count(people, 'person', 'people');
  if (target.kind === 'ids') return `${many} that you ticked, in the order of the list: ${sort}.`;
  const by = filterWords(target.filters);
  return `${many} ${by === '' ? 'of the workspace' : `that match ${by}`}, in the order of the list: ${sort}.`;
}
