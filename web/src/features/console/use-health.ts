import { useQuery } from '@tanstack/react-query';
import type * as z from 'zod';
import type { health } from '../../../../src/features/console/contract.ts';
import { get } from '../../lib/api.ts';

export type Health = z.output<typeof health>;

/** Often enough to watch an incident, seldom enough to be no part of it. */
const EVERY_MS = 10_000;

/** `GET /api/console/health`, again and again while one looks. */
export const useHealth = () =>
  useQuery({
    queryKey: ['console', 'health'],
    queryFn: ({ signal }) => get<Health>('/api/console/health', signal),
    refetchInterval: EVERY_MS,
  });
