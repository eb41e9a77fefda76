import { newId } from '../../../../src/lib/ids.ts';
import { admin } from '../../../support/worker.ts';
import { ofNames, ofPlatform } from './around.ts';
import { type Filled, writable } from './fill.ts';
import type { Table } from './tables.ts';

/**
 * One thing that a role tries, with the tenant its transaction is for, and how that may end: `rows N`, or the SQLSTATE
 * of a refusal.
 */
export type Probe = {
  check: string;
  what: string;
  role: string;
  context: string | null;
  statement: string;
  may: string[];
};

/** Permission denied, or refused by a policy: PostgreSQL has one code for both. */
const REFUSED = '42501';
const NOTHING = 'rows 0';
const APP = 'edgewise_app';

/**
 * Tries a statement as a role and undoes it, whatever came of it: an error ends the inner block, and with it the role,
 * the setting and the rows. Made anew wherever it is used, in the session's own schema.
 */
export const MAKE_ATTEMPT = `
  create function pg_temp.attempt(as_role text, context text, statement text) returns text language plpgsql as $$
  declare n bigint;
  begin
    execute format('set local role %I', as_role);
    if context is not null then perform set_config('app.tenant_id', context, true); end if;
    execute statement;
    get diagnostics n = row_count;
    raise exception using errcode = 'ZZ000', message = 'rows ' || n;
  exception when others then
    return case sqlstate when 'ZZ000' then sqlerrm else sqlstate end;
  end $$`;

/** Tries all probes, given as JSON in the first parameter; gives those that did not end as they may. */
export const TRY_PROBES = `
  select check_name as check, format('%s: %s', what, got) as what from (
    select p.check_name, p.what, p.may, pg_temp.attempt(p.role, p.context, p.statement) as got
      from jsonb_to_recordset($1::jsonb) p(check_name text, what text, role text, context text, statement text, may text[])
     offset 0) tried
   where not got = any(may)`;

/** The first parameter of {@link TRY_PROBES}. */
export const probesParam = (probes: readonly Probe[]): string =>
  JSON.stringify(probes.map(({ check, ...rest }) => ({ check_name: check, ...rest })));

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** B's row again under another key, so that nothing but a policy stands in its way. */
const copyOfRow = (t: Table, b: Filled): string => {
  const row = { ...b.rows[t.name] };
  for (const name of t.key) {
    const value = row[name];
    const type = t.columns.find((c) => c.name === name)?.type;
    if (name === t.tenant) continue;
    if (type === 'uuid') row[name] = newId();
    else if (type === 'text') row[name] = `${value}x`;
    else if (typeof value === 'number') row[name] = value + 1;
  }
  const columns = writable(t);
  return `insert into "${t.name}" (${columns}) select ${columns} from jsonb_populate_record(null::"${t.name}", ${literal(JSON.stringify(row))})`;
};

/** Of each table a column that the app may change, where it may change any: a refusal of the others proves nothing. */
const changeable = async (): Promise<Map<string, string>> => {
  const rows = await admin`
    select c.relname as name, min(a.attname::text) as column from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = '' and has_column_privilege(${APP}, c.oid, a.attnum, 'update')
     group by 1`;
  return new Map(rows.map((r) => [String(r.name), String(r.column)]));
};

const ofTable = (t: Table, a: Filled, b: Filled, ownRows: number, column: string | undefined): Probe[] => {
  const [mine, theirs] = [literal(a.tenant.id), literal(b.tenant.id)];
  const as = (what: string, context: string | null, statement: string, ...may: string[]): Probe => ({
    check: `the app in ${t.name}`,
    what,
    role: APP,
    context,
    statement,
    may,
  });
  const own = a.tenant.id;
  return [
    as('sees its own rows', own, `select from "${t.name}"`, `rows ${ownRows}`),
    as('sees no foreign rows', own, `select from "${t.name}" where ${t.tenant} <> ${mine}`, NOTHING),
    as('sees nothing without a tenant', null, `select from "${t.name}"`, NOTHING),
    as('sees nothing after a tenant', '', `select from "${t.name}"`, NOTHING),
    as(
      'changes no foreign rows',
      own,
      `update "${t.name}" set "${column ?? t.tenant}" = "${column ?? t.tenant}" where ${t.tenant} = ${theirs}`,
      column ? NOTHING : REFUSED,
    ),
    as('gives no row away', own, `update "${t.name}" set ${t.tenant} = ${theirs} where ${t.tenant} = ${mine}`, REFUSED),
    as('deletes no foreign rows', own, `delete from "${t.name}" where ${t.tenant} = ${theirs}`, NOTHING, REFUSED),
    as('adds no foreign row', own, copyOfRow(t, b), REFUSED),
    as('adds nothing after a tenant', '', copyOfRow(t, b), REFUSED),
    as('cannot empty it', own, `truncate "${t.name}"`, REFUSED),
    {
      ...as('sees nothing', null, `select from "${t.name}"`, NOTHING),
      check: `the owner in ${t.name}`,
      role: 'edgewise_owner',
    },
  ];
};

/** What the roles beside the app live on: where one has a policy and a grant, it sees every row. */
const ofPolicies = async (): Promise<Probe[]> => {
  const rows = await admin`
    select distinct p.tablename as name, r.rolname as role from pg_policies p, unnest(p.roles) r(rolname)
     where p.schemaname = 'public' and r.rolname <> ${APP} and p.cmd in ('ALL', 'SELECT')
       and has_any_column_privilege(r.rolname, format('public.%I', p.tablename), 'select')`;
  return Promise.all(
    rows.map(async ({ name, role }) => {
      const [all] = await admin.query(`select count(*)::int as n from "${name}"`);
      const statement = `select from "${name}"`;
      return {
        check: `${role} in ${name}`,
        what: 'sees every row',
        role,
        context: null,
        statement,
        may: [`rows ${all?.n}`],
      };
    }),
  );
};

const ofSearch = (a: Filled, b: Filled, ownRows: number): Probe[] => {
  const view = 'prospects_search';
  const as = (what: string, context: string | null, statement: string, ...may: string[]): Probe => ({
    check: 'the app in the search',
    what,
    role: APP,
    context,
    statement,
    may,
  });
  const theirs = literal(b.tenant.id);
  return [
    as('sees its own rows', a.tenant.id, `select from ${view}`, `rows ${ownRows}`),
    as('sees no foreign rows', a.tenant.id, `select from ${view} where tenant_id = ${theirs}`, NOTHING),
    as('sees nothing without a tenant', null, `select from ${view}`, NOTHING),
    as('sees nothing after a tenant', '', `select from ${view}`, NOTHING),
    as('changes nothing', a.tenant.id, `update ${view} set name = 'x' where tenant_id = ${theirs}`, REFUSED),
    as('deletes nothing', a.tenant.id, `delete from ${view} where tenant_id = ${theirs}`, REFUSED),
    as('adds nothing', a.tenant.id, `insert into ${view} (tenant_id, name) values (${theirs}, 'x')`, REFUSED),
  ];
};

/** Everything that is tried, with A's transaction reaching for what is B's. */
export const makeProbes = async (tables: readonly Table[], a: Filled, b: Filled): Promise<Probe[]> => {
  const counts = await admin.query(
    tables
      .map((t) => `select '${t.name}' as name, count(*)::int as n from "${t.name}" where ${t.tenant} = $1::uuid`)
      .join(' union all '),
    [a.tenant.id],
  );
  const columns = await changeable();
  const own = new Map(counts.map((r) => [String(r.name), Number(r.n)]));
  for (const t of tables) if (!own.get(t.name)) throw new Error(`A has no row in ${t.name}: nothing would be shown.`);
  return [
    ...tables.flatMap((t) => ofTable(t, a, b, own.get(t.name) ?? 0, columns.get(t.name))),
    ...(await ofPolicies()),
    ...ofSearch(a, b, own.get('prospects') ?? 0),
    ...ofNames(a, b),
    ...ofPlatform(),
  ];
};
