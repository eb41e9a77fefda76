import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { DuplicatesAnswer, MergedAnswer, UndoneMerge } from '../../../../src/features/duplicates/contract.ts';
import { get, post } from '../../lib/api.ts';
import { nextPage } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { toastFailure, toastNote, toastUndo } from '../../ui/toast.ts';
import { recordsChanged } from '../records/records-changed.ts';

const PAGE_SIZE = 50;
/** While a look is on. */
const POLL_MS = 2_000;

export const duplicatesKey = ['duplicates'] as const;

/** `GET /api/v1/duplicates`, the surest first. Asks for a look where something has changed since the last one. */
export function useDuplicates(mayScan: boolean) {
  const queries = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: duplicatesKey,
    queryFn: ({ pageParam, signal }) =>
      get<DuplicatesAnswer>(`/api/v1/duplicates${stringifySearch({ limit: PAGE_SIZE, cursor: pageParam })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.jobId !== null) ? POLL_MS : false),
  });
  const first = query.data?.pages[0];
  const asked = useRef(false);
  const behind = first !== undefined && !first.upToDate && first.jobId === null;
  useEffect(() => {
    if (!behind || !mayScan || asked.current) return;
    asked.current = true;
    void post('/api/v1/duplicates/scan')
      .then(() => queries.invalidateQueries({ queryKey: duplicatesKey }))
      // The queue is shown as it is; the next visit asks again.
      .catch(() => undefined);
  }, [behind, mayScan, queries]);
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { query, first, items };
}

/** What was kept when a merge was undone, in words. */
export const keptWords = ({ kept }: Pick<UndoneMerge, 'kept'>): string =>
  kept.length === 0
    ? 'The merge is undone'
    : `The merge is undone. Kept, because changed since: ${[...new Set(kept.map(({ field }) => field))].join(', ')}`;

/** Takes a merge apart. */
export function useUndoMerge() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (mergeId: string) => post<UndoneMerge>(`/api/v1/merges/${mergeId}/undo`),
    onSuccess: (done) => toastNote(keptWords(done)),
    onError: (error) => toastFailure('The merge could not be undone', error),
    onSettled: () => recordsChanged(queries),
  });
}

export interface MergeRequest {
  survivor: string;
  other: string;
  fields: Record<string, string>;
}

/** Merging and dismissing, each with its way back. */
export function useDecide() {
  const queries = useQueryClient();
  const undoMerge = useUndoMerge();
  const settled = () => recordsChanged(queries);
  const reopen = useMutation({
    mutationFn: (id: string) => post(`/api/v1/duplicates/${id}/reopen`),
    onError: (error) => toastFailure('It could not be taken back', error),
    onSettled: settled,
  });
  const merge = useMutation({
    mutationFn: ({ survivor, other, fields }: MergeRequest) =>
      post<MergedAnswer>(`/api/v1/prospects/${survivor}/merge`, { with: [other], fields }),
    onSuccess: ({ mergeId, profile }) =>
      toastUndo(`Merged into ${profile.prospect.name}`, 'merge', () => undoMerge.mutate(mergeId)),
    onError: (error) => toastFailure('The two could not be merged', error),
    onSettled: settled,
  });
  const dismiss = useMutation({
    mutationFn: (id: string) => post(`/api/v1/duplicates/${id}/dismiss`),
    onSuccess: (_, id) => toastUndo('Not the same person: never proposed again', 'dismiss', () => reopen.mutate(id)),
    onError: (error) => toastFailure('It could not be dismissed', error),
    onSettled: settled,
  });
  return { merge, dismiss };
}
