import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { JOB_KINDS, JOB_STATES, Job } from '../../../../src/features/jobs/contract.ts';
import { get } from '../../lib/api.ts';
import { liveStatus } from '../../lib/live-status.ts';
import { nextPage, type Page, rowsOf } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { useStore } from '../../lib/store.ts';

export interface JobFilter {
  kind?: (typeof JOB_KINDS)[number];
  state?: (typeof JOB_STATES)[number];
}

const PAGE_SIZE = 50;
/** While something runs and the socket is down. */
const POLL_MS = 2_000;

export const jobsKey = (filter: JobFilter) => ['jobs', filter] as const;

/** Whether a job belongs into a filtered list. */
export const matchesJob = (job: Job, { kind, state }: JobFilter): boolean =>
  (kind === undefined || job.kind === kind) && (state === undefined || job.state === state);

/** `GET /api/v1/jobs`, newest first. */
export function useJobs(filter: JobFilter) {
  const live = useStore(liveStatus);
  const query = useInfiniteQuery({
    queryKey: jobsKey(filter),
    queryFn: ({ pageParam, signal }) =>
      get<Page<Job>>(`/api/v1/jobs${stringifySearch({ ...filter, limit: PAGE_SIZE, cursor: pageParam })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    refetchInterval: ({ state }) =>
      live !== 'open' && state.data?.pages.some((page) => page.items.some((job) => job.finishedAt === null))
        ? POLL_MS
        : false,
  });
  const pages = query.data?.pages;
  // A job that left the filter while one looked at it stays until the list is read anew: nothing jumps away.
  return { query, rows: useMemo(() => rowsOf(pages), [pages]) };
}
