import { useMutation, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { startEnrichmentBody, startedEnrichment } from '../../../../src/features/enrichment/contract.ts';
import { post } from '../../lib/api.ts';
import { toastFailure } from '../../ui/toast.ts';
import { profileKey } from './use-profile.ts';

/** `POST /api/v1/prospects/{id}/enrichments`: all sources, or the ones named. Where a run is on, that run goes on. */
export function useEnrich(prospectId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof startEnrichmentBody>) =>
      post<z.output<typeof startedEnrichment>>(`/api/v1/prospects/${encodeURIComponent(prospectId)}/enrichments`, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: profileKey(prospectId) }),
    onError: (error) => toastFailure('The enrichment did not start', error),
  });
}
