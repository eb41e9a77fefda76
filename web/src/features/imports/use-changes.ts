import { useInfiniteQuery } from '@tanstack/react-query';
import type { ExpectedChange, Plan } from '../../../../src/features/imports/contract.ts';
import { get } from '../../lib/api.ts';
import { nextPage, type Page } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { planKey } from './plan.ts';

/** People looked at one by one at a time. */
const PAGE_SIZE = 20;

/** `GET /api/v1/imports/{id}/changes`: who would change, in the order of the file; once the whole of it was looked over. */
export const useChanges = (id: string, plan: Plan, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ['import-changes', id, planKey(plan)],
    queryFn: ({ pageParam, signal }) =>
      get<Page<ExpectedChange>>(
        `/api/v1/imports/${encodeURIComponent(id)}/changes${stringifySearch({ limit: PAGE_SIZE, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    enabled,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
