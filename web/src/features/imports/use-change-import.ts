import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ImportState } from '../../../../src/features/imports/contract.ts';
import { post } from '../../lib/api.ts';
import { toastFailure } from '../../ui/toast.ts';
import { importKey } from './use-import.ts';
import { importsKey } from './use-imports.ts';

/** What can be done to an import that was started, and what it means where that fails. */
const FAILED = {
  pause: 'The import goes on',
  resume: 'The import stays paused',
  cancel: 'The import goes on',
  undo: 'The import was not undone',
};

/** `POST /api/v1/imports/{id}/pause`, `resume`, `cancel` or `undo`; each answers what the import is now. */
export function useChangeImport(id: string, change: keyof typeof FAILED) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => post<ImportState>(`/api/v1/imports/${encodeURIComponent(id)}/${change}`),
    onSuccess: (state) => {
      queries.setQueryData(importKey(id), state);
      void queries.invalidateQueries({ queryKey: importsKey });
    },
    onError: (error) => {
      toastFailure(FAILED[change], error);
      // It may be at something else than what is shown.
      void queries.invalidateQueries({ queryKey: importKey(id) });
    },
  });
}
