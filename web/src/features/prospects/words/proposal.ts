import type { FiltersFromWords } from '../../../../../src/features/words/contract.ts';
import { FILTER_LABELS, type Filters, readFilters } from '../filters.ts';

/** The filters that words were taken for, as an address has them. */
export const proposedFilters = ({ filters, sort }: Pick<FiltersFromWords, 'filters' | 'sort'>): Filters =>
  readFilters({ ...filters, ...(sort === null ? {} : { sort }) });

/** The address with what was proposed in the place of all that was searched; how it is looked at stays. */
export function applied(proposed: Filters, now: Filters): Filters {
  const { view, columns, sort } = now;
  return {
    ...(view === undefined ? {} : { view }),
    ...(columns === undefined ? {} : { columns }),
    ...(sort === undefined ? {} : { sort }),
    ...proposed,
  };
}

const LABELS: Record<string, string> = { ...FILTER_LABELS, list: 'List' };

/** `Industry Fintech` */
export const unknownWords = ({ filter, value }: FiltersFromWords['unknownHere'][number]): string =>
  `${Object.hasOwn(LABELS, filter) ? LABELS[filter] : filter} ${value}`;
