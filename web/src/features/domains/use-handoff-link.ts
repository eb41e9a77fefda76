import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HandoffLink } from '../../../../src/features/domains/contract.ts';
import { post } from '../../lib/api.ts';
import { domainKey } from './use-domain.ts';

/** `POST /api/v1/domains/{id}/handoff`: a page with the records for somebody without an account. */
export function useHandoffLink(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => post<HandoffLink>(`/api/v1/domains/${encodeURIComponent(id)}/handoff`),
    onSuccess: () => queries.invalidateQueries({ queryKey: domainKey(id) }),
  });
}
