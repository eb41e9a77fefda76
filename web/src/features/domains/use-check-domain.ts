import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DomainDetail } from '../../../../src/features/domains/contract.ts';
import { post } from '../../lib/api.ts';
import { toastFailure } from '../../ui/toast.ts';
import { domainKey } from './use-domain.ts';
import { domainsKey } from './use-domains.ts';

/** `POST /api/v1/domains/{id}/check`: looks now, unless it has just looked. */
export function useCheckDomain(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => post<DomainDetail>(`/api/v1/domains/${encodeURIComponent(id)}/check`),
    onSuccess: (domain) => {
      queries.setQueryData(domainKey(id), domain);
      void queries.invalidateQueries({ queryKey: domainsKey });
    },
    onError: (error) => toastFailure('The check could not be made', error),
  });
}
