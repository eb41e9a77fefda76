import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TenantRow } from '../../../../src/features/console/contract.ts';
import { get } from '../../lib/api.ts';
import { nextPage, type Page, rowsOf } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';

export interface TenantFilter {
  q?: string;
  state?: TenantRow['billing'];
}

const PAGE_SIZE = 50;

/** `GET /api/console/tenants` */
export function useTenants(filter: TenantFilter) {
  const query = useInfiniteQuery({
    queryKey: ['console', 'tenants', filter],
    queryFn: ({ pageParam, signal }) =>
      get<Page<TenantRow>>(
        `/api/console/tenants${stringifySearch({ ...filter, limit: PAGE_SIZE, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    // What is on the screen stays while one types.
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  return { query, rows: useMemo(() => rowsOf(pages), [pages]) };
}
