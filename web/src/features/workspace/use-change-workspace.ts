import { useMutation, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { Workspace, workspaceChange } from '../../../../src/features/workspace/contract.ts';
import { patch } from '../../lib/api.ts';
import { workspaceKey } from './use-workspace.ts';

/** `PATCH /api/v1/workspace` */
export function useChangeWorkspace() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: z.input<typeof workspaceChange>) => patch<Workspace>('/api/v1/workspace', change),
    onSuccess: (workspace) => {
      queries.setQueryData(workspaceKey, workspace);
      void queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
}
