import { useInfiniteQuery } from '@tanstack/react-query';
import type { TimelineEvent } from '../../../../src/features/records/contract.ts';
import { get } from '../../lib/api.ts';
import { nextPage, type Page } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';

/** Two screens of a phone. */
const PAGE_SIZE = 30;

export const timelineKey = (id: string) => ['timeline', id];

/** What happened to a person, the newest first. Read anew each time it is looked at: much of it happens elsewhere. */
export const useTimeline = (id: string) =>
  useInfiniteQuery({
    queryKey: timelineKey(id),
    queryFn: ({ pageParam, signal }) =>
      get<Page<TimelineEvent>>(
        `/api/v1/prospects/${id}/timeline${stringifySearch({ limit: PAGE_SIZE, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    staleTime: 0,
  });
