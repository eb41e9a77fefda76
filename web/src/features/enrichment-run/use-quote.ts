import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Quote } from '../../../../src/features/credits/contract.ts';
import type { Source } from '../../../../src/features/prospects/contract.ts';
import { post } from '../../lib/api.ts';
import { type RunTarget, whoOf } from './run-target.ts';

/** `POST /api/v1/enrichment/quote`: asking changes nothing and sets nothing aside. Asked anew each time it is opened. */
export const useQuote = (target: RunTarget, sources: readonly Source[] | undefined, onlyStale: boolean) =>
  useQuery({
    queryKey: ['quote', target, sources ?? 'all', onlyStale],
    queryFn: ({ signal }) =>
      post<Quote>(
        '/api/v1/enrichment/quote',
        { ...whoOf(target), onlyStale, ...(sources === undefined ? {} : { sources }) },
        { signal },
      ),
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
