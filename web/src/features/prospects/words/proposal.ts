import type { FiltersFromWords } from '../../../../../src/features/words/contract.ts';
import { FILTER_LABELS, type Filters, type Multi, readFilters } from '../filters.ts';

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

/** `Industry Fintech` */
export const unknownWords = ({ filter, value }: FiltersFromWords['unknownHere'][number]): string =>
  `${Object.hasOwn(FILTER_LABELS, filter) ? FILTER_LABELS[filter as Multi] : filter} ${value}`;
