import { admin, testEnv } from '../../../support/worker.ts';
import type { Table } from './tables.ts';

/** A checksum for each table, and the stored files by name. */
export type State = Record<string, string>;

const sumOf = (from: string, name: string): string =>
  `select '${name}' as name, count(*) || ' rows ' || md5(coalesce(string_agg(x::text, chr(10) order by x::text), '')) as sum from ${from}`;

const filesBelow = async (prefix: string): Promise<State> => {
  const { objects } = await testEnv.FILES.list({ prefix });
  return Object.fromEntries(objects.map((o) => [o.key, o.etag]));
};

const read = async (selects: readonly string[], params: unknown[]): Promise<State> => {
  const rows = await admin.query(selects.join(' union all '), params);
  return Object.fromEntries(rows.map((r) => [String(r.name), String(r.sum)]));
};

/** All that a tenant has: its rows, its members' users and sessions, its files. */
export const stateOf = async (tables: readonly Table[], tenantId: string): Promise<State> => {
  const people = `in (select user_id from members where tenant_id = $1::uuid)`;
  const rows = await read(
    [
      ...tables.map((t) => sumOf(`public."${t.name}" x where x."${t.tenant}" = $1::uuid`, t.name)),
      sumOf('auth.session x where x.tenant_id = $1::uuid', 'auth.session'),
      sumOf(`auth."user" x where x.id ${people}`, 'auth.user'),
      sumOf(`auth.account x where x.user_id ${people}`, 'auth.account'),
    ],
    [tenantId],
  );
  return { ...rows, ...(await filesBelow(`tenant/${tenantId}/`)) };
};

/** Tables of nobody's in particular. */
const BESIDE = [
  ...['session', 'user', 'account', 'verification'].map((name) => `auth."${name}"`),
  ...['flags', 'state', 'operators', 'audit', 'impersonations'].map((name) => `platform."${name}"`),
];

/** All that anyone has. */
export const wholeState = async (tables: readonly Table[]): Promise<State> => {
  const rows = await read(
    [
      ...tables.map((t) => sumOf(`public."${t.name}" x`, t.name)),
      ...BESIDE.map((name) => sumOf(`${name} x`, name.replaceAll('"', ''))),
    ],
    [],
  );
  return { ...rows, ...(await filesBelow('tenant/')) };
};

/** Which parts of a state differ. */
export const changed = (before: State, after: State): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((k) => before[k] !== after[k]);

/** Tables in which a text stands somewhere. */
export const tablesWith = async (tables: readonly Table[], text: string): Promise<string[]> => {
  const names = [...tables.map((t) => `public."${t.name}"`), ...BESIDE];
  const rows = await admin.query(
    names
      .map((n) => `select '${n}' as name where exists (select from ${n} x where strpos(x::text, $1) > 0)`)
      .join(' union all '),
    [text],
  );
  return rows.map((r) => String(r.name));
};
