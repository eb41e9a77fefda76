import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Bulk } from '../../../../src/features/enrichment/contract.ts';
import { get, post } from '../../lib/api.ts';
import { nextPage, type Page, rowsOf } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { toastFailure } from '../../ui/toast.ts';
import { creditsKey } from '../credits/use-credits.ts';
import { isBulkOn } from './bulk-words.ts';

/** The socket brings the news; this is for news that were lost. */
const POLL_MS = 15_000;
const PAGE_SIZE = 50;

export const bulkKey = (id: string) => ['bulk', id] as const;

export const bulksKey = ['bulks'] as const;

/** `GET /api/v1/enrichments/{id}` */
export const useBulk = (id: string) =>
  useQuery({
    queryKey: bulkKey(id),
    queryFn: ({ signal }) => get<Bulk>(`/api/v1/enrichments/${encodeURIComponent(id)}`, signal),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isBulkOn(data) ? POLL_MS : false),
  });

/** `GET /api/v1/enrichments`, newest first. */
export function useBulks() {
  const query = useInfiniteQuery({
    queryKey: bulksKey,
    queryFn: ({ pageParam, signal }) =>
      get<Page<Bulk>>(`/api/v1/enrichments${stringifySearch({ limit: PAGE_SIZE, cursor: pageParam })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    refetchInterval: ({ state: { data } }) => (data?.pages.some((page) => page.items.some(isBulkOn)) ? POLL_MS : false),
  });
  const pages = query.data?.pages;
  return { query, rows: useMemo(() => rowsOf(pages), [pages]) };
}

/** `POST /api/v1/enrichments/{id}/cancel`: nobody new is asked about; calls that are out end as they end. */
export function useCancelBulk(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => post<Bulk>(`/api/v1/enrichments/${encodeURIComponent(id)}/cancel`),
    onSuccess: (bulk) => {
      queries.setQueryData(bulkKey(id), bulk);
      void queries.invalidateQueries({ queryKey: creditsKey });
    },
    onError: (error) => toastFailure('The run was not cancelled', error),
  });
}
