import { queryOptions, useQuery } from '@tanstack/react-query';
import type { List, Lists, ListsOfPerson } from '../../../../src/features/lists/contract.ts';
import { get } from '../../lib/api.ts';

export const listsKey = ['lists'] as const;

/** `GET /api/v1/lists`: all that one may see, by name. */
export const listsQuery = queryOptions({
  queryKey: [...listsKey, 'all'],
  queryFn: ({ signal }) => get<Lists>('/api/v1/lists', signal),
});

/** Those that were deleted, the newest first. */
export const useDeletedLists = (enabled: boolean) =>
  useQuery({
    queryKey: [...listsKey, 'deleted'],
    queryFn: ({ signal }) => get<Lists>('/api/v1/lists?deleted=true', signal),
    enabled,
  });

export const useLists = () => useQuery(listsQuery);

/** `GET /api/v1/lists/{id}` */
export const useList = (id: string) =>
  useQuery({ queryKey: [...listsKey, id], queryFn: ({ signal }) => get<List>(`/api/v1/lists/${id}`, signal) });

/** `GET /api/v1/prospects/{id}/lists` */
export const useListsOf = (prospectId: string) =>
  useQuery({
    queryKey: [...listsKey, 'of', prospectId],
    queryFn: ({ signal }) => get<ListsOfPerson>(`/api/v1/prospects/${prospectId}/lists`, signal),
  });
