import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProspectFilters } from '../../../../src/features/prospects/contract.ts';
import type { BulkChange, BulkEdit } from '../../../../src/features/records/contract.ts';
import { get, post } from '../../lib/api.ts';
import { count } from '../../lib/format.ts';
import { toastFailure, toastNote, toastUndo } from '../../ui/toast.ts';
import { useMay } from '../session/use-me.ts';
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
  suppress: 'suppressed',
  join_list: 'added to the list',
  leave_list: 'taken off the list',
};

const CUT: Partial<Record<BulkEdit['state'], string>> = {
  cancelled: ' until it was stopped',
  failed: ' until it broke off',
};

/** `12 people deleted, 2 could not be: their e-mail address is somebody else’s by now` */
export function doneWords({ change, people, state }: Pick<BulkEdit, 'change' | 'people' | 'state'>): string {
  const done = `${count(people.changed, 'person', 'people')} ${DONE[change.kind]}${CUT[state] ?? ''}`;
  return people.refused === 0
    ? done
    : `${done}, ${people.refused} could not be: their e-mail address is somebody else’s by now`;
}

export function undoneWords({ people }: Pick<BulkEdit, 'people'>): string {
  const done = `${count(people.undone, 'person', 'people')} as before`;
  return people.kept === 0 ? done : `${done}; ${people.kept} changed since and left as they are`;
}

/** Whom a change is for: those ticked, or all that a search finds. */
export type Who = { ids: readonly string[] } | { filter: ProspectFilters };

/** How far a change of many has come. */
export interface EditProgress {
  id: string;
  done: number;
  /** Null until they are looked up. */
  total: number | null;
}

/** Nothing more becomes of it by itself. */
const ENDED: ReadonlySet<BulkEdit['state']> = new Set(['done', 'undone', 'failed', 'cancelled']);

const ended = async (id: string, onProgress?: (progress: EditProgress) => void): Promise<BulkEdit> => {
  for (;;) {
    const edit = await get<BulkEdit>(`/api/v1/bulk-edits/${id}`);
    if (ENDED.has(edit.state)) return edit;
    const { total, changed, same, refused } = edit.people;
    onProgress?.({ id, total, done: changed + same + refused });
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
};

interface Order {
  change: BulkChange;
  who: Who;
}

/** Has a change of many taken back, and says what became of it. */
export function useUndoBulkEdit() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => ended((await post<BulkEdit>(`/api/v1/bulk-edits/${id}/undo`)).id),
    onSuccess: (edit) => toastNote(edit.state === 'undone' ? undoneWords(edit) : 'The undo broke off. Undo it again.'),
    onError: (error) => toastFailure('It could not be undone', error),
    onSettled: () => recordsChanged(queries),
  });
}

/** Gives a change of many up on its way: who is waiting for it is told what had been changed. */
export const useStopBulkEdit = () =>
  useMutation({
    mutationFn: (id: string) => post<BulkEdit>(`/api/v1/bulk-edits/${id}/cancel`),
    onError: (error) => toastFailure('It could not be stopped', error),
  });

/** A change of many, as a job; its end is told with the way back. */
export function useBulkEdit() {
  const queries = useQueryClient();
  const mayLift = useMay('tenant:manage');
  const [progress, setProgress] = useState<EditProgress | null>(null);
  const undo = useUndoBulkEdit();
  const edit = useMutation({
    mutationFn: async ({ change, who }: Order) =>
      ended((await post<BulkEdit>('/api/v1/bulk-edits', { change, ...who })).id, setProgress),
    onSuccess: (one) => {
      // Whom the workspace leaves alone is lifted by an admin.
      const mayUndo = one.change.kind !== 'suppress' || mayLift;
      if (one.people.changed === 0 || !mayUndo) return toastNote(doneWords(one));
      return toastUndo(doneWords(one), 'bulk-edit', () => undo.mutate(one.id));
    },
    onError: (error) => toastFailure('They could not be changed', error),
    onSettled: () => {
      setProgress(null);
      return recordsChanged(queries);
    },
  });
  return { edit, progress };
}
