import { useQuery } from '@tanstack/react-query';
import type { Workspace } from '../../../../src/features/workspace/contract.ts';
import { get } from '../../lib/api.ts';

export const workspaceKey = ['workspace'] as const;

/** `GET /api/v1/workspace` */
export const useWorkspace = () =>
  useQuery({ queryKey: workspaceKey, queryFn: ({ signal }) => get<Workspace>('/api/v1/workspace', signal) });
