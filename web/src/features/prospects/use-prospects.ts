import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SearchAnswer } from '../../../../src/features/prospects/contract.ts';
import { get } from '../../lib/api.ts';
import { nextPage, rowsOf } from '../../lib/pages.ts';
import { apiQuery, type Filters, fieldsOf, sought } from './filters.ts';

/** Rows of one fetch: two tall screens, so that scrolling at a normal pace never waits. */
const PAGE_SIZE = 100;
/** A search seen lately is shown again at once; live news marks it stale sooner. */
const FRESH_MS = 60_000;

/** `GET /api/v1/prospects`, page after page. */
export const prospectsQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ['prospects', sought(filters), ...fieldsOf(filters)],
    queryFn: ({ pageParam, signal }) =>
      get<SearchAnswer>(`/api/v1/prospects${apiQuery(filters, { limit: PAGE_SIZE, cursor: pageParam })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    staleTime: FRESH_MS,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** The rows so far, with the previous search's kept in place while a new one is on its way. Nothing is asked while `wait`. */
export function useProspects(filters: Filters, wait = false) {
  const query = useInfiniteQuery({ ...prospectsQuery(filters), placeholderData: keepPreviousData, enabled: !wait });
  const pages = query.data?.pages;
  const rows = useMemo(() => rowsOf(pages), [pages]);
  return { query, rows, first: pages?.[0] };
}
