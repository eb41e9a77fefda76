import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Facet, FacetAnswer } from '../../../../src/features/prospects/contract.ts';
import { get } from '../../lib/api.ts';
import { stringifySearch } from '../../lib/search-params.ts';
import { useDebounced } from '../../lib/use-debounced.ts';

/** The pause in typing after which is asked, as in the search box. */
const PAUSE_MS = 150;
/** What fits below the field without a scroll of its own. */
const VALUES = 12;
const FRESH_MS = 60_000;
/** Longest text taken, as the contract has it. */
const TEXT_MAX = 100;

/** Facets whose values can be asked for by a text; the others have few. */
export type LongFacet = Exclude<Facet, 'wealth' | 'seniority'>;
export const isLong = (facet: Facet): facet is LongFacet => facet !== 'wealth' && facet !== 'seniority';

/** `GET /api/v1/prospects/facets/{facet}`: values of the whole workspace that hold what is typed. */
export function useFacetValues(facet: Facet) {
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  const ask = useDebounced((next: string) => setText(next.trim().slice(0, TEXT_MAX)), PAUSE_MS);
  const query = useQuery({
    queryKey: ['prospects', 'facet', facet, text],
    queryFn: ({ signal }) =>
      get<FacetAnswer>(`/api/v1/prospects/facets/${facet}${stringifySearch({ text, limit: VALUES })}`, signal),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });
  const active = typed.trim() !== '';
  return {
    typed,
    type: (next: string) => {
      setTyped(next);
      ask.call(next);
    },
    /** Undefined while nothing is typed, or nothing is known yet. */
    values: active && text !== '' ? query.data?.items : undefined,
    active,
    failed: active && query.isError,
  };
}
