import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PaidSource, ProviderKeys } from '../../../../src/features/credits/contract.ts';
import type { EnrichmentSettings } from '../../../../src/features/enrichment/contract.ts';
import type { ProvidersHealth } from '../../../../src/features/providers/contract.ts';
import { del, get, put } from '../../lib/api.ts';

/** Figures of health are of the last minute. */
const HEALTH_MS = 10_000;
const settingsKey = ['enrichment-settings'] as const;
const keysKey = ['provider-keys'] as const;

/** `GET /api/v1/enrichment/settings` */
export const useSourceSettings = (may: boolean) =>
  useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => get<EnrichmentSettings>('/api/v1/enrichment/settings', signal),
    enabled: may,
  });

/** `PUT /api/v1/enrichment/settings`: the whole of them. */
export function useSaveSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (settings: EnrichmentSettings) => put<EnrichmentSettings>('/api/v1/enrichment/settings', settings),
    onSuccess: (settings) => queries.setQueryData(settingsKey, settings),
  });
}

/** `GET /api/v1/providers/health`, again and again while it is looked at. */
export const useHealth = (may: boolean) =>
  useQuery({
    queryKey: ['providers-health'],
    queryFn: ({ signal }) => get<ProvidersHealth>('/api/v1/providers/health', signal),
    enabled: may,
    refetchInterval: HEALTH_MS,
  });

/** `GET /api/v1/provider-keys` */
export const useKeys = (may: boolean) =>
  useQuery({
    queryKey: keysKey,
    queryFn: ({ signal }) => get<ProviderKeys>('/api/v1/provider-keys', signal),
    enabled: may,
  });

const keyPath = (provider: PaidSource) => `/api/v1/provider-keys/${provider}`;

/** `PUT /api/v1/provider-keys/{provider}`: sealed at once, never read again. */
export function useSetKey(provider: PaidSource) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (key: string) => put<ProviderKeys>(keyPath(provider), { key }),
    onSuccess: (keys) => queries.setQueryData(keysKey, keys),
  });
}

/** `DELETE /api/v1/provider-keys/{provider}` */
export function useRemoveKey(provider: PaidSource) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => del<ProviderKeys>(keyPath(provider)),
    onSuccess: (keys) => queries.setQueryData(keysKey, keys),
  });
}
