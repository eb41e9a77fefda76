import { useMutation, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type {
  joinedAnswer,
  List,
  ListPatch,
  leftAnswer,
  listBody,
  undoneAnswer,
} from '../../../../src/features/lists/contract.ts';
import type { ProspectFilters } from '../../../../src/features/prospects/contract.ts';
import { del, patch, post } from '../../lib/api.ts';
import { number } from '../../lib/format.ts';
import { toastFailure, toastNote, toastUndo } from '../../ui/toast.ts';
import { listsKey } from './use-lists.ts';

/** People by their ids, or all that a search finds. */
export type Picked = { ids: string[] } | { filter: ProspectFilters };

/** After any change of lists: they, their counts, and searches in them are asked for again. */
export function useRefreshLists(): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: listsKey });
    void queries.invalidateQueries({ queryKey: ['prospects'] });
  };
}

const people = (n: number) => (n === 1 ? '1 person' : `${number(n)} people`);

/** `POST /api/v1/lists` */
export function useMakeList() {
  const refresh = useRefreshLists();
  return useMutation({
    mutationFn: (body: z.input<typeof listBody>) => post<List & { joined: number }>('/api/v1/lists', body),
    onSuccess: refresh,
  });
}

/** `PATCH /api/v1/lists/{id}` */
export function useChangeList(id: string) {
  const refresh = useRefreshLists();
  return useMutation({ mutationFn: (body: ListPatch) => patch<List>(`/api/v1/lists/${id}`, body), onSuccess: refresh });
}

/** Deletes a list, with the way back. */
export function useDeleteList() {
  const refresh = useRefreshLists();
  const restore = useRestoreList();
  return useMutation({
    mutationFn: ({ id }: Pick<List, 'id' | 'name'>) => del<List>(`/api/v1/lists/${id}`),
    onSuccess: (_, { id, name }) => {
      refresh();
      toastUndo(`The list ${name} is deleted.`, 'list-deleted', () => restore.mutate(id));
    },
    onError: (error) => toastFailure('The list was not deleted', error),
  });
}

/** `POST /api/v1/lists/{id}/restore` */
export function useRestoreList() {
  const refresh = useRefreshLists();
  return useMutation({
    mutationFn: (id: string) => post<List>(`/api/v1/lists/${id}/restore`),
    onSuccess: refresh,
    onError: (error) => toastFailure('The list did not come back', error),
  });
}

/** Takes one change of a list back. */
function useUndo() {
  const refresh = useRefreshLists();
  return useMutation({
    mutationFn: ({ id, changeId }: { id: string; changeId: string }) =>
      post<z.infer<typeof undoneAnswer>>(`/api/v1/lists/${id}/changes/${changeId}/undo`),
    onSuccess: refresh,
    onError: (error) => toastFailure('It was not undone', error),
  });
}

/** Puts people on a list, with the way back. */
export function useAddToList() {
  const refresh = useRefreshLists();
  const undo = useUndo();
  return useMutation({
    mutationFn: ({ list, picked }: { list: Pick<List, 'id' | 'name'>; picked: Picked }) =>
      post<z.infer<typeof joinedAnswer>>(`/api/v1/lists/${list.id}/members`, picked),
    onSuccess: ({ joined, already, changeId }, { list }) => {
      refresh();
      if (changeId === null)
        toastNote(already === 1 ? `Already on ${list.name}.` : `All of them are on ${list.name} already.`);
      else
        toastUndo(`${people(joined)} added to ${list.name}.`, 'list-changed', () =>
          undo.mutate({ id: list.id, changeId }),
        );
    },
  });
}

/** Takes people off a list, with the way back. */
export function useRemoveFromList() {
  const refresh = useRefreshLists();
  const undo = useUndo();
  return useMutation({
    mutationFn: ({ list, picked }: { list: Pick<List, 'id' | 'name'>; picked: Picked }) =>
      post<z.infer<typeof leftAnswer>>(`/api/v1/lists/${list.id}/remove`, picked),
    onSuccess: ({ left, changeId }, { list }) => {
      refresh();
      if (changeId !== null)
        toastUndo(`${people(left)} removed from ${list.name}.`, 'list-changed', () =>
          undo.mutate({ id: list.id, changeId }),
        );
    },
    onError: (error) => toastFailure('Nobody was removed', error),
  });
}
