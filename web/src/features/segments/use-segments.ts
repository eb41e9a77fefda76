import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type * as z from 'zod';
import type {
  Segment,
  SegmentChanges,
  SegmentPatch,
  Segments,
  segmentBody,
} from '../../../../src/features/segments/contract.ts';
import { del, get, patch, post } from '../../lib/api.ts';
import { nextPage, rowsOf } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { toastFailure, toastUndo } from '../../ui/toast.ts';

export const segmentsKey = ['segments'] as const;

/** `GET /api/v1/segments`: all that one may see, with who joined and left since. */
export const useSegments = (since?: string) =>
  useQuery({
    queryKey: [...segmentsKey, 'all', since],
    queryFn: ({ signal }) => get<Segments>(`/api/v1/segments${stringifySearch({ since })}`, signal),
  });

export const useDeletedSegments = (enabled: boolean) =>
  useQuery({
    queryKey: [...segmentsKey, 'deleted'],
    queryFn: ({ signal }) => get<Segments>('/api/v1/segments?deleted=true', signal),
    enabled,
  });

/** `GET /api/v1/segments/{id}` */
export const useSegment = (id: string, since: string) =>
  useQuery({
    queryKey: [...segmentsKey, id, since],
    queryFn: ({ signal }) => get<Segment>(`/api/v1/segments/${id}${stringifySearch({ since })}`, signal),
  });

/** `GET /api/v1/segments/{id}/changes`, page after page. */
export function useSegmentChanges(id: string, since: string, joined: boolean) {
  const query = useInfiniteQuery({
    queryKey: [...segmentsKey, id, 'changes', since, joined],
    queryFn: ({ pageParam, signal }) =>
      get<SegmentChanges>(
        `/api/v1/segments/${id}/changes${stringifySearch({ since, joined: String(joined), cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
  });
  const pages = query.data?.pages;
  return { query, rows: useMemo(() => rowsOf(pages), [pages]) };
}

function useRefresh() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: segmentsKey });
}

/** `POST /api/v1/segments` */
export function useMakeSegment() {
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (body: z.input<typeof segmentBody>) => post<Segment>('/api/v1/segments', body),
    onSuccess,
  });
}

/** `PATCH /api/v1/segments/{id}` */
export function useChangeSegment(id: string) {
  const onSuccess = useRefresh();
  return useMutation({ mutationFn: (body: SegmentPatch) => patch<Segment>(`/api/v1/segments/${id}`, body), onSuccess });
}

/** `POST /api/v1/segments/{id}/compare`: looks now. */
export function useLookAtSegment(id: string) {
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: () => post<Segment>(`/api/v1/segments/${id}/compare`),
    onSuccess,
    onError: (error) => toastFailure('It was not looked at', error),
  });
}

/** `POST /api/v1/segments/{id}/restore` */
export function useRestoreSegment() {
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (id: string) => post<Segment>(`/api/v1/segments/${id}/restore`),
    onSuccess,
    onError: (error) => toastFailure('The segment did not come back', error),
  });
}

/** Deletes a segment, with the way back. */
export function useDeleteSegment() {
  const refresh = useRefresh();
  const restore = useRestoreSegment();
  return useMutation({
    mutationFn: ({ id }: Pick<Segment, 'id' | 'name'>) => del<Segment>(`/api/v1/segments/${id}`),
    onSuccess: (_, { id, name }) => {
      refresh();
      toastUndo(`The segment ${name} is deleted.`, 'segment-deleted', () => restore.mutate(id));
    },
    onError: (error) => toastFailure('The segment was not deleted', error),
  });
}
