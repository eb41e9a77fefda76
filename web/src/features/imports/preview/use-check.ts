import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type * as z from 'zod';
import type { importCheck, Plan } from '../../../../../src/features/imports/contract.ts';
import { post } from '../../../lib/api.ts';
import { planKey } from '../plan.ts';

export type ImportCheck = z.output<typeof importCheck>;

/** `POST /api/v1/imports/{id}/check`: how the first rows would fare. Writes nothing, so it is asked like a question. */
export const useCheck = (id: string, plan: Plan) =>
  useQuery({
    queryKey: ['import-check', id, planKey(plan)],
    queryFn: ({ signal }) => post<ImportCheck>(`/api/v1/imports/${encodeURIComponent(id)}/check`, plan, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
