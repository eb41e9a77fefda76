import { useQuery } from '@tanstack/react-query';
import type { Usage } from '../../../../src/features/workspace/contract.ts';
import { get } from '../../lib/api.ts';

/** `GET /api/v1/usage` */
export const useUsage = () =>
  useQuery({ queryKey: ['usage'], queryFn: ({ signal }) => get<Usage>('/api/v1/usage', signal) });
