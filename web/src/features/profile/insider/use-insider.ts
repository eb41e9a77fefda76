import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { InsiderAnswer, TransactionKind } from '../../../../../src/features/filings/contract.ts';
import { get } from '../../../lib/api.ts';
import { stringifySearch } from '../../../lib/search-params.ts';
import type { Switches } from '../wealth/switches.ts';

/** Transactions of one fetch: what a screen and a half holds. */
const PAGE_SIZE = 25;
/** While filings are still being read. */
const READING_MS = 3_000;
const FRESH_MS = 60_000;

export const insiderKey = (id: string) => ['insider', id] as const;

const pathOf = (id: string, query: Record<string, unknown>): string =>
  `/api/v1/prospects/${encodeURIComponent(id)}/insider${stringifySearch(query)}`;

const isReading = (answer: InsiderAnswer | undefined): boolean =>
  answer !== undefined && answer.identity === 'counted' && !answer.filings.complete;

/** `GET /api/v1/prospects/{id}/insider`, transactions of some kinds, page after page. */
const transactionsQuery = (id: string, kinds: readonly TransactionKind[]) =>
  infiniteQueryOptions({
    queryKey: [...insiderKey(id), 'transactions', kinds],
    queryFn: ({ pageParam, signal }) =>
      get<InsiderAnswer>(pathOf(id, { kind: kinds, limit: PAGE_SIZE, cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ transactions }) => transactions.nextCursor,
    staleTime: FRESH_MS,
  });

export const useInsider = (id: string, kinds: readonly TransactionKind[]) =>
  useInfiniteQuery({
    ...transactionsQuery(id, kinds),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (isReading(state.data?.pages[0]) ? READING_MS : false),
  });

/** The wealth signal with inputs switched off or on; the one before stays while it is counted anew. */
export const useWealth = (id: string, switches: Switches) =>
  useQuery({
    queryKey: [...insiderKey(id), 'wealth', switches],
    queryFn: ({ signal }) => get<InsiderAnswer>(pathOf(id, { ...switches, limit: 1 }), signal),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    refetchInterval: ({ state }) => (isReading(state.data) ? READING_MS : false),
  });
