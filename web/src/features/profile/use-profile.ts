import { useQuery } from '@tanstack/react-query';
import type { EnrichmentState, Profile } from '../../../../src/features/prospects/profile-contract.ts';
import { get } from '../../lib/api.ts';
import { Failure } from '../../lib/failure.ts';
import { liveStatus } from '../../lib/live-status.ts';
import { useStore } from '../../lib/store.ts';

/** While a run is on and the socket is down. */
const POLL_MS = 2_000;
/** While a run is on and the socket is up: a message may get lost, the truth may not. */
const CHECK_MS = 15_000;
/** A profile opened again within this time is shown as it was; live messages keep it right. */
const FRESH_MS = 30_000;

export const profileKey = (id: string) => ['profile', id] as const;

export const isRunning = ({ status }: EnrichmentState): boolean => status === 'queued' || status === 'running';

/** `GET /api/v1/prospects/{id}`. The reading itself starts an enrichment where the profile is stale. */
export function useProfile(id: string) {
  const live = useStore(liveStatus);
  return useQuery({
    queryKey: profileKey(id),
    queryFn: ({ signal }) => get<Profile>(`/api/v1/prospects/${encodeURIComponent(id)}`, signal),
    staleTime: FRESH_MS,
    refetchInterval: ({ state }) => {
      if (state.data === undefined || !isRunning(state.data.enrichment)) return false;
      return live === 'open' ? CHECK_MS : POLL_MS;
    },
    retry: (failures, error) =>
      failures < 2 && !(error instanceof Failure && error.status >= 400 && error.status < 500),
  });
}
