import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type {
  defaultBody,
  View,
  ViewsAnswer,
  viewBody,
  viewPatch,
} from '../../../../../src/features/views/contract.ts';
import { del, get, patch, post, put } from '../../../lib/api.ts';
import { toastFailure, toastNote, toastUndo } from '../../../ui/toast.ts';

/** Views change seldom, and a list waits for them where it is to begin with one. */
const FRESH_MS = 5 * 60_000;

/** `GET /api/v1/views`: all that one sees. */
export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => get<ViewsAnswer>('/api/v1/views', signal),
  staleTime: FRESH_MS,
  select: ({ items }: ViewsAnswer) => items,
});

export const useViews = () => useQuery(viewsQuery);

/** Every change answers with all views as they are then. */
function useKeep(): (answer: ViewsAnswer) => void {
  const queries = useQueryClient();
  return (answer) => queries.setQueryData(viewsQuery.queryKey, answer);
}

/** `POST /api/v1/views` */
export function useSaveView() {
  const keep = useKeep();
  return useMutation({
    mutationFn: (body: z.input<typeof viewBody>) => post<ViewsAnswer>('/api/v1/views', body),
    onSuccess: keep,
  });
}

/** `PATCH /api/v1/views/{id}` */
export function useChangeView() {
  const keep = useKeep();
  return useMutation({
    mutationFn: ({ id, ...body }: z.input<typeof viewPatch> & { id: string }) =>
      patch<ViewsAnswer>(`/api/v1/views/${id}`, body),
    onSuccess: keep,
  });
}

/** Keeps in a view what is shown, with the way back. */
export function useUpdateView() {
  const change = useChangeView();
  return (view: View, content: Pick<z.input<typeof viewPatch>, 'filters' | 'sort' | 'columns'>) =>
    change.mutate(
      { id: view.id, ...content },
      {
        onSuccess: () =>
          toastUndo(`The view ${view.name} is saved.`, 'view-saved', () => {
            const { filters, sort, columns } = view;
            change.mutate({ id: view.id, filters, sort, columns });
          }),
        onError: (error) => toastFailure('The view was not saved', error),
      },
    );
}

/** Shares a view, or takes it back to its maker. */
export function useShareView() {
  const change = useChangeView();
  return ({ id, name, shared }: View) =>
    change.mutate(
      { id, shared: !shared },
      {
        onSuccess: () => toastNote(shared ? `Only its maker sees ${name} now.` : `Everybody here sees ${name} now.`),
        onError: (error) => toastFailure('The view was not changed', error),
      },
    );
}

/** `PUT /api/v1/views/default` */
export function useChooseDefault() {
  const keep = useKeep();
  return useMutation({
    mutationFn: (body: z.input<typeof defaultBody>) => put<ViewsAnswer>('/api/v1/views/default', body),
    onSuccess: keep,
    onError: (error) => toastFailure('The default was not changed', error),
  });
}

/** Deletes a view, with the way back. */
export function useDeleteView() {
  const keep = useKeep();
  const restore = useMutation({
    mutationFn: (id: string) => post<ViewsAnswer>(`/api/v1/views/${id}/restore`),
    onSuccess: keep,
    onError: (error) => toastFailure('The view did not come back', error),
  });
  return useMutation({
    mutationFn: ({ id }: View) => del<ViewsAnswer>(`/api/v1/views/${id}`),
    onSuccess: (answer, { id, name }) => {
      keep(answer);
      toastUndo(`The view ${name} is deleted.`, 'view-deleted', () => restore.mutate(id));
    },
    onError: (error) => toastFailure('The view was not deleted', error),
  });
}
