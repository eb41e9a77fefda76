import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type * as z from 'zod';
import type { Plan, startedImport } from '../../../../src/features/imports/contract.ts';
import { post } from '../../lib/api.ts';
import { newIdempotencyKey } from '../../lib/idempotency.ts';
import { planKey } from './plan.ts';
import { importKey } from './use-import.ts';
import { importsKey } from './use-imports.ts';

/** `POST /api/v1/imports/{id}/start`. One key for all tries of one plan: an import starts once. */
export function useStart(id: string) {
  const queries = useQueryClient();
  const attempt = useRef<{ of: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (plan: Plan) => {
      const of = planKey(plan);
      if (attempt.current?.of !== of) attempt.current = { of, key: newIdempotencyKey() };
      return post<z.output<typeof startedImport>>(`/api/v1/imports/${encodeURIComponent(id)}/start`, plan, {
        key: attempt.current.key,
      });
    },
    onSuccess: async () => {
      void queries.invalidateQueries({ queryKey: importsKey });
      await queries.invalidateQueries({ queryKey: importKey(id) });
    },
  });
}
