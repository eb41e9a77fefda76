import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ExportColumns, ExportFile } from '../../../../src/features/exports/contract.ts';
import { get, post } from '../../lib/api.ts';
import { nextPage, type Page, type Pages, replaceRow, rowsOf } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { toastFailure } from '../../ui/toast.ts';
import { isMaking } from './export-words.ts';

const PAGE_SIZE = 50;
/** While a file is being made: its job's news come by the socket, its own rows do not. */
const POLL_MS = 1_500;

export const exportsKey = ['exports'] as const;
export const exportKey = (id: string) => ['export', id] as const;

/** `GET /api/v1/exports/columns` */
export const useExportColumns = () =>
  useQuery({
    queryKey: ['export-columns'],
    queryFn: ({ signal }) => get<ExportColumns>('/api/v1/exports/columns', signal),
  });

/** `GET /api/v1/exports`, newest first. */
export function useExports() {
  const query = useInfiniteQuery({
    queryKey: exportsKey,
    queryFn: ({ pageParam, signal }) =>
      get<Page<ExportFile>>(`/api/v1/exports${stringifySearch({ limit: PAGE_SIZE, cursor: pageParam })}`, signal),
    initialPageParam: null as string | null,
    getNextPageParam: nextPage,
    refetchInterval: ({ state: { data } }) => (data?.pages.some((page) => page.items.some(isMaking)) ? POLL_MS : false),
  });
  const pages = query.data?.pages;
  return { query, rows: useMemo(() => rowsOf(pages), [pages]) };
}

/** `GET /api/v1/exports/{id}` of a file that somebody waits for. */
export const useExport = (id: string | null) =>
  useQuery({
    queryKey: exportKey(id ?? ''),
    queryFn: ({ signal }) => get<ExportFile>(`/api/v1/exports/${encodeURIComponent(id ?? '')}`, signal),
    enabled: id !== null,
    refetchInterval: ({ state: { data } }) => (data === undefined || isMaking(data) ? POLL_MS : false),
  });

/** `POST /api/v1/exports/{id}/cancel` */
export function useCancelExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => post<ExportFile>(`/api/v1/exports/${encodeURIComponent(id)}/cancel`),
    onSuccess: (file) => {
      queries.setQueryData(exportKey(file.id), file);
      queries.setQueryData<Pages<ExportFile>>(exportsKey, (pages) => replaceRow(pages, file.id, () => file));
      void queries.invalidateQueries({ queryKey: exportsKey });
    },
    onError: (error) => toastFailure('The export was not cancelled', error),
  });
}
