import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EnrichmentState } from '../../../../src/features/prospects/profile-contract.ts';
import { post } from '../../lib/api.ts';
import { toastFailure } from '../../ui/toast.ts';
import { receiptKey } from './use-receipt.ts';

/** `POST /api/v1/enrichment-runs/{id}/cancel`: what is not asked yet is not asked, and its credits come back. */
export function useCancelRun(runId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => post<EnrichmentState>(`/api/v1/enrichment-runs/${encodeURIComponent(runId)}/cancel`),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: receiptKey(runId) });
      void queries.invalidateQueries({ queryKey: ['profile'] });
    },
    onError: (error) => toastFailure('The run was not cancelled', error),
  });
}
