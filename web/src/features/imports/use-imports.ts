import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ImportState } from '../../../../src/features/imports/contract.ts';
import { get } from '../../lib/api.ts';
import { liveStatus } from '../../lib/live-status.ts';
import { nextPage, type Page, rowsOf } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { useStore } from '../../lib/store.ts';
import { isMoving } from './import-words.ts';

const PAGE_SIZE = 50;
/** While something runs and the socket is down. */
const POLL_MS = 2_000;

export const importsKey = ['imports'] as const;

/** `GET /api/v1/imports`, newest first. */
export function useImports() {
  const live = useStore(liveStatus);
  const query = useInfiniteQuery({
    queryKey: importsKey,
    queryFn: ({ pageParam, signal }) =>
      get<Page<ImportState>>(`/api/v1/imports${stringifySearch({ limit: PAGE_SIZE, cursor: pageParam })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    refetchInterval: ({ state }) =>
      live !== 'open' && state.data?.pages.some((page) => page.items.some(isMoving)) ? POLL_MS : false,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => rowsOf(pages), [pages]);
  return { query, rows };
}
