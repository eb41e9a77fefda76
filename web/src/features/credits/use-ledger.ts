import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { LedgerEntry } from '../../../../src/features/credits/contract.ts';
import { get } from '../../lib/api.ts';
import { nextPage, type Page, rowsOf } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import type { LedgerFilter } from './ledger-filter.ts';

export const ledgerKey = ['ledger'] as const;
/** A screenful and a half. */
const PAGE_SIZE = 50;

/** `GET /api/v1/credits/ledger`, newest first, page after page. */
export function useLedger(filter: LedgerFilter) {
  const query = useInfiniteQuery({
    queryKey: [...ledgerKey, filter],
    queryFn: ({ pageParam, signal }) =>
      get<Page<LedgerEntry>>(
        `/api/v1/credits/ledger${stringifySearch({ ...filter, limit: PAGE_SIZE, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  return { query, rows: useMemo(() => rowsOf(pages), [pages]) };
}
