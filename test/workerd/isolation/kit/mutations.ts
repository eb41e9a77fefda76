import { admin } from '../../../support/worker.ts';
import type { Table } from './tables.ts';

/** A way to break the isolation, and which of the checks must notice. */
export type Mutation = { name: string; statements: string[]; catalog: string | null; behaviour: string | null };

const POLICY = 'each table has one policy for the app, by the tenant of the transaction, for reading and for writing';
const OTHERS = 'the roles beside the app have the policies of the list and no other';
const FORCED = 'row-level security is on and forced';

/** Every policy dropped, every one of the app's opened, and each table's protection taken off. */
export const policyMutations = async (tables: readonly Table[]): Promise<Mutation[]> => {
  const policies = await admin`
    select p.tablename as table, p.policyname as policy, r.rolname as role,
      p.cmd in ('ALL', 'SELECT') and has_any_column_privilege(r.rolname, format('public.%I', p.tablename), 'select') as reads,
      has_any_column_privilege(r.rolname, format('public.%I', p.tablename), 'insert') as adds
      from pg_policies p, unnest(p.roles) r(rolname) where p.schemaname = 'public' order by 1, 2`;
  const ofPolicies = policies.flatMap(({ table, policy, role, reads, adds }): Mutation[] => {
    const app = role === 'edgewise_app';
    // The fence passes the policies by; its own is for servers that cannot allow it that.
    const sees = reads && role !== 'edgewise_fence';
    const behaviour = app ? `the app in ${table}` : sees ? `${role} in ${table}` : null;
    const alter = (how: string) => [`alter policy "${policy}" on "${table}" ${how}`];
    const dropped = {
      name: `${table}: the policy ${policy} dropped`,
      statements: [`drop policy "${policy}" on "${table}"`],
      catalog: app ? POLICY : OTHERS,
      behaviour,
    };
    if (!app) return [dropped];
    return [
      dropped,
      { name: `${table}: reading opened`, statements: alter('using (true)'), catalog: POLICY, behaviour },
      {
        name: `${table}: writing opened`,
        statements: alter('with check (true)'),
        catalog: POLICY,
        // A change of a row that is read is judged by the policy for reading too: only a new row slips through.
        behaviour: adds ? behaviour : null,
      },
    ];
  });
  const ofTables = tables.flatMap(({ name }): Mutation[] => [
    {
      name: `${name}: row-level security off`,
      statements: [`alter table "${name}" disable row level security`],
      catalog: FORCED,
      behaviour: `the app in ${name}`,
    },
    {
      name: `${name}: not forced`,
      statements: [`alter table "${name}" no force row level security`],
      catalog: FORCED,
      behaviour: `the owner in ${name}`,
    },
    {
      name: `${name}: a second policy beside the first`,
      statements: [`create policy more on "${name}" using (true)`],
      catalog: POLICY,
      behaviour: `the app in ${name}`,
    },
  ]);
  return [...ofPolicies, ...ofTables];
};

const broken = (catalog: string, ...statements: string[]): Mutation => ({
  name: statements.at(-1) ?? '',
  statements,
  catalog,
  behaviour: null,
});

const KEYS = 'the keys of a table begin with its tenant';
const SEARCH = 'the search lets through the rows of one tenant, to be read by the app alone';
const VIEWS = 'no view passes the policies by but the search';
const DEFINERS = 'no function runs as somebody else but the ones that are known, with a fixed search path';
const PASSING = 'no role passes row-level security by but the fence, or can make one that does but the owner';
const BECOMING = 'no role can become another, but the owner of the schema';
const OWNING = 'the schema’s owner owns every table, and nobody else makes anything';
const POWERS = 'the app can empty, watch and refer to no table';
const RECORDS = 'the app does with who belongs where what the list says, and only adds to the records';
const APART = 'the app has no part in users, sessions and the platform';
const BY_ITSELF = 'what must happen by itself does';
const CALLED = 'each function is called by the roles of the list and no other';
const NAMES = 'the app with names of others';
const EVERYONE = 'everyone may do nothing';
const GRANTS = 'the roles beside the app have the privileges of the list and no other';

/** What else somebody could do to the schema by mistake. */
export const otherMutations = (): Mutation[] => [
  broken('a table says whose its rows are', 'create table stray (id uuid primary key)'),
  broken(FORCED, 'create table fresh (tenant_id uuid, id uuid, primary key (tenant_id, id))'),
  broken(POLICY, 'create table fresh (tenant_id uuid, id uuid, primary key (tenant_id, id))'),
  broken(
    FORCED,
    'create table whole (tenant_id uuid, id uuid, primary key (tenant_id, id)) partition by hash (tenant_id)',
    'select app.protect($$whole$$, $$select$$)',
    'create table part partition of whole for values with (modulus 1, remainder 0)',
  ),
  broken(KEYS, 'create table fresh (tenant_id uuid, id uuid primary key)'),
  broken(KEYS, 'create table fresh (tenant_id uuid, id uuid)'),
  broken(KEYS, 'create unique index on prospects (email_key)'),
  broken(
    'a reference stays within its tenant',
    'create unique index on prospects (id)',
    'alter table signals add foreign key (prospect_id) references prospects (id)',
  ),
  broken(VIEWS, 'create view everyone as select * from prospects'),
  broken(VIEWS, 'create view everyone with (security_invoker) as select * from prospects'),
  broken(VIEWS, 'create materialized view everyone as select * from prospects'),
  broken(SEARCH, 'grant insert on prospects_search to edgewise_app'),
  broken(SEARCH, 'grant select on prospects_search to edgewise_control'),
  {
    ...broken(SEARCH, 'create or replace view prospects_search as select * from prospects where deleted_at is null'),
    behaviour: 'the app in the search',
  },
  broken(
    SEARCH,
    'create or replace function app.search_tenant() returns uuid language sql stable as $$ select id from tenants limit 1 $$',
  ),
  broken(
    DEFINERS,
    'create function peek() returns bigint language sql security definer as $$ select count(*) from prospects $$',
  ),
  broken(DEFINERS, 'alter function app.enter reset search_path'),
  broken(DEFINERS, 'alter function app.assert_fence security definer'),
  broken(DEFINERS, 'grant execute on function app.create_workspace to edgewise_app'),
  broken(EVERYONE, 'grant execute on function app.create_workspace to public'),
  broken(EVERYONE, 'grant select on lists to public'),
  broken(EVERYONE, 'grant select (name) on lists to public'),
  broken(EVERYONE, 'grant create on schema public to public'),
  broken(PASSING, 'alter role edgewise_app bypassrls'),
  broken(PASSING, 'alter role edgewise_fence login'),
  broken(PASSING, 'alter role edgewise_fence nobypassrls'),
  broken(PASSING, 'alter role edgewise_control superuser'),
  broken(PASSING, 'grant pg_read_all_data to edgewise_app'),
  broken(PASSING, 'alter role edgewise_app createrole'),
  broken(BECOMING, 'grant edgewise_fence to edgewise_app'),
  broken(BECOMING, 'grant edgewise_definer to edgewise_auth with inherit false, set true'),
  broken(OWNING, 'alter table lists owner to edgewise_app'),
  broken(OWNING, 'grant create on schema public to edgewise_app'),
  broken(POWERS, 'grant truncate on prospects to edgewise_app'),
  broken(POWERS, 'grant references on prospects to edgewise_app'),
  broken(POWERS, 'grant references (id) on prospects to edgewise_app'),
  broken(POWERS, 'grant trigger on prospects to edgewise_app'),
  broken(RECORDS, 'grant update on audit to edgewise_app'),
  broken(RECORDS, 'grant delete on activity to edgewise_app'),
  broken(RECORDS, 'grant update (role) on members to edgewise_app'),
  broken(RECORDS, 'grant insert on tenants to edgewise_app'),
  broken(APART, 'grant usage on schema auth to edgewise_app'),
  broken(APART, 'grant select on auth.session to edgewise_app'),
  broken(RECORDS, 'grant update (plan) on tenants to edgewise_app'),
  broken(RECORDS, 'grant insert on former_slugs to edgewise_app'),
  broken(RECORDS, 'grant delete on domains to edgewise_app'),
  broken(RECORDS, 'grant update on domain_events to edgewise_app'),
  {
    ...broken(RECORDS, 'grant update on tenants to edgewise_app'),
    behaviour: NAMES,
  },
  broken(APART, 'grant usage on schema platform to edgewise_app'),
  {
    ...broken(
      APART,
      'grant usage on schema platform to edgewise_app',
      'grant select on platform.flags to edgewise_app',
    ),
    behaviour: 'edgewise_app in the platform',
  },
  broken(APART, 'grant delete on platform.audit to edgewise_app'),
  broken(EVERYONE, 'grant usage on schema platform to public'),
  broken(EVERYONE, 'grant select on platform.operators to public'),
  broken(EVERYONE, 'grant execute on function app.gate to public'),
  broken(EVERYONE, 'create function app.fresh() returns int language sql return 1'),
  {
    ...broken(GRANTS, 'grant select on platform.operators to edgewise_control'),
    behaviour: 'edgewise_control in the platform',
  },
  broken(GRANTS, 'grant update on platform.state to edgewise_control'),
  broken(GRANTS, 'grant update on platform.audit to edgewise_definer'),
  broken(GRANTS, 'grant update (billing) on tenants to edgewise_control'),
  broken(GRANTS, 'grant select on platform.impersonations to edgewise_auth'),
  broken(DEFINERS, 'grant execute on function app.take_host to edgewise_control'),
  broken(DEFINERS, 'grant execute on function app.console_suspend to edgewise_app'),
  broken(DEFINERS, 'grant execute on function app.open_impersonation to edgewise_control'),
  broken(DEFINERS, 'grant execute on function app.call_for_purge to edgewise_app'),
  broken(DEFINERS, 'alter function app.take_host reset search_path'),
  broken(DEFINERS, 'alter function app.host_changed security invoker', 'alter function app.gate security definer'),
  broken(CALLED, 'grant execute on function app.console_operator to edgewise_control'),
  broken(CALLED, 'grant execute on function app.console_record to edgewise_app'),
  broken(CALLED, 'revoke execute on function app.assert_room from edgewise_app'),
  broken(BY_ITSELF, 'drop trigger call_for_purge on tenants'),
  broken(BY_ITSELF, 'drop trigger bump_version on tenants'),
  broken(BY_ITSELF, 'alter table domains disable trigger host_changed'),
  broken(BY_ITSELF, 'drop trigger bump_version on platform.flags'),
  {
    ...broken(BY_ITSELF, 'drop trigger append_only on platform.audit'),
    behaviour: 'edgewise_owner in the platform',
  },
  { ...broken(BY_ITSELF, 'drop trigger keep_former_slug_on_rename on tenants'), behaviour: NAMES },
  { name: 'domains_routed dropped', statements: ['drop index domains_routed'], catalog: null, behaviour: NAMES },
  {
    name: 'verified_at of another tenant’s name opened',
    statements: [
      'create policy more on domains for update to edgewise_app using (true) with check (true)',
      'create policy less on domains for select to edgewise_app using (true)',
    ],
    catalog: POLICY,
    behaviour: NAMES,
  },
  broken(GRANTS, 'grant select (name) on prospects to edgewise_control'),
  broken(GRANTS, 'grant select (billing) on tenants to edgewise_auth'),
  broken(GRANTS, 'revoke select (slug) on tenants from edgewise_auth'),
  broken(GRANTS, 'grant update on credit_accounts to edgewise_definer'),
  broken(OTHERS, 'create policy peek on prospects for select to edgewise_control using (true)'),
];
