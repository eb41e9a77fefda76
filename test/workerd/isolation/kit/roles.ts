import { differs } from './lists.ts';
import { ALLOWED, APP_ALLOWED, BELONGING, POLICIES } from './privileges.ts';

/** What the roles of the product may do, as checks of the same kind as those of the structure. */

const OTHERS = `(select oid, rolname from pg_roles where rolname in
  ('edgewise_auth', 'edgewise_control', 'edgewise_definer', 'edgewise_fence'))`;
const TABLES = `(select c.oid, c.relname, c.relowner, n.nspname,
    case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as label
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'auth', 'app', 'platform', 'filings') and c.relkind in ('r', 'p'))`;

/** The privileges of some roles on some tables, as the lists above write them. */
const granted = (roles: string, tables: string): string => `
  select format('%s %s %s', r.rolname, p, t.label) as what from ${roles} r, ${tables} t,
    unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger', 'maintain']) p
   where has_table_privilege(r.oid, t.oid, p)
  union
  select format('%s %s %s(%s)', r.rolname, p, t.label, a.attname) from ${roles} r, ${tables} t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped,
    unnest(array['select', 'insert', 'update', 'references']) p
   where has_column_privilege(r.oid, t.oid, a.attnum, p) and not has_table_privilege(r.oid, t.oid, p)`;
const APP = `(select oid, rolname from pg_roles where rolname = 'edgewise_app')`;
const BELONGING_TABLES = `(select * from ${TABLES} b where b.nspname = 'public'
  and b.relname in (${BELONGING.map((name) => `'${name}'`).join(', ')}))`;

const POLICED = `
  select format('%s %s %s', c.relname, r.rolname, p.polcmd) as what
    from pg_policy p join pg_class c on c.oid = p.polrelid, unnest(p.polroles) x join pg_roles r on r.oid = x
   where r.rolname <> 'edgewise_app'`;

export const ROLES: Record<string, string> = {
  'no role passes row-level security by but the fence, or can make one that does but the owner': `
    select rolname::text as what from pg_roles where rolname ~ '^edgewise_'
      and (rolsuper or rolcreatedb or rolreplication or (rolcreaterole and rolname <> 'edgewise_owner')
        or (rolbypassrls and rolname <> 'edgewise_fence'))
    union all
    select rolname || ' logs in' from pg_roles where rolname = 'edgewise_fence' and rolcanlogin
    union all
    select 'the fence is blind' from pg_roles where rolname = 'edgewise_fence' and not rolbypassrls
    union all
    select m.rolname || ' is ' || r.rolname from pg_roles m, pg_roles r
     where m.rolname ~ '^edgewise_' and r.oid <> m.oid and (m.rolname, r.rolname) <> ('edgewise_owner', 'edgewise_fence')
       and (r.rolsuper or r.rolbypassrls or r.rolname ~ '^pg_' and r.rolname <> 'pg_database_owner')
       and pg_has_role(m.oid, r.oid, 'MEMBER')`,

  'no role can become another, but the owner of the schema': `
    select m.rolname || ' is ' || r.rolname as what from pg_roles m, pg_roles r
     where m.rolname ~ '^edgewise_' and m.rolname <> 'edgewise_owner' and r.oid <> m.oid and pg_has_role(m.oid, r.oid, 'MEMBER')
    union all
    select m.rolname || ' is ' || r.rolname from pg_roles m, pg_roles r
     where r.rolname ~ '^edgewise_' and r.oid <> m.oid and not m.rolsuper and m.rolname <> 'edgewise_owner'
       and pg_has_role(m.oid, r.oid, 'MEMBER')`,

  'the schema’s owner owns every table, and nobody else makes anything': `
    select t.label::text as what from ${TABLES} t where t.relowner <> 'edgewise_owner'::regrole
    union all
    select r.rolname || ' makes in ' || n.nspname from pg_roles r, pg_namespace n
     where r.rolname ~ '^edgewise_' and r.rolname <> 'edgewise_owner' and n.nspname !~ '^pg_'
       and has_schema_privilege(r.oid, n.oid, 'create')
    union all
    select r.rolname || ' makes schemas' from pg_roles r where r.rolname ~ '^edgewise_' and r.rolname <> 'edgewise_owner'
       and has_database_privilege(r.oid, current_database(), 'create')`,

  'the app can empty, watch and refer to no table': `
    select t.label || ' ' || p as what from ${TABLES} t, unnest(array['truncate', 'references', 'trigger', 'maintain']) p
     where has_table_privilege('edgewise_app', t.oid, p)
    union all
    select t.label || ' references' from ${TABLES} t where has_any_column_privilege('edgewise_app', t.oid, 'references')`,

  'the app does with who belongs where what the list says, and only adds to the records': differs(
    granted(APP, BELONGING_TABLES),
    APP_ALLOWED,
  ),

  'the app has no part in users, sessions and the platform': `
    select 'schema ' || n as what from unnest(array['auth', 'platform']) n where has_schema_privilege('edgewise_app', n, 'usage')
    union all
    select t.label || ' ' || p from ${TABLES} t, unnest(array['select', 'insert', 'update']) p
     where t.nspname in ('auth', 'platform') and has_any_column_privilege('edgewise_app', t.oid, p)
    union all
    select t.label || ' delete' from ${TABLES} t
     where t.nspname in ('auth', 'platform') and has_table_privilege('edgewise_app', t.oid, 'delete')`,

  'the app reads what is filed, and writes none of it': `
    select t.label || ' ' || p as what from ${TABLES} t, unnest(array['insert', 'update']) p
     where t.nspname = 'filings' and has_any_column_privilege('edgewise_app', t.oid, p)
    union all
    select t.label || ' delete' from ${TABLES} t
     where t.nspname = 'filings' and has_table_privilege('edgewise_app', t.oid, 'delete')`,

  'the roles beside the app have the privileges of the list and no other': differs(granted(OTHERS, TABLES), ALLOWED),

  'the roles beside the app have the policies of the list and no other': differs(POLICED, POLICIES),
};
