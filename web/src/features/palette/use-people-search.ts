import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SearchPage } from '../../../../src/features/prospects/contract.ts';
import { get } from '../../lib/api.ts';
import { apiQuery } from '../prospects/filters.ts';

const PAUSE_MS = 150;
const PEOPLE = 6;

/** The first people who match what is typed. */
export function usePeopleSearch(typed: string) {
  const text = typed.trim().slice(0, 200);
  const [q, setQ] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setQ(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const query = useQuery({
    queryKey: ['palette', q],
    queryFn: async ({ signal }) =>
      (await get<SearchPage>(`/api/v1/prospects${apiQuery({ q }, { limit: PEOPLE, counts: false })}`, signal)).items,
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return {
    people: q === '' || text === '' ? [] : (query.data ?? []),
    busy: query.isFetching || q !== text,
    failed: query.isError,
  };
}
