/** What the roles of the product may do, as checks of the same kind as those of the structure. */

/** Tables the app only reads, and tables it only adds to. */
const READ_ONLY = `('tenants', 'domains', 'members')`;
const APPEND_ONLY = `('audit', 'activity')`;

/** All that the roles beside the app may do, one privilege a line: a column is named where it is not the whole table. */
const ALLOWED: readonly string[] = [
  'edgewise_auth select members(disabled_at)',
  'edgewise_auth select members(role)',
  'edgewise_auth select members(tenant_id)',
  'edgewise_auth select members(user_id)',
  'edgewise_auth select tenants(deleted_at)',
  'edgewise_auth select tenants(id)',
  'edgewise_auth select tenants(name)',
  'edgewise_auth select tenants(slug)',
  ...['account', 'session', 'user', 'verification'].flatMap((table) =>
    ['delete', 'insert', 'select', 'update'].map((p) => `edgewise_auth ${p} auth.${table}`),
  ),
  'edgewise_control delete outbox',
  'edgewise_control select domains',
  'edgewise_control select jobs(created_at)',
  'edgewise_control select jobs(id)',
  'edgewise_control select jobs(kind)',
  'edgewise_control select jobs(lease_until)',
  'edgewise_control select jobs(state)',
  'edgewise_control select jobs(tenant_id)',
  'edgewise_control select outbox',
  'edgewise_control select tenants',
  'edgewise_control update outbox(sent_at)',
  'edgewise_definer insert credit_accounts',
  'edgewise_definer insert members',
  'edgewise_definer insert tenants',
  'edgewise_definer select auth.session',
  'edgewise_definer select auth.user',
  'edgewise_definer select credit_accounts',
  'edgewise_definer select jobs',
  'edgewise_definer select members',
  'edgewise_definer select tenants',
  'edgewise_fence select prospects',
];

/** Policies of the roles beside the app: table, role, command. */
const POLICIES: readonly string[] = [
  'credit_accounts edgewise_definer *',
  'domains edgewise_control r',
  'jobs edgewise_control r',
  'jobs edgewise_definer r',
  'members edgewise_auth r',
  'members edgewise_definer *',
  'outbox edgewise_control *',
  'prospects edgewise_fence *',
  'tenants edgewise_auth r',
  'tenants edgewise_control r',
  'tenants edgewise_definer *',
];

const values = (lines: readonly string[]): string =>
  `(select unnest(array[${lines.map((l) => `'${l}'`).join(', ')}]) as what)`;

/** What is there and not in the list, or in the list and not there. */
const differs = (there: string, list: readonly string[]): string => `
  select 'unexpected: ' || what as what from ((${there}) except select what from ${values(list)}) more
  union all
  select 'missing: ' || what from (select what from ${values(list)} except (${there})) fewer`;

const OTHERS = `(select oid, rolname from pg_roles where rolname in
  ('edgewise_auth', 'edgewise_control', 'edgewise_definer', 'edgewise_fence'))`;
const TABLES = `(select c.oid, c.relname, c.relowner, n.nspname,
    case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as label
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'auth', 'app') and c.relkind in ('r', 'p'))`;

const GRANTED = `
  select format('%s %s %s', r.rolname, p, t.label) as what from ${OTHERS} r, ${TABLES} t,
    unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger', 'maintain']) p
   where has_table_privilege(r.oid, t.oid, p)
  union
  select format('%s %s %s(%s)', r.rolname, p, t.label, a.attname) from ${OTHERS} r, ${TABLES} t
    join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped,
    unnest(array['select', 'insert', 'update', 'references']) p
   where has_column_privilege(r.oid, t.oid, a.attnum, p) and not has_table_privilege(r.oid, t.oid, p)`;

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

  'the app only reads who belongs where, and only adds to the records': `
    select t.label || ' ' || p as what from ${TABLES} t, unnest(array['insert', 'update']) p
     where t.nspname = 'public' and t.relname in ${READ_ONLY} and has_any_column_privilege('edgewise_app', t.oid, p)
    union all
    select t.label || ' update' from ${TABLES} t
     where t.nspname = 'public' and t.relname in ${APPEND_ONLY} and has_any_column_privilege('edgewise_app', t.oid, 'update')
    union all
    select t.label || ' delete' from ${TABLES} t where t.nspname = 'public'
       and (t.relname in ${READ_ONLY} or t.relname in ${APPEND_ONLY}) and has_table_privilege('edgewise_app', t.oid, 'delete')`,

  'the app has no part in users and sessions': `
    select 'schema auth' as what where has_schema_privilege('edgewise_app', 'auth', 'usage')
    union all
    select t.label || ' ' || p from ${TABLES} t, unnest(array['select', 'insert', 'update']) p
     where t.nspname = 'auth' and has_any_column_privilege('edgewise_app', t.oid, p)`,

  'the roles beside the app have the privileges of the list and no other': differs(GRANTED, ALLOWED),

  'the roles beside the app have the policies of the list and no other': differs(POLICED, POLICIES),
};
