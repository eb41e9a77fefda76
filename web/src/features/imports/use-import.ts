import { useQuery } from '@tanstack/react-query';
import type { ImportState } from '../../../../src/features/imports/contract.ts';
import { get } from '../../lib/api.ts';
import { liveStatus } from '../../lib/live-status.ts';
import { useStore } from '../../lib/store.ts';
import { isMoving } from './import-words.ts';

const POLL_MS = 2_000;
/** With the socket up: a message may get lost, the truth may not. */
const CHECK_MS = 15_000;

export const importKey = (id: string) => ['import', id] as const;

/** `GET /api/v1/imports/{id}` */
export function useImport(id: string) {
  const live = useStore(liveStatus);
  return useQuery({
    queryKey: importKey(id),
    queryFn: ({ signal }) => get<ImportState>(`/api/v1/imports/${encodeURIComponent(id)}`, signal),
    refetchInterval: ({ state }) => {
      if (state.data === undefined || !isMoving(state.data)) return false;
      return live === 'open' ? CHECK_MS : POLL_MS;
    },
  });
}
