import { neon } from '@neondatabase/serverless';
import { expect, it } from 'vitest';
import { makeTenant } from '../../support/tenants.ts';
import { admin, testEnv } from '../../support/worker.ts';
const say = (...x: unknown[]) => console.warn('@@', ...x.map((v) => JSON.stringify(v)));
it('db', async () => {
  const a = await makeTenant(); const b = await makeTenant();
  await admin`insert into prospects (tenant_id, name) values (${b.id}, 'canary-of-b'), (${a.id}, 'mine')`;
  const appUrl = testEnv.DATABASE_URL as unknown as string;
  const sql = neon(appUrl);
  for (const q of ['select count(*) from prospects_search where pg_temp.leak(name)', 'select count(*) from prospects where pg_temp.leak(name)'])
  try { say('temp', await sql.transaction([sql`select set_config('app.tenant_id', ${a.id}, true)`,
    sql`set local enable_indexscan=off`,sql`set local enable_bitmapscan=off`,
    sql`create function pg_temp.leak(text) returns boolean language plpgsql cost 0.0000001 as $$ begin perform set_config('x.seen', coalesce(current_setting('x.seen', true),'') || $1 || ';', true); return true; end $$`,
    sql.query(q),
    sql`select current_setting('x.seen', true)`,
    sql.query('explain ' + q)])); } catch (e) { say('temp', String(e)); }
  expect(1).toBe(1);
});
