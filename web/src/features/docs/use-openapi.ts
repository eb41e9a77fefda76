import { useQuery } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';
import type { OpenApi } from './openapi.ts';

/** `GET /api/openapi.json`: changes with a deployment only. */
export const useOpenApi = () =>
  useQuery({
    queryKey: ['openapi'],
    queryFn: ({ signal }) => get<OpenApi>('/api/openapi.json', signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
