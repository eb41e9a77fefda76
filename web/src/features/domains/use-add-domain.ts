import { useMutation, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { addDomainBody, DomainDetail } from '../../../../src/features/domains/contract.ts';
import { post } from '../../lib/api.ts';
import { domainKey } from './use-domain.ts';
import { domainsKey } from './use-domains.ts';

/** `POST /api/v1/domains` */
export function useAddDomain() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: z.input<typeof addDomainBody>) => post<DomainDetail>('/api/v1/domains', body),
    onSuccess: (domain) => {
      queries.setQueryData(domainKey(domain.id), domain);
      void queries.invalidateQueries({ queryKey: domainsKey });
    },
  });
}
