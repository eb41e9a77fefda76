import { useMutation, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { startBulkBody, startedBulk, startedEnrichment } from '../../../../src/features/enrichment/contract.ts';
import type { Source } from '../../../../src/features/prospects/contract.ts';
import { post } from '../../lib/api.ts';
import { creditsKey } from '../credits/use-credits.ts';
import { profileKey } from '../profile/use-profile.ts';
import { bulksKey } from './use-bulk.ts';

export type Started = z.output<typeof startedEnrichment>;

/** `POST /api/v1/prospects/{id}/enrichments`: where a run is on already, it is that run that one gets. */
export function useStartOne(prospectId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { sources?: Source[] }) =>
      post<Started>(`/api/v1/prospects/${encodeURIComponent(prospectId)}/enrichments`, body),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: profileKey(prospectId) });
      void queries.invalidateQueries({ queryKey: creditsKey });
    },
  });
}

/** `POST /api/v1/enrichments`: many people as one job. */
export function useStartBulk() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof startBulkBody>) =>
      post<z.output<typeof startedBulk>>('/api/v1/enrichments', body),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: bulksKey });
      void queries.invalidateQueries({ queryKey: creditsKey });
    },
  });
}
