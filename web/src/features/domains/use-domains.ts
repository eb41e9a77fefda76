import { useQuery } from '@tanstack/react-query';
import type { Domain } from '../../../../src/features/domains/contract.ts';
import { get } from '../../lib/api.ts';
import type { Page } from '../../lib/pages.ts';
import { isSettled } from './domain-words.ts';

/** While a name is being set up its lights change by themselves: DNS and certificates take minutes, not seconds. */
const SOON_MS = 10_000;

export const domainsKey = ['domains'] as const;

/** `GET /api/v1/domains`: all of them, newest first. */
export const useDomains = (enabled: boolean) =>
  useQuery({
    queryKey: domainsKey,
    queryFn: ({ signal }) => get<Page<Domain>>('/api/v1/domains', signal),
    enabled,
    refetchInterval: ({ state }) => (state.data?.items.every(isSettled) === false ? SOON_MS : false),
  });
