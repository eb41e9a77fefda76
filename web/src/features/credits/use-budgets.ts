import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Budgets, BudgetsBody } from '../../../../src/features/credits/contract.ts';
import { get, put } from '../../lib/api.ts';
import { creditsKey } from './use-credits.ts';

export const budgetsKey = ['budgets'] as const;

/** `GET /api/v1/credits/budgets` */
export const useBudgets = () =>
  useQuery({ queryKey: budgetsKey, queryFn: ({ signal }) => get<Budgets>('/api/v1/credits/budgets', signal) });

/** `PUT /api/v1/credits/budgets`: what is given stands in place of all that was. */
export function useSetBudgets() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (budgets: BudgetsBody) => put<Budgets>('/api/v1/credits/budgets', budgets),
    onSuccess: (budgets) => {
      queries.setQueryData(budgetsKey, budgets);
      void queries.invalidateQueries({ queryKey: creditsKey });
    },
  });
}
