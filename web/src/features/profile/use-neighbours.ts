import { useEffect, useState } from 'react';
import type { Filters } from '../prospects/filters.ts';
import { useRows } from '../prospects/use-prospects.ts';

/**
 * The people before and after this one in the list behind the drawer; more of the list is fetched near its end. Where this one is not
 * in the list, as a colleague whom a profile led to, one goes on from where one left it: back to whom one came from, or to the next.
 */
export function useNeighbours(filters: Filters, id: string) {
  const { query, rows } = useRows(filters);
  const here = rows.findIndex((row) => row.id === id);
  const [left, setLeft] = useState<string | null>(null);
  if (here >= 0 && left !== id) setLeft(id);
  const index = here >= 0 ? here : rows.findIndex((row) => row.id === left);
  const { fetchNextPage } = query;
  const wantsMore = index >= 0 && index >= rows.length - 2 && query.hasNextPage && !query.isFetching && !query.isError;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  return {
    row: rows[here],
    previous: here < 0 ? rows[index]?.id : rows[here - 1]?.id,
    next: index >= 0 ? rows[index + 1]?.id : undefined,
  };
}
