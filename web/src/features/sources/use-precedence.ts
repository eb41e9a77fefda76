import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Precedence } from '../../../../src/features/enrichment/contract.ts';
import { get, put } from '../../lib/api.ts';

const key = ['precedence'] as const;

/** `GET /api/v1/enrichment/precedence` */
export const usePrecedence = (may: boolean) =>
  useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<Precedence>('/api/v1/enrichment/precedence', signal),
    enabled: may,
  });

/** `PUT /api/v1/enrichment/precedence`: all rules; it holds from the next merge of each profile. */
export function useSetPrecedence() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (precedence: Precedence) => put<Precedence>('/api/v1/enrichment/precedence', precedence),
    onSuccess: (precedence) => queries.setQueryData(key, precedence),
  });
}
