import type { View, ViewBody } from '../../../../../src/features/views/contract.ts';
import { isCustomColumn } from '../../../../../src/lib/custom-column.ts';
import { keysOf } from '../../../../../src/lib/keys.ts';
import { ALL_VIEW, bodyFilters, type Filters, readFilters, type ViewColumn } from '../filters.ts';
import { COLUMN_LABELS } from '../labels.ts';

/** What the list shows where nobody has chosen. */
export const USUAL_COLUMNS: readonly ViewColumn[] = [
  'company',
  'location',
  'industry',
  'seniority',
  'netWorth',
  'email',
  'added',
];

/** All there are beside the workspace's own, each at its usual place. */
export const ALL_COLUMNS = keysOf(COLUMN_LABELS);

/** Where a column usually stands: the workspace's own behind all others. */
const placeOf = (column: ViewColumn): number =>
  isCustomColumn(column) ? ALL_COLUMNS.length : ALL_COLUMNS.indexOf(column);

/**
 * With one more column, or without one that is shown. A new one comes behind those that usually stand before it; the others
 * stay in the order that somebody gave them. The last one stays.
 */
export function toggledColumn(shown: readonly ViewColumn[], column: ViewColumn): readonly ViewColumn[] {
  if (shown.includes(column)) return shown.length === 1 ? shown : shown.filter((one) => one !== column);
  if (isCustomColumn(column)) return [...shown, column];
  const usual = placeOf(column);
  const at = shown.findLastIndex((one) => placeOf(one) < usual) + 1;
  return [...shown.slice(0, at), column, ...shown.slice(at)];
}

/** With these columns; the usual ones are not named, so that equal lists have equal addresses. */
export function withColumns(filters: Filters, columns: readonly ViewColumn[]): Filters {
  const { columns: _, ...rest } = filters;
  return columns.join() === USUAL_COLUMNS.join() ? rest : { ...rest, columns: [...columns] };
}

/** What a view keeps of an address. */
export const contentOf = (filters: Filters): Pick<ViewBody, 'filters' | 'sort' | 'columns'> => ({
  filters: bodyFilters(filters),
  sort: filters.sort ?? 'newest',
  columns: [...(filters.columns ?? USUAL_COLUMNS)],
});

/** The address that a view stands for. */
export const searchOf = ({
  id,
  filters,
  sort,
  columns,
}: Pick<View, 'id' | 'filters' | 'sort' | 'columns'>): Filters => ({
  ...withColumns(readFilters({ ...filters, sort }), columns),
  view: id,
});

/** What the order of values does not matter to: two addresses that show the same are the same. */
const same = (filters: Filters): string =>
  JSON.stringify(
    Object.entries(readFilters({ ...filters })).map(([name, value]) => [
      name,
      Array.isArray(value) && name !== 'columns' ? [...value].sort() : value,
    ]),
  );

/** Whether what is shown differs from what the view keeps. */
export const isChanged = (filters: Filters, view: View): boolean =>
  same({ ...filters, view: view.id }) !== same(searchOf(view));

/** The view that an address names, where one sees it. */
export const viewOf = (filters: Filters, views: readonly View[] | undefined): View | undefined =>
  views?.find(({ id }) => id === filters.view);

/** The view that the list begins with: one's own choice, else everybody's. */
export const defaultOf = (views: readonly View[] | undefined): View | undefined =>
  views?.find((view) => view.isDefault) ?? views?.find((view) => view.isDefaultForAll);

/** Whether an address leaves it to a view what is shown: it names nothing, or nothing but a view. */
export const leavesToView = (filters: Filters): boolean => {
  const names = Object.keys(filters);
  return names.length === 0 || (names.length === 1 && filters.view !== undefined && filters.view !== ALL_VIEW);
};

/** Where the list is to begin, of an address that leaves it to a view; null where that is where it stands. What an address says of itself wins. */
export function beginningOf(filters: Filters, views: readonly View[]): Filters | null {
  if (!leavesToView(filters)) return null;
  const view = filters.view === undefined ? defaultOf(views) : viewOf(filters, views);
  if (view === undefined) return null;
  const search = searchOf(view);
  return same(search) === same(filters) ? null : search;
}

/** Everybody: named as such only where the list would begin with a view. */
export const everybody = (views: readonly View[] | undefined): Filters =>
  defaultOf(views) === undefined ? {} : { view: ALL_VIEW };

/** Where a change of the filters leads: one that takes the last of them away leaves the view, which would bring them back. */
export const afterChange = (next: Filters, views: readonly View[] | undefined): Filters =>
  leavesToView(next) ? everybody(views) : next;
