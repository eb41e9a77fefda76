import { neon } from '@neondatabase/serverless';
import { expect, it } from 'vitest';
import { app, ROUTES } from '../../../src/app.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, fetchWorker, testEnv } from '../../support/worker.ts';
const say = (...x: unknown[]) => console.warn('@@', ...x.map((v) => JSON.stringify(v)));
it('db', async () => {
  const a = await makeTenant(); const b = await makeTenant();
  await admin`insert into prospects (tenant_id, name) values (${b.id}, 'canary-of-b'), (${a.id}, 'mine')`;
  const appUrl = testEnv.DATABASE_URL as unknown as string;
  const sql = neon(appUrl);
  for (const q of [
    "select id from prospects_search where name::int = 1",
    "select id from prospects_search where cast(name as date) > now()",
    "select id from prospects where name::int = 1",
  ]) {
    try { say(q, await sql.transaction([sql`select set_config('app.tenant_id', ${a.id}, true)`, sql.query(q)])); } catch (e) { say(q, String(e)); }
  }
  try { say('temp', await sql.transaction([sql`select set_config('app.tenant_id', ${a.id}, true)`,
    sql`create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0000001 as $$ begin raise warning 'seen %', $1; perform set_config('x.seen', coalesce(current_setting('x.seen', true),'') || $1 || ';', true); return true; end $$`,
    sql`select count(*) from prospects_search where pg_temp.leak(name)`,
    sql`select current_setting('x.seen', true)`,
    sql`explain verbose select count(*) from prospects_search where pg_temp.leak(name)`])); } catch (e) { say('temp', String(e)); }
  say(await admin`select has_database_privilege('edgewise_app', current_database(), 'TEMP') t, has_database_privilege('edgewise_app', current_database(), 'CREATE') c, version()`);
  say(await admin`select tablename, policyname, roles, cmd, qual, with_check, permissive from pg_policies order by 1,2`);
  say(await admin`select r.rolname, array(select m.rolname from pg_auth_members am join pg_roles m on m.oid = am.roleid where am.member = r.oid) as of from pg_roles r where rolname like 'edgewise%'`);
  say(await admin`select n.nspname, proname, prosecdef, proconfig, pg_get_userbyid(proowner) o, proacl from pg_proc p join pg_namespace n on n.oid=pronamespace where n.nspname in ('app','auth') or (n.nspname='public' and prosecdef)`);
  const enter = async (...args: unknown[]) => { try { await sql.query('select app.enter($1,$2,$3,$4,$5,$6,$7)', args as never); return 'ok'; } catch (e) { return (e as {code?: string}).code + ' ' + String(e); } };
  const m = await makeMember(a, 'viewer');
  say('null role', await enter(a.id, 'member', m.userId, m.sessionId, null, 'work', 'r'));
  await admin`update tenants set billing='unpaid' where id=${a.id}`;
  say('null intent', await enter(a.id, 'member', m.userId, m.sessionId, 'viewer', null, 'r'));
  say('null kind', await enter(b.id, null, m.userId, m.sessionId, 'viewer', 'work', 'r'));
});
it('hono', () => {
  say(app.routes.map((r) => `${r.method} ${r.path}`));
  say(ROUTES.length);
});
it('hosts', async () => {
  const a = await makeTenant(); const m = await makeMember(a);
  for (const host of [a.host.toUpperCase(), `${a.host}.`, `${a.host}:8787`, `x@${a.host}`, `${a.host}@x.localhost`, '127.0.0.1', '[::1]', `${a.slug}.locälhost`, `${'a'.repeat(300)}.localhost`, `${a.slug}。localhost`, 'a_b.localhost', `${a.host}..`, '', `${a.slug}%2elocalhost`, `${a.host}, other.localhost`]) {
    try { const r = await fetchWorker(host, '/api/v1/me', { headers: { cookie: m.cookie } }); say(host.slice(0,60), r.status, (await r.text()).slice(0, 120)); } catch (e) { say(host.slice(0,60), 'threw', String(e)); }
  }
  const p = await fetchWorker('nobody.localhost', '/x');
  say(p.status, [...p.headers], (await p.text()).slice(0, 200));
  const d = await fetchWorker(a.host, '/x');
  say(d.status, [...d.headers], (await d.text()).slice(0, 100));
  expect(1).toBe(1);
});
