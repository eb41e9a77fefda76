import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Merge } from '../../../../src/features/duplicates/contract.ts';
import type { ChangedProspect, ChangeProspectBody, Note } from '../../../../src/features/records/contract.ts';
import { del, get, patch, post } from '../../lib/api.ts';
import type { Page } from '../../lib/pages.ts';
import { toastFailure, toastUndo } from '../../ui/toast.ts';
import { profileKey } from '../profile/use-profile.ts';
import { recordsChanged } from './records-changed.ts';
import { timelineKey } from './use-timeline.ts';

const path = (id: string) => `/api/v1/prospects/${id}`;
/** Notes shown at once; older ones are behind the API's pages. */
const NOTES_SHOWN = 50;

/** What the workspace itself keeps of a person, and the change of it. */
export function useRecord(id: string) {
  const queries = useQueryClient();
  const key = ['record', id];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<ChangedProspect>(`${path(id)}/record`, signal),
  });
  const change = useMutation({
    mutationFn: (body: ChangeProspectBody) => patch<ChangedProspect>(path(id), body),
    onSuccess: (record) => {
      queries.setQueryData(key, record);
      void queries.invalidateQueries({ queryKey: timelineKey(id) });
      void queries.invalidateQueries({ queryKey: profileKey(id) });
    },
    onError: (error) => toastFailure('The change was not kept', error),
  });
  return { query, change };
}

/** The notes of a person, the newest first. */
export function useNotes(id: string) {
  const queries = useQueryClient();
  const key = ['notes', id];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<Page<Note>>(`${path(id)}/notes?limit=${NOTES_SHOWN}`, signal),
  });
  const settled = async () => {
    await queries.invalidateQueries({ queryKey: key });
    await queries.invalidateQueries({ queryKey: timelineKey(id) });
  };
  const add = useMutation({
    mutationFn: (body: string) => post<Note>(`${path(id)}/notes`, { body }),
    onError: (error) => toastFailure('The note was not kept', error),
    onSettled: settled,
  });
  const remove = useMutation({
    mutationFn: (note: Note) => del<Note>(`/api/v1/notes/${note.id}`),
    onSuccess: (_, { body }) => toastUndo('The note is deleted', `note-${id}`, () => add.mutate(body)),
    onError: (error) => toastFailure('The note could not be deleted', error),
    onSettled: settled,
  });
  return { query, add, remove };
}

/** What was merged into a person, the newest first. */
export const useMerges = (id: string) =>
  useQuery({
    queryKey: ['merges', id],
    queryFn: ({ signal }) => get<{ items: Merge[] }>(`${path(id)}/merges`, signal),
  });

/** Deletes a person, with the way back. */
export function useDelete(onDone: () => void) {
  const queries = useQueryClient();
  const restore = useMutation({
    mutationFn: (id: string) => post(`${path(id)}/restore`),
    onError: (error) => toastFailure('Could not be restored', error),
    onSettled: () => recordsChanged(queries),
  });
  return useMutation({
    mutationFn: ({ id }: { id: string; name: string }) => del(path(id)),
    onSuccess: (_, { id, name }) => {
      toastUndo(`${name} is deleted`, 'delete', () => restore.mutate(id));
      onDone();
    },
    onError: (error) => toastFailure('Could not be deleted', error),
    onSettled: () => recordsChanged(queries),
  });
}
