import { useEffect } from 'react';
import type { Filters } from '../prospects/filters.ts';
import { useProspects } from '../prospects/use-prospects.ts';

/** The people before and after this one in the list behind the drawer; more of the list is fetched near its end. */
export function useNeighbours(filters: Filters, id: string) {
  const { query, rows } = useProspects(filters);
  const index = rows.findIndex((row) => row.id === id);
  const { fetchNextPage } = query;
  const wantsMore = index >= 0 && index >= rows.length - 2 && query.hasNextPage && !query.isFetching && !query.isError;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  return {
    row: rows[index],
    previous: index > 0 ? rows[index - 1]?.id : undefined,
    next: index >= 0 ? rows[index + 1]?.id : undefined,
  };
}
