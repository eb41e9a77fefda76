import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { Me } from '../../../../src/features/access/contract.ts';
import type { Scope } from '../../../../src/lib/actor.ts';
import { get } from '../../lib/api.ts';

/** How long the answer holds without a look: the server checks every call anyway. */
const FRESH_MS = 60_000;

/** `GET /api/v1/me`. Asked again whenever the tab is looked at: the session may have ended in another one. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => get<Me>('/api/v1/me', signal),
  staleTime: FRESH_MS,
  refetchOnWindowFocus: 'always',
});

export const useMe = (): Me => useSuspenseQuery(meQuery).data;

/** Whether the member's role allows an action; the API checks it again. */
export const useMay = (scope: Scope): boolean => useMe().scopes.includes(scope);
