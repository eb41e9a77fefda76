import { useInfiniteQuery } from '@tanstack/react-query';
import type { Relations } from '../../../../src/features/records/relations-contract.ts';
import { get } from '../../lib/api.ts';
import { stringifySearch } from '../../lib/search-params.ts';

/** Colleagues of one fetch. */
const PAGE_SIZE = 25;

/** Whom a person is related to, page after page of colleagues. Read anew each time it is looked at: others change it. */
export const useRelations = (id: string) =>
  useInfiniteQuery({
    queryKey: ['relations', id],
    queryFn: ({ pageParam, signal }) =>
      get<Relations>(
        `/api/v1/prospects/${id}/relations${stringifySearch({ limit: PAGE_SIZE, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ colleagues }) => colleagues.nextCursor ?? undefined,
    staleTime: 0,
  });
