import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SearchCounts, SearchPage } from '../../../../src/features/prospects/contract.ts';
import { get } from '../../lib/api.ts';
import { nextPage, rowsOf } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { apiQuery, counted, type Filters, fieldsOf, sought } from './filters.ts';

/** Rows of one fetch: two tall screens, so that scrolling at a normal pace never waits. */
const PAGE_SIZE = 100;
/** A search seen lately is shown again at once; live news marks it stale sooner. */
const FRESH_MS = 60_000;

const KEPT = { staleTime: FRESH_MS, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/** `GET /api/v1/prospects`, page after page: the rows alone, which are there long before they are counted. */
const rowsQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ['prospects', 'rows', sought(filters), ...fieldsOf(filters)],
    queryFn: ({ pageParam, signal }) =>
      get<SearchPage>(
        `/api/v1/prospects${apiQuery(filters, { limit: PAGE_SIZE, cursor: pageParam, counts: false })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    ...KEPT,
  });

/** `GET /api/v1/prospects/counts`: how many there are, and of which kinds. */
const countsQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ['prospects', 'counts', counted(filters)],
    queryFn: ({ signal }) => get<SearchCounts>(`/api/v1/prospects/counts${stringifySearch(counted(filters))}`, signal),
    ...KEPT,
  });

/** Asks for what is about to be shown, before the address has changed. */
export function askAhead(queries: QueryClient, filters: Filters): void {
  void queries.prefetchInfiniteQuery(rowsQuery(filters));
  void queries.prefetchQuery(countsQuery(filters));
}

/** The rows so far, with the previous search's kept in place while a new one is on its way. Nothing is asked while `wait`. */
export function useRows(filters: Filters, wait = false) {
  const query = useInfiniteQuery({ ...rowsQuery(filters), placeholderData: keepPreviousData, enabled: !wait });
  const pages = query.data?.pages;
  const rows = useMemo(() => rowsOf(pages), [pages]);
  return { query, rows };
}

/**
 * The rows, and what is counted of them: each is shown as soon as it comes. `counts` are the previous search's while `counting`;
 * `total` is this very search's, and undefined until it is known.
 */
export function useProspects(filters: Filters, wait = false) {
  const { query, rows } = useRows(filters, wait);
  const counts = useQuery({ ...countsQuery(filters), placeholderData: keepPreviousData, enabled: !wait });
  const counting = counts.isPending || counts.isPlaceholderData;
  // Who has seen the end has counted.
  const whole = query.isSuccess && !query.isPlaceholderData && !query.hasNextPage;
  const total = whole ? { value: rows.length, exact: true } : counting ? undefined : counts.data?.total;
  return { query, rows, counts: counts.data, counting, total, uncounted: counts.isError, countAgain: counts.refetch };
}

export type Found = ReturnType<typeof useProspects>;
