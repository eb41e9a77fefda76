import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Plan, Validation } from '../../../../src/features/imports/contract.ts';
import { get, post } from '../../lib/api.ts';
import { planKey } from './plan.ts';

/** A look over a small file takes about a second: often enough not to add to it. */
const POLL_MS = 700;

export const isLooking = ({ status }: Pick<Validation, 'status'>): boolean => status === 'running' || status === 'none';

/**
 * What would become of the whole file under a plan: `POST …/validate` keeps the plan and has it looked over, and `GET
 * …/validation` is asked until it has been. While one plan is looked at, what is known of the one before stays.
 */
export function useValidation(id: string, plan: Plan) {
  const key = planKey(plan);
  const path = `/api/v1/imports/${encodeURIComponent(id)}`;
  const begun = useQuery({
    queryKey: ['import-validate', id, key],
    queryFn: ({ signal }) => post<Validation>(`${path}/validate`, plan, { signal }),
    // A plan that was another one meanwhile is begun anew; the server knows whether it has to.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const found = useQuery({
    queryKey: ['import-validation', id, key],
    queryFn: ({ signal }) => get<Validation>(`${path}/validation`, signal),
    enabled: begun.isSuccess,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data === undefined || isLooking(state.data) ? POLL_MS : false),
    placeholderData: keepPreviousData,
  });
  const looking = begun.isPending || found.isPlaceholderData || found.data === undefined || isLooking(found.data);
  return {
    validation: found.data,
    /** Whether what is shown is not the whole answer yet. */
    looking,
    progress: found.isPlaceholderData ? null : (found.data?.progress ?? null),
    error: begun.error ?? (found.isPlaceholderData || found.data === undefined ? found.error : null),
    retry: () => void begun.refetch().then(() => found.refetch()),
  };
}
