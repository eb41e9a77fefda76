import { useMutation, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { startEnrichmentBody, startedEnrichment } from '../../../../src/features/enrichment/contract.ts';
import type { Source } from '../../../../src/features/prospects/contract.ts';
import { post } from '../../lib/api.ts';
import { toastFailure } from '../../ui/toast.ts';
import { creditsKey } from '../credits/use-credits.ts';
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

/**
 * `POST /api/v1/prospects/{id}/sources/{source}/retry`: where it waits in the run that is on it is asked there, else in a
 * run of its own.
 */
export function useRetrySource(prospectId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (source: Source) =>
      post<z.output<typeof startedEnrichment>>(
        `/api/v1/prospects/${encodeURIComponent(prospectId)}/sources/${source}/retry`,
      ),
    onSuccess: () => {
      for (const queryKey of [profileKey(prospectId), creditsKey]) void queries.invalidateQueries({ queryKey });
    },
    onError: (error) => toastFailure('The source was not asked again', error),
  });
}
