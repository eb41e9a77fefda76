import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { FlagView, flagBody, flagPreview } from '../../../../src/features/console/contract.ts';
import { get, post, put } from '../../lib/api.ts';
import type { Page } from '../../lib/pages.ts';

export type FlagBody = z.input<typeof flagBody>;
export type FlagPreview = z.output<typeof flagPreview>;

const flagsKey = ['console', 'flags'] as const;
const path = (key: string) => `/api/console/flags/${encodeURIComponent(key)}`;

/** `GET /api/console/flags` */
export const useFlags = () =>
  useQuery({ queryKey: flagsKey, queryFn: ({ signal }) => get<Page<FlagView>>('/api/console/flags', signal) });

/** `GET /api/console/flags/{key}/preview`: who sees what by the rules that hold now. */
export const useFlagPreview = (key: string) =>
  useQuery({
    queryKey: ['console', 'flag-preview', key],
    queryFn: ({ signal }) => get<FlagPreview>(`${path(key)}/preview`, signal),
  });

function useFlagChange<Body>(change: (body: Body) => Promise<unknown>, key: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: flagsKey }),
        queries.invalidateQueries({ queryKey: ['console', 'flag-preview', key] }),
      ]),
  });
}

/** `PUT /api/console/flags/{key}` */
export const useSetFlag = (key: string) => useFlagChange((body: FlagBody) => put<unknown>(path(key), body), key);

/** `POST /api/console/flags/{key}/kill` and `…/revive` */
export const useKillFlag = (key: string, verb: 'kill' | 'revive') =>
  useFlagChange((body: { reason: string }) => post<unknown>(`${path(key)}/${verb}`, body), key);
