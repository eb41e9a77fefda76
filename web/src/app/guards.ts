import type { QueryClient } from '@tanstack/react-query';
import { notFound, redirect } from '@tanstack/react-router';
import type { Me } from '../../../src/features/access/contract.ts';
import { meQuery } from '../features/session/use-me.ts';
import { type Site, siteQuery } from '../features/site/use-site.ts';
import { Failure } from '../lib/failure.ts';

export interface RouterContext {
  queries: QueryClient;
}

/** Every screen begins with what the host is. */
export const loadSite = async ({ queries }: RouterContext): Promise<{ site: Site }> => ({
  site: await queries.ensureQueryData(siteQuery),
});

/** Who is signed in, or why nobody is. */
export async function loadMe({
  queries,
  site,
}: RouterContext & { site: Site }): Promise<{ me: Me | null; locked: boolean }> {
  if (site.surface !== 'app' || site.signedIn === false) return { me: null, locked: false };
  try {
    return { me: await queries.ensureQueryData(meQuery), locked: false };
  } catch (error) {
    const code = error instanceof Failure ? error.code : null;
    if (code === 'unauthenticated') return { me: null, locked: false };
    if (code === 'tenant_locked') return { me: null, locked: true };
    throw error;
  }
}

/** Screens for members of the host's tenant; everyone else is led to where they can become one. */
export function requireMember(
  { site, me, locked }: { site: Site; me: Me | null; locked: boolean },
  href: string,
): void {
  if (site.surface === 'root') throw redirect({ to: '/', replace: true });
  if (locked) throw redirect({ to: '/billing/reactivate', replace: true });
  if (me === null)
    throw redirect({ to: '/sign-in', search: href === '/prospects' ? {} : { next: href }, replace: true });
}

/** Screens that nobody finds on the host of a tenant. */
export function hideFromTenants({ site }: { site: Site }): void {
  if (site.surface !== 'root') throw notFound();
}

/** Screens of the product's own host. */
export function requireRoot({ site }: { site: Site }): void {
  if (site.surface === 'app') throw redirect({ to: '/prospects', replace: true });
}
