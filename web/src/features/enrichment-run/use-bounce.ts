import { useMutation, useQueryClient } from '@tanstack/react-query';
import type * as z from 'zod';
import type { bounceAnswer } from '../../../../src/features/credits/contract.ts';
import { post } from '../../lib/api.ts';
import { toastFailure, toastNote } from '../../ui/toast.ts';
import { creditsKey } from '../credits/use-credits.ts';
import { ledgerKey } from '../credits/use-ledger.ts';
import { bounceWords } from './bounce-words.ts';
import { receiptKey } from './use-receipt.ts';

/** `POST /api/v1/prospects/{id}/bounces`: gives back what was paid for the address, once. */
export function useBounce(prospectId: string, runId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (email: string) =>
      post<z.output<typeof bounceAnswer>>(`/api/v1/prospects/${encodeURIComponent(prospectId)}/bounces`, { email }),
    onSuccess: ({ refunds }) => {
      toastNote(bounceWords(refunds));
      for (const queryKey of [receiptKey(runId), creditsKey, ledgerKey]) void queries.invalidateQueries({ queryKey });
    },
    onError: (error) => toastFailure('The bounce was not reported', error),
  });
}
