import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type * as z from 'zod';
import type { refusal } from '../../../../../src/features/imports/contract.ts';
import { get } from '../../../lib/api.ts';
import { nextPage, type Page } from '../../../lib/pages.ts';
import { stringifySearch } from '../../../lib/search-params.ts';

export type Refusal = z.output<typeof refusal>;

const PAGE_SIZE = 50;

/** `GET /api/v1/imports/{id}/errors`: the refused values, in the order of the file. */
export function useRefusals(id: string, enabled: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['refusals', id],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Refusal>>(
        `/api/v1/imports/${encodeURIComponent(id)}/errors${stringifySearch({ limit: PAGE_SIZE, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    enabled,
    refetchOnWindowFocus: false,
  });
  const pages = query.data?.pages;
  return { query, rows: useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]) };
}
