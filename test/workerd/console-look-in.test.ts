import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/app.ts';
import { makeCtx } from '../../src/ctx.ts';
import { databaseError } from '../../src/db/errors.ts';
import type { Me } from '../../src/features/access/contract.ts';
import type { Role, Scope } from '../../src/lib/actor.ts';
import { scopesOf } from '../../src/lib/actor.ts';
import { newId } from '../../src/lib/ids.ts';
import { readEnv } from '../../src/platform/env.ts';
import { makeOperator, ROOT, recordOf, type TestOperator } from '../support/operators.ts';
import { type Member, makeMember, makeTenant, type TestTenant } from '../support/tenants.ts';
import { admin, fetchWorker, testEnv } from '../support/worker.ts';
import { ask } from './isolation/kit/ask.ts';
import { type Filled, fill } from './isolation/kit/fill.ts';
import { nameOf } from './isolation/kit/objects.ts';
import { changed, stateOf } from './isolation/kit/state.ts';
import { readTables } from './isolation/kit/tables.ts';

let operator: TestOperator;
beforeAll(async () => {
  operator = await makeOperator();
});

const linkTo = async (tenant: TestTenant, by = operator): Promise<URL> => {
  const { url } = await by.json<{ url: string }>(`/tenants/${tenant.id}/impersonate`, { reason: 'a call for help' });
  return new URL(url);
};

const follow = (link: URL, host = link.hostname) =>
  fetchWorker(host, link.pathname + link.search, {
    headers: { 'cf-connecting-ip': `2001:db8:1::${newId().slice(-4)}` },
  });

const isIn = (r: Response) => r.status === 303 && r.headers.get('location') === '/' && r.headers.has('set-cookie');

/** A reader's cookie in a workspace. */
const lookInto = async (tenant: TestTenant, by = operator): Promise<string> => {
  const r = await follow(await linkTo(tenant, by));
  expect(isIn(r)).toBe(true);
  return r.headers.getSetCookie()[0]?.split(';')[0] ?? '';
};

const asReader =
  (tenant: TestTenant, cookie: string) =>
  async (path: string, init: RequestInit = {}) => {
    const r = await fetchWorker(tenant.host, path, { ...init, headers: { cookie, ...init.headers } });
    return { status: r.status, body: (await r.json().catch(() => undefined)) as Record<string, unknown> | undefined };
  };

describe('looking into a workspace', () => {
  it('shows it as its viewers see it, for half an hour, and says so to the operator, the workspace and the record', async () => {
    const { tenant } = await makeMember(await makeTenant());
    const link = await linkTo(tenant);
    expect(link.href).toMatch(new RegExp(`^http://${tenant.host}/api/auth/impersonate\\?token=[0-9a-f]{64}$`));
    const r = await follow(link);
    expect(r.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^edgewise-session=.+; Max-Age=1800; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const cookie = r.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const { body } = await asReader(tenant, cookie)('/api/v1/me');
    const me = body as unknown as Me;
    expect(me).toMatchObject({ role: 'viewer', tenant: { id: tenant.id }, user: { id: operator.userId } });
    expect(new Set(me.scopes)).toEqual(scopesOf('viewer'));
    expect(me.impersonation?.by).toBe(operator.name);
    const left = Date.parse(me.impersonation?.until ?? '') - Date.now();
    expect([left > 25 * 60_000, left <= 31 * 60_000]).toEqual([true, true]);
    expect(
      await admin`select actor_kind, actor_id, verb, detail->>'by' as by, detail->>'reason' as reason from audit where tenant_id = ${tenant.id}`,
    ).toEqual([
      {
        actor_kind: 'operator',
        actor_id: operator.userId,
        verb: 'workspace.viewed_by_support',
        by: operator.name,
        reason: 'a call for help',
      },
    ]);
    expect((await recordOf(tenant.id)).map((x) => x.verb)).toEqual([
      'tenant.impersonation_granted',
      'tenant.impersonated',
    ]);
    const [stored] =
      await admin`select count(*)::int as n from platform.impersonations where token_hash = ${link.searchParams.get('token')}`;
    expect(stored?.n, 'the token itself is nowhere').toBe(0);
  });

  it('says nothing of it to a member', async () => {
    const a = await makeMember(await makeTenant(), 'viewer');
    expect(await a.json('/api/v1/me')).not.toHaveProperty('impersonation');
  });

  it('ends with signing out, with the half hour, and with the operator, on the very next request', async () => {
    const { tenant } = await makeMember(await makeTenant());
    const by = await makeOperator();
    const readers = await Promise.all([0, 1, 2, 3].map(async () => asReader(tenant, await lookInto(tenant, by))));
    const [first, second, third, fourth] = readers;
    for (const reader of readers) expect((await reader('/api/v1/me')).status).toBe(200);
    await first?.('/api/auth/sign-out', { method: 'POST' });
    expect((await first?.('/api/v1/me'))?.status).toBe(401);
    const sessions = await admin`select id from auth.session where impersonated_by = ${by.userId} order by id`;
    expect(sessions.length).toBe(3);
    await admin`update auth.session set created_at = now() - interval '30 minutes' where id = ${sessions[0]?.id}`;
    await admin`update auth.session set expires_at = now() where id = ${sessions[1]?.id}`;
    const statuses = await Promise.all([second, third, fourth].map(async (r) => (await r?.('/api/v1/me'))?.status));
    expect(statuses.toSorted()).toEqual([200, 401, 401]);
    await admin`update platform.operators set disabled_at = now() where user_id = ${by.userId}`;
    expect(await Promise.all([second, third, fourth].map(async (r) => (await r?.('/api/v1/me'))?.status))).toEqual([
      401, 401, 401,
    ]);
  });

  it('is as a reader for an operator who is an owner of the workspace too', async () => {
    const tenant = await makeTenant();
    await admin`insert into members (tenant_id, user_id, role) values (${tenant.id}, ${operator.userId}, 'owner')`;
    const reader = asReader(tenant, await lookInto(tenant));
    expect((await reader('/api/v1/me')).body).toMatchObject({ role: 'viewer' });
    expect((await reader('/api/v1/exports/prospects.csv')).status).toBe(403);
  });

  it('is refused where there is nothing that may be read', async () => {
    for (const billing of ['unpaid', 'suspended']) {
      const { id } = await makeTenant({ billing });
      const r = await operator.fetch(`/tenants/${id}/impersonate`, { method: 'POST', body: { reason: 'a look' } });
      expect([billing, r.status]).toEqual([billing, 409]);
    }
    const tenant = await makeTenant();
    const reader = asReader(tenant, await lookInto(tenant));
    await operator.json(`/tenants/${tenant.id}/suspend`, { reason: 'meanwhile' });
    expect((await reader('/api/v1/me')).status).toBe(402);
  });
});

describe('the link', () => {
  it('is good once, however many follow it at once', async () => {
    const tenant = await makeTenant();
    const link = await linkTo(tenant);
    const answers = await Promise.all(Array.from({ length: 20 }, () => follow(link)));
    expect(answers.filter(isIn).length).toBe(1);
    expect(
      new Set(
        answers
          .filter((r) => !isIn(r))
          .map((r) => `${r.status} ${r.headers.get('location')} ${r.headers.get('set-cookie')}`),
      ),
    ).toEqual(new Set(['303 /sign-in?link=expired null']));
    const [made] = await admin`select count(*)::int as n from auth.session where tenant_id = ${tenant.id}`;
    expect(made?.n).toBe(1);
    expect(isIn(await follow(link))).toBe(false);
  });

  it('is no good on another host, after a minute, of an operator who was disabled, or made up', async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    const late = await makeOperator();
    const cases: [string, () => Promise<Response>][] = [
      ['another workspace', async () => follow(await linkTo(tenant), other.host)],
      ['the root host', async () => follow(await linkTo(tenant), ROOT)],
      [
        'too late',
        async () => {
          const link = await linkTo(tenant);
          await admin`update platform.impersonations set expires_at = now() where tenant_id = ${tenant.id}`;
          return follow(link);
        },
      ],
      [
        'no operator any more',
        async () => {
          const link = await linkTo(tenant, late);
          await admin`update platform.operators set disabled_at = now() where user_id = ${late.userId}`;
          return follow(link);
        },
      ],
      ['made up', async () => follow(new URL(`http://${tenant.host}/api/auth/impersonate?token=${'0'.repeat(64)}`))],
    ];
    for (const [what, run] of cases) expect([what, isIn(await run())]).toEqual([what, false]);
    const [made] =
      await admin`select count(*)::int as n from auth.session where tenant_id in (${tenant.id}, ${other.id})`;
    expect(made?.n).toBe(0);
  });
});

describe('a reader from support', () => {
  let a: Filled;
  let cookie: string;
  let before: Awaited<ReturnType<typeof stateOf>>;
  let tables: Awaited<ReturnType<typeof readTables>>;
  let viewer: Member;
  beforeAll(async () => {
    tables = await readTables();
    a = await fill(tables, await makeTenant());
    viewer = await makeMember(a.tenant, 'viewer');
    cookie = await lookInto(a.tenant);
    before = await stateOf(tables, a.tenant.id);
  });

  const may = (scope: string, role: Role = 'viewer') => scopesOf(role).has(scope as Scope);
  const guarded = ROUTES.filter((r) => r.scope !== 'public').map((r) => [nameOf(r), r] as const);

  it.each(guarded)('is answered as a viewer by %s, and changes nothing', async (_, r) => {
    const ids = (ref: { table: string }) => String(a.rows[ref.table]?.id);
    const answer = await ask(r, { host: a.tenant.host, cookie, ids });
    await answer.body?.cancel();
    // What is asked with a body reads all the same, where a reader's scope is enough for it.
    const reads = r.intent === 'read' || r.method === 'get';
    if (reads && may(r.scope)) expect([200, 101]).toContain(answer.status);
    else expect(answer.status).toBe(403);
    expect(changed(before, await stateOf(tables, a.tenant.id))).toEqual([]);
    // A viewer may keep something for themselves, such as the view that their list begins with; support may not.
    if (!reads && may(r.scope)) return;
    const same = await ask(r, { host: a.tenant.host, cookie: viewer.cookie, ids });
    await same.body?.cancel();
    expect(answer.status).toBe(same.status);
    expect(changed(before, await stateOf(tables, a.tenant.id))).toEqual([]);
  });

  it('starts no enrichment by looking at a profile that was never enriched', async () => {
    const id = newId();
    await admin`insert into prospects (tenant_id, id, name) values (${a.tenant.id}, ${id}, 'Ada')`;
    expect((await asReader(a.tenant, cookie)(`/api/v1/prospects/${id}`)).status).toBe(200);
    expect(await admin`select id from enrichment_runs where prospect_id = ${id}`).toEqual([]);
    await admin`delete from prospects where id = ${id}`;
  });

  it('could change nothing even where a verb forgot to ask, nor come in by another role', async () => {
    const [session] =
      await admin`select id from auth.session where tenant_id = ${a.tenant.id} and impersonated_by is not null`;
    const as = (role: Role, sessionId = String(session?.id)) =>
      makeCtx({
        env: readEnv(testEnv),
        tenantId: a.tenant.id,
        actor: { kind: 'member', userId: operator.userId, sessionId, role, name: 'x', email: 'x' },
        requestId: newId(),
        later: () => undefined,
      });
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'no error',
        (error) => databaseError(error)?.code,
      );
    const insert = sql`insert into lists (name, created_by) values ('x', 'x')`;
    expect(await codeOf(as('viewer').db.execute(sql`select name from prospects`))).toBe('no error');
    expect(await codeOf(as('viewer').db.execute(insert))).toBe('25006');
    expect(await codeOf(as('viewer').db.execute(sql`set transaction read write`))).not.toBe('no error');
    expect(await codeOf(as('owner').db.execute(insert))).toBe('EW409');
    expect(await codeOf(as('viewer', operator.sessionId).db.execute(insert))).toBe('EW401');
  });

  it('hears the news of the workspace by socket, until the look ends', async () => {
    const open = () => fetchWorker(a.tenant.host, '/api/v1/live', { headers: { cookie, upgrade: 'websocket' } });
    const { webSocket } = await open();
    webSocket?.accept();
    const live =
      await admin`select app.live_sessions(${a.tenant.id}, array(select id from auth.session where tenant_id = ${a.tenant.id})) as id`;
    const [mine] =
      await admin`select id from auth.session where tenant_id = ${a.tenant.id} and impersonated_by is not null`;
    expect(live.map((s) => s.id)).toContain(mine?.id);
    const closed = new Promise<number>((done) => webSocket?.addEventListener('close', (e) => done(e.code)));
    await asReader(a.tenant, cookie)('/api/auth/sign-out', { method: 'POST' });
    expect(await closed).toBeGreaterThan(999);
    expect((await open()).status).toBe(401);
  });
});
