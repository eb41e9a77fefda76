import { neon } from '@neondatabase/serverless';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/neon-http';

/**
 * What must hold before the first request is served: the role neither is nor can become one that passes row-level
 * security by, owns no table, every table with a tenant is forced behind a policy, and without a tenant no row shows.
 */
const CHECK = sql`
  select
    (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as bypasses,
    exists (select from pg_roles r where (r.rolsuper or r.rolbypassrls) and pg_has_role(current_user, r.oid, 'member')) as can_become,
    exists (select from pg_class c where c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace)
      and c.relkind in ('r', 'p') and pg_has_role(current_user, c.relowner, 'member')) as owns,
    exists (select from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and not (c.relrowsecurity and c.relforcerowsecurity)) as unprotected,
    (select count(*) from prospects)::int + (select count(*) from tenants)::int as visible`;

/** Why the database is not safe to serve from, or null where it is. Throws where it does not answer. */
export const unsafeReason = async (url: string): Promise<string | null> => {
  const { rows } = await drizzle({ client: neon(url) }).execute<{
    bypasses: boolean;
    can_become: boolean;
    owns: boolean;
    unprotected: boolean;
    visible: number;
  }>(CHECK);
  const row = rows[0];
  if (!row) return 'the check gave no answer';
  if (row.bypasses || row.can_become) return 'the role passes row-level security by';
  if (row.owns) return 'the role owns tables';
  if (row.unprotected) return 'a table of tenants is not forced behind its policy';
  if (row.visible > 0) return 'rows show without a tenant';
  return null;
};
