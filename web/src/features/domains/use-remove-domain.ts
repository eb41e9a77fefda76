import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DomainDetail } from '../../../../src/features/domains/contract.ts';
import { del } from '../../lib/api.ts';
import { toastFailure } from '../../ui/toast.ts';
import { domainKey } from './use-domain.ts';
import { domainsKey } from './use-domains.ts';

/** `DELETE /api/v1/domains/{id}`: stops serving; the timeline stays. */
export function useRemoveDomain(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => del<DomainDetail | null>(`/api/v1/domains/${encodeURIComponent(id)}`),
    onSuccess: (domain) => {
      if (domain !== null) queries.setQueryData(domainKey(id), domain);
      void queries.invalidateQueries({ queryKey: domainsKey });
    },
    onError: (error) => toastFailure('The name was not removed', error),
  });
}
