import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Member } from '../../../../src/features/access/contract.ts';
import { get } from '../../lib/api.ts';
import type { Page } from '../../lib/pages.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { useMe } from '../session/use-me.ts';
import { memberWord } from './member-words.ts';

/** People come and go rarely, and a name that is not known yet is only shown as less. */
const FRESH_MS = 5 * 60_000;
/** The most that one answer holds. */
const PAGE_SIZE = 200;

/** All pages of a list of people: a workspace has as many members as its plan, and names are needed at once. */
export async function allPages<T>(path: string, signal: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await get(
      `${path}${stringifySearch({ limit: PAGE_SIZE, cursor: cursor ?? undefined })}`,
      signal,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

/** `GET /api/v1/members` */
export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => allPages<Member>('/api/v1/members', signal),
  staleTime: FRESH_MS,
});

export const useMembers = () => useQuery(membersQuery);

/** Who a member is, in a word: `You`, a name, or what can be said before the names are here. */
export function useMemberWord(): (memberId: string | null) => string {
  const me = useMe().user.id;
  const { data } = useMembers();
  return useMemo(() => {
    const names = new Map(data?.map(({ id, name }) => [id, name]));
    return (memberId) => memberWord(memberId, me, names);
  }, [data, me]);
}
