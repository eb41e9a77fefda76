import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TenantDetail } from '../../../../src/features/console/contract.ts';
import { get, post } from '../../lib/api.ts';

export const tenantKey = (id: string) => ['console', 'tenant', id] as const;
const path = (id: string) => `/api/console/tenants/${encodeURIComponent(id)}`;

/** `GET /api/console/tenants/{id}` */
export const useTenant = (id: string) =>
  useQuery({ queryKey: tenantKey(id), queryFn: ({ signal }) => get<TenantDetail>(path(id), signal) });

/** One audited verb: `POST /api/console/tenants/{id}/{verb}`. What is on the screen is read anew after it. */
export function useTenantVerb<Body, Answer = unknown>(
  id: string,
  verb: 'suspend' | 'resume' | 'plan' | 'credits' | 'impersonate',
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Body) => post<Answer>(`${path(id)}/${verb}`, body),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: tenantKey(id) }),
        queries.invalidateQueries({ queryKey: ['console', 'tenants'], refetchType: 'none' }),
      ]),
  });
}
