import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Facet, SearchAnswer } from '../../../../src/features/prospects/contract.ts';
import { get } from '../../lib/api.ts';
import { apiQuery, type Filters, selectedValues, withoutFacet } from './filters.ts';
import { prospectsQuery } from './use-prospects.ts';

const FRESH_MS = 60_000;

export interface FacetRow {
  value: string;
  /** Null where the answer does not tell. */
  count: number | null;
  selected: boolean;
}

/**
 * The values of a facet. Facets count what the filters match, so a facet that is filtered by would lose all its other
 * values: that one is counted without its own filter (usually an answer that is still here from a moment ago).
 */
export function useFacet(facet: Facet, filters: Filters, answer: SearchAnswer | undefined): FacetRow[] | undefined {
  const queries = useQueryClient();
  const selected = selectedValues(filters, facet);
  const others = withoutFacet(filters, facet);
  const { data: wider } = useQuery({
    queryKey: ['facets', others],
    queryFn: async ({ signal }) =>
      (await get<SearchAnswer>(`/api/v1/prospects${apiQuery(others, { limit: 1 })}`, signal)).facets,
    initialData: () => queries.getQueryData(prospectsQuery(others).queryKey)?.pages[0]?.facets,
    initialDataUpdatedAt: () => queries.getQueryState(prospectsQuery(others).queryKey)?.dataUpdatedAt,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    enabled: selected.length > 0,
  });
  const values = selected.length > 0 ? (wider ?? answer?.facets)?.[facet] : answer?.facets[facet];
  if (values === undefined) return undefined;
  const counted = new Map(values.map(({ value, count }) => [value, count]));
  return [
    ...selected.map((value) => ({ value, count: counted.get(value) ?? null, selected: true })),
    ...values.filter(({ value }) => !selected.includes(value)).map((row) => ({ ...row, selected: false })),
  ];
}
