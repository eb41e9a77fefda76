import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Domain, DomainDetail } from '../../../../src/features/domains/contract.ts';
import { get } from '../../lib/api.ts';
import type { Page } from '../../lib/pages.ts';
import { isSettled } from './domain-words.ts';
import { domainsKey } from './use-domains.ts';

/** How often to look while something is left to wait for, and while all is well. */
const SOON_MS = 10_000;
const REST_MS = 60_000;

export const domainKey = (id: string) => ['domain', id] as const;

/** `GET /api/v1/domains/{id}`; what the list knows stands until it is there. */
export function useDomain(id: string) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: domainKey(id),
    queryFn: ({ signal }) => get<DomainDetail>(`/api/v1/domains/${encodeURIComponent(id)}`, signal),
    placeholderData: (): DomainDetail | undefined => {
      const known = queries.getQueryData<Page<Domain>>(domainsKey)?.items.find((domain) => domain.id === id);
      return known === undefined ? undefined : { ...known, events: [] };
    },
    refetchInterval: ({ state }) => (state.data !== undefined && !isSettled(state.data) ? SOON_MS : REST_MS),
  });
}
