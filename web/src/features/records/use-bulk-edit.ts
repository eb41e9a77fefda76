import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BulkChange, BulkEdit } from '../../../../src/features/records/contract.ts';
import { get, post } from '../../lib/api.ts';
import { count } from '../../lib/format.ts';
import { toastFailure, toastNote, toastUndo } from '../../ui/toast.ts';
import { recordsChanged } from './records-changed.ts';

/** Between two looks at a job that others see in the list of jobs. */
const LOOK_MS = 700;

const DONE: Record<BulkChange['kind'], string> = {
  owner: 'changed',
  add_tags: 'tagged',
  remove_tags: 'changed',
  field: 'changed',
  custom: 'changed',
  delete: 'deleted',
  restore: 'restored',
};

/** `12 people deleted, 2 could not be: their e-mail address is somebody else’s by now` */
export function doneWords({ change, people }: Pick<BulkEdit, 'change' | 'people'>): string {
  const done = `${count(people.changed, 'person', 'people')} ${DONE[change.kind]}`;
  return people.refused === 0
    ? done
    : `${done}, ${people.refused} could not be: their e-mail address is somebody else’s by now`;
}

export function undoneWords({ people }: Pick<BulkEdit, 'people'>): string {
  const done = `${count(people.undone, 'person', 'people')} as before`;
  return people.kept === 0 ? done : `${done}; ${people.kept} changed since and left as they are`;
}

const ended = async (id: string): Promise<BulkEdit> => {
  for (;;) {
    const edit = await get<BulkEdit>(`/api/v1/bulk-edits/${id}`);
    if (edit.state === 'done' || edit.state === 'undone' || edit.state === 'failed') return edit;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
};

interface Order {
  change: BulkChange;
  ids: readonly string[];
}

/** A change of those ticked, as a job; its end is told with the way back. */
export function useBulkEdit() {
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: async (id: string) => ended((await post<BulkEdit>(`/api/v1/bulk-edits/${id}/undo`)).id),
    onSuccess: (edit) => toastNote(undoneWords(edit)),
    onError: (error) => toastFailure('It could not be undone', error),
    onSettled: () => recordsChanged(queries),
  });
  return useMutation({
    mutationFn: async ({ change, ids }: Order) =>
      ended((await post<BulkEdit>('/api/v1/bulk-edits', { change, ids })).id),
    onSuccess: (edit) => {
      if (edit.state === 'failed')
        return toastNote('It broke off. What was changed until then stands in the list of jobs.');
      if (edit.people.changed === 0) return toastNote(doneWords(edit));
      return toastUndo(doneWords(edit), 'bulk-edit', () => undo.mutate(edit.id));
    },
    onError: (error) => toastFailure('They could not be changed', error),
    onSettled: () => recordsChanged(queries),
  });
}
