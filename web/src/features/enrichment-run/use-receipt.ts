import { useQuery } from '@tanstack/react-query';
import type { Receipt } from '../../../../src/features/credits/contract.ts';
import { get } from '../../lib/api.ts';
import { liveStatus } from '../../lib/live-status.ts';
import { useStore } from '../../lib/store.ts';

/** While a run is on: quick without the socket, and now and then with it, as a message may get lost. */
const POLL_MS = 1_500;
const CHECK_MS = 4_000;

export const receiptKey = (runId: string) => ['receipt', runId] as const;

export const isOn = ({ status }: Pick<Receipt, 'status'>): boolean => status === 'queued' || status === 'running';

/** `GET /api/v1/enrichment-runs/{id}/receipt`, again and again while the run is on or a call of it is being checked. */
export function useReceipt(runId: string) {
  const live = useStore(liveStatus);
  return useQuery({
    queryKey: receiptKey(runId),
    queryFn: ({ signal }) => get<Receipt>(`/api/v1/enrichment-runs/${encodeURIComponent(runId)}/receipt`, signal),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isOn(data) ? (live === 'open' ? CHECK_MS : POLL_MS) : false,
  });
}
