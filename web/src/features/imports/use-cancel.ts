import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ImportState } from '../../../../src/features/imports/contract.ts';
import { post } from '../../lib/api.ts';
import { toastFailure } from '../../ui/toast.ts';
import { importKey } from './use-import.ts';
import { importsKey } from './use-imports.ts';

/** `POST /api/v1/imports/{id}/cancel`: stops after the rows it is at; what is written stays. */
export function useCancel(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => post<ImportState>(`/api/v1/imports/${encodeURIComponent(id)}/cancel`),
    onSuccess: (state) => {
      queries.setQueryData(importKey(id), state);
      void queries.invalidateQueries({ queryKey: importsKey });
    },
    onError: (error) => toastFailure('The import goes on', error),
  });
}
