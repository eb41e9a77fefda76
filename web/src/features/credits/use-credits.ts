import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CreditState } from '../../../../src/features/credits/contract.ts';
import { get, put } from '../../lib/api.ts';
import { toastFailure } from '../../ui/toast.ts';

export const creditsKey = ['credits'] as const;
/** Runs that end, and changes here, mark it stale sooner. */
const FRESH_MS = 30_000;

/** `GET /api/v1/credits` */
export const useCredits = () =>
  useQuery({
    queryKey: creditsKey,
    queryFn: ({ signal }) => get<CreditState>('/api/v1/credits', signal),
    staleTime: FRESH_MS,
  });

/** `PUT /api/v1/credits/training` */
export function useTraining() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (on: boolean) => put<CreditState>('/api/v1/credits/training', { on }),
    onSuccess: (state) => queries.setQueryData(creditsKey, state),
    onError: (error, on) => toastFailure(on ? 'Training was not switched on' : 'Training was not switched off', error),
  });
}
