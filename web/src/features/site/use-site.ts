import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { get } from '../../lib/api.ts';

/** What this host is, the same shape for everyone and silent about the tenant. */
export interface Site {
  /** root: the product's own host · app: a tenant's. */
  surface: 'root' | 'app';
  /** Host, with a port where it has one, under which tenants live: `edgewise.app`, `localhost:8787`. */
  appDomain: string;
  /** Whether the browser holds a session here; where a host does not say, `/me` does. */
  signedIn?: boolean;
}

/** `GET /api/site`: settled for the life of the page; signing in and out change it by hand. */
export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: ({ signal }) => get<Site>('/api/site', signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export const useSite = (): Site => useSuspenseQuery(siteQuery).data;
