import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Handoff } from '../../../../src/features/domains/contract.ts';
import { get, post } from '../../lib/api.ts';
import { toastFailure } from '../../ui/toast.ts';
import { isSettled } from './domain-words.ts';

/** While something is left to wait for. The page may stay open for a day in a busy office: no more often than this. */
const SOON_MS = 15_000;

const path = (token: string) => `/api/v1/handoffs/${encodeURIComponent(token)}`;
const keyOf = (token: string) => ['handoff', token] as const;

/** `GET /api/v1/handoffs/{token}` */
export const useHandoff = (token: string) =>
  useQuery({
    queryKey: keyOf(token),
    queryFn: ({ signal }) => get<Handoff>(path(token), signal),
    refetchInterval: ({ state }) => (state.data !== undefined && !isSettled(state.data) ? SOON_MS : false),
  });

/** `POST /api/v1/handoffs/{token}/check` */
export function useCheckHandoff(token: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => post<Handoff>(`${path(token)}/check`),
    onSuccess: (handoff) => queries.setQueryData(keyOf(token), handoff),
    onError: (error) => toastFailure('The check could not be made', error),
  });
}
