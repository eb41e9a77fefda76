import { OWN_SCHEMAS } from './lists.ts';

/**
 * What the catalog must say for tenants to be apart. Each check is a query that names what breaks it, in one column
 * `what`, and so gives no row where all is well.
 */

/** Tables that hold tenants' rows, with the column that says whose. */
const OURS = `(select c.*, case c.relname when 'tenants' then 'id' else 'tenant_id' end as whose from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p'))`;
const HAS_TENANT = `exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = t.whose and not a.attisdropped)`;
const FIRST_COLUMN = `(select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0])`;

/**
 * Keys that are unique over all tenants: each is a name that leads from outside to one tenant, before anyone knows
 * whose it is, and in the public DNS anyway.
 */
const OF_ALL = `('tenants_slug', 'domains_routed', 'former_slugs_slug')`;

const TABLES: Record<string, string> = {
  'a table says whose its rows are': `select t.relname::text as what from ${OURS} t where not ${HAS_TENANT}`,

  'row-level security is on and forced': `
    select t.relname::text as what from ${OURS} t where not (t.relrowsecurity and t.relforcerowsecurity)`,

  'each table has one policy for the app, by the tenant of the transaction, for reading and for writing': `
    select t.relname::text as what from ${OURS} t where not exists (
      select from pg_policy p where p.polrelid = t.oid and p.polpermissive and p.polcmd = '*'
        and p.polroles = array['edgewise_app'::regrole::oid]
        and pg_get_expr(p.polqual, p.polrelid) = format('(%I = ( SELECT app.tenant() AS tenant))', t.whose)
        and pg_get_expr(p.polwithcheck, p.polrelid) = format('(%I = ( SELECT app.tenant() AS tenant))', t.whose))
    union all
    select t.relname || '.' || p.polname from pg_policy p join ${OURS} t on t.oid = p.polrelid
     where p.polpermissive and (0 = any(p.polroles) or exists (
        select from unnest(p.polroles) r where pg_has_role('edgewise_app', r, 'MEMBER')))
       and p.polname <> 'tenant'`,

  'the keys of a table begin with its tenant': `
    select t.relname::text as what from ${OURS} t where not exists (
      select from pg_index i where i.indrelid = t.oid and i.indisprimary and ${FIRST_COLUMN} = t.whose)
    union all
    select i.indexrelid::regclass::text from ${OURS} t join pg_index i on i.indrelid = t.oid
     where i.indisunique and ${FIRST_COLUMN} is distinct from t.whose and i.indexrelid::regclass::text not in ${OF_ALL}`,

  'a reference stays within its tenant': `
    select f.conname::text as what from pg_constraint f join ${OURS} t on t.oid = f.conrelid
     where f.contype = 'f' and not exists (
       select from unnest(f.conkey, f.confkey) k(own, other)
         join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.own
         join pg_attribute o on o.attrelid = f.confrelid and o.attnum = k.other
        where a.attname = t.whose
          and o.attname = case f.confrelid when 'public.tenants'::regclass then 'id' else 'tenant_id' end)`,
};

/** Views that the app may read although they pass the policy by. */
const VIEWS = `('public.prospects_search')`;

const PASSING_BY: Record<string, string> = {
  'no view passes the policies by but the search': `
    select n.nspname || '.' || c.relname as what from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('v', 'm', 'f') and n.oid in ${OWN_SCHEMAS} and n.nspname || '.' || c.relname not in ${VIEWS}`,

  'the search lets through the rows of one tenant, to be read by the app alone': `
    select 'condition' as what where not exists (select from pg_views v
      where v.schemaname = 'public' and v.viewname = 'prospects_search' and v.viewowner = 'edgewise_fence'
        and v.definition like '%FROM prospects%WHERE ((tenant_id = app.search_tenant()) AND (deleted_at IS NULL));')
    union all
    select 'whose' where not exists (select from pg_proc where oid = 'app.search_tenant'::regproc
      and regexp_replace(prosrc, '\\s+', ' ', 'g') = ' begin return nullif(current_setting(''app.tenant_id'', true), '''')::uuid; end ')
    union all
    select r.rolname || ' ' || p from pg_roles r, unnest(array['select', 'insert', 'update', 'delete', 'truncate']) p
     where r.rolname ~ '^edgewise_' and r.rolname <> 'edgewise_fence'
       and has_table_privilege(r.oid, 'public.prospects_search', p) and not (r.rolname = 'edgewise_app' and p = 'select')`,
};

const CHECKS = { ...TABLES, ...PASSING_BY };

export { CHECKS as STRUCTURE };
