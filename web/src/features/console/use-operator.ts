import { useQuery } from '@tanstack/react-query';
import type * as z from 'zod';
import type { operator } from '../../../../src/features/console/contract.ts';
import { get } from '../../lib/api.ts';
import { Failure } from '../../lib/failure.ts';

export type Operator = z.output<typeof operator>;

export const operatorKey = ['console', 'me'] as const;

/** Whether the API says that nobody is signed in here: it hides the console, so that it may deny it altogether. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof Failure && (error.code === 'unauthenticated' || error.code === 'not_found');

/** `GET /api/console/me`; null where no operator is signed in. */
export const useOperator = () =>
  useQuery({
    queryKey: operatorKey,
    queryFn: async ({ signal }): Promise<Operator | null> => {
      try {
        return await get<Operator>('/api/console/me', signal);
      } catch (error) {
        if (isSignedOut(error)) return null;
        throw error;
      }
    },
    staleTime: 60_000,
    refetchOnWindowFocus: 'always',
  });
