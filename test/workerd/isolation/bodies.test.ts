import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../src/app.ts';
import type { Route } from '../../../src/http/route.ts';
import { newId } from '../../../src/lib/ids.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { ask, readAnswer } from './kit/ask.ts';
import { type Filled, fill, idOf } from './kit/fill.ts';
import { nameOf, type Ref } from './kit/objects.ts';
import { readsJson } from './kit/samples.ts';
import { settled } from './kit/settled.ts';
import { changed, stateOf, tablesWith } from './kit/state.ts';
import { readTables, type Table } from './kit/tables.ts';

let tables: Table[];
let a: Filled;
let b: Filled;
beforeAll(async () => {
  tables = await readTables();
  a = await fill(tables, await makeTenant());
  b = await fill(tables, await makeTenant());
});

const own = (ref: Ref) => idOf(a, ref);
const named = (routes: readonly Route[]) => routes.map((r) => [nameOf(r), r] as const);

/** Signing out ends the session that asks, so that the public routes are asked with one that nothing else needs. */
const callerOf = async (r: Route) => (r.scope === 'public' ? makeMember(a.tenant, 'viewer') : a.owner);

/** A number that nobody grants by chance. */
const CREDITS = 987_654_321;
/** Fields that decide whose something is or what one may do, and that are never a caller's to say. */
const fields = (mark: string): Record<string, unknown> => ({
  tenant_id: b.tenant.id,
  tenantId: b.tenant.id,
  id: mark,
  user_id: mark,
  userId: mark,
  role: 'owner',
  credits: CREDITS,
  granted: CREDITS,
  billing: mark,
  plan: mark,
  status: mark,
  state: mark,
  verified_at: '1999-01-02T03:04:05.678Z',
  verifiedAt: '1999-01-02T03:04:05.678Z',
  created_at: '1999-01-02T03:04:05.678Z',
  __proto: mark,
  ['__proto__']: { role: 'owner', tenantId: b.tenant.id, credits: CREDITS },
  constructor: { prototype: { role: 'owner' } },
});

/** Who belongs to A, as what, which names lead to it, and what A may spend. */
const standing = async () => {
  const [row] = await admin`
    select (select to_jsonb(t) from tenants t where id = ${a.tenant.id}) as tenant,
      (select jsonb_agg(m order by id) from members m where tenant_id = ${a.tenant.id}) as members,
      (select jsonb_agg(jsonb_build_array(host, surface, verified_at)) from domains
        where tenant_id = ${a.tenant.id} and verified_at is not null) as names,
      (select jsonb_agg(slug) from former_slugs where tenant_id = ${a.tenant.id}) as former,
      (select granted from credit_accounts where tenant_id = ${a.tenant.id}) as granted`;
  return row;
};

/** What a verb does by design is done, so that whatever changes after it is the field's doing. */
const doneOnce = async (r: Route, cookie: string): Promise<void> => {
  if (r.method === 'get') return;
  await readAnswer(await ask(r, { host: a.tenant.host, cookie, ids: own }));
  await settled();
};

describe('a field that was not asked for', () => {
  it.each(named(ROUTES.filter((r) => r.method !== 'get')))('is refused or means nothing in %s', async (_, r) => {
    const mark = newId();
    const { cookie } = await callerOf(r);
    await doneOnce(r, cookie);
    const theirs = await stateOf(tables, b.tenant.id);
    const before = await standing();
    for (const [name, value] of Object.entries(fields(mark))) {
      const mine = await stateOf(tables, a.tenant.id);
      const { host } = a.tenant;
      const answer = await readAnswer(await ask(r, { host, cookie, ids: own, body: { [name]: value } }));
      const what = `${name}: ${JSON.stringify(answer)}`;
      expect(answer.status, what).toBeLessThan(500);
      // What cannot be refused without harm to the language is left out by the parser.
      if (readsJson(r) && name !== '__proto__') expect(answer.status, what).toBe(422);
      if (answer.status === 422) expect(changed(mine, await stateOf(tables, a.tenant.id)), what).toEqual([]);
      expect(changed(theirs, await stateOf(tables, b.tenant.id)), what).toEqual([]);
      expect(await standing(), what).toEqual(before);
      if (answer.status < 300) await settled();
    }
    expect(await tablesWith(tables, mark)).toEqual([]);
    expect(await tablesWith(tables, String(CREDITS))).toEqual([]);
    expect('role' in {} || 'credits' in {}).toBe(false);
  });

  it.each(named(ROUTES))('is refused or means nothing in the query of %s', async (_, r) => {
    const { cookie } = await callerOf(r);
    await doneOnce(r, cookie);
    const theirs = await stateOf(tables, b.tenant.id);
    const before = await standing();
    for (const name of ['tenant_id', 'tenantId', 'tenant', 'host', 'role', '__proto__', '_method']) {
      const call = { host: a.tenant.host, cookie, ids: own };
      const answer = await readAnswer(await ask(r, { ...call, query: { [name]: b.tenant.id } }));
      const what = `${name}: ${JSON.stringify(answer)}`;
      expect(answer.status, what).toBeLessThan(500);
      expect(answer.body, what).not.toContain(b.mark);
      expect(changed(theirs, await stateOf(tables, b.tenant.id)), what).toEqual([]);
    }
    expect(await standing()).toEqual(before);
  });
});
