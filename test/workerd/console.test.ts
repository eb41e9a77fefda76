import { neon } from '@neondatabase/serverless';
import { beforeAll, describe, expect, it } from 'vitest';
import { consolePath } from '../../src/features/console/console-route.ts';
import { CONSOLE_ROUTES } from '../../src/features/console/routes.ts';
import { newId } from '../../src/lib/ids.ts';
import { makeOperator, ROOT, recordOf, type TestOperator } from '../support/operators.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, fetchWorker, testEnv } from '../support/worker.ts';
import { isKnownAs } from './isolation/kit/ask.ts';

const PASSWORD = 'correct horse battery';

let operator: TestOperator;
let member: Member;
beforeAll(async () => {
  operator = await makeOperator();
  member = await makeMember(await makeTenant());
});

type Asker = { host: string; cookie?: string };

/** A body that every verb takes, beside what it does not know; the routes take strict bodies, and so it is refused there. */
const BODIES: Record<string, object> = {
  '/sign-in': { email: 'nobody@example.com', password: PASSWORD },
  '/tenants/{id}/plan': { plan: 'free', reason: 'of a test' },
  '/tenants/{id}/credits': { amount: 5, reason: 'of a test' },
  '/flags/{key}': { description: 'Of a test', enabled: true, rules: [], reason: 'of a test' },
};

const send = ({ host, cookie }: Asker, method: string, path: string, body: object) =>
  fetchWorker(host, path, {
    method: method.toUpperCase(),
    headers: {
      'content-type': 'application/json',
      'cf-connecting-ip': address(),
      ...(cookie === undefined ? {} : { cookie }),
    },
    ...(method === 'get' ? {} : { body: JSON.stringify(body) }),
  });

/** Another one each time: what comes without a name is limited by its address. */
const address = () => `2001:db8:${newId().slice(-8, -4)}:${newId().slice(-4)}::1`;

const pathOf = (r: (typeof CONSOLE_ROUTES)[number], tenantId: string) =>
  consolePath(r).replace(':id', tenantId).replace(':key', 'exports');

const bodyOf = (r: (typeof CONSOLE_ROUTES)[number]) => BODIES[r.path] ?? { reason: 'of a test' };

/** All of an answer that tells one path from another: without the ids and counts that differ each time. */
const shown = async (response: Response, ...but: string[]): Promise<unknown> => {
  const headers = new Headers(response.headers);
  for (const name of ['x-request-id', 'ratelimit', 'date', ...but]) headers.delete(name);
  const { requestId: _, ...body } = (await response.json()) as Record<string, unknown>;
  return [response.status, body, [...headers].filter(([name, value]) => !isKnownAs(name, value))];
};

/** Those who are no operator where they ask. */
const OUTSIDERS: Record<string, () => Promise<Asker>> = {
  'nobody on the root host': async () => ({ host: ROOT }),
  'nobody on a workspace’s host': async () => ({ host: member.tenant.host }),
  'nobody on a host that nobody has': async () => ({ host: 'nobody-has-this.localhost' }),
  'a member on their host': async () => ({ host: member.tenant.host, cookie: member.cookie }),
  'a member on the root host': async () => ({ host: ROOT, cookie: member.cookie }),
  'an operator on a workspace’s host': async () => ({ host: member.tenant.host, cookie: operator.cookie }),
  'a disabled operator': async () => {
    const gone = await makeOperator();
    await admin`update platform.operators set disabled_at = now() where user_id = ${gone.userId}`;
    return { host: ROOT, cookie: gone.cookie };
  },
  'a person who is no operator, with a session of no workspace': async () => {
    const gone = await makeOperator();
    await admin`delete from platform.operators where user_id = ${gone.userId}`;
    return { host: ROOT, cookie: gone.cookie };
  },
  'an operator whose session is over': async () => {
    const late = await makeOperator();
    await admin`update auth.session set expires_at = now() where id = ${late.sessionId}`;
    return { host: ROOT, cookie: late.cookie };
  },
  'an operator whose session was stretched past eight hours': async () => {
    const late = await makeOperator();
    await admin`update auth.session set created_at = now() - interval '8 hours' where id = ${late.sessionId}`;
    return { host: ROOT, cookie: late.cookie };
  },
  'an operator with a session of a workspace': async () => {
    const both = await makeOperator();
    await admin`update auth.session set tenant_id = ${member.tenant.id} where id = ${both.sessionId}`;
    return { host: ROOT, cookie: both.cookie };
  },
};

describe.each(Object.entries(OUTSIDERS))('to %s', (_, outsider) => {
  it.each(CONSOLE_ROUTES.map((r) => [`${r.method} ${r.path}`, r] as const))(
    '%s is a path that is not there, and does nothing',
    async (_name, r) => {
      const asker = await outsider();
      const before =
        await admin`select (select count(*) from platform.audit) as n, version from tenants where id = ${member.tenant.id}`;
      // Where the limiter is slow to answer a new address, its header is left out.
      const policy = 'ratelimit-policy';
      const answer = await shown(await send(asker, r.method, pathOf(r, member.tenant.id), bodyOf(r)), policy);
      const nothing = await send(asker, r.method, '/api/nothing-of-this-name', bodyOf(r));
      expect(answer).toEqual(await shown(nothing, policy));
      expect(nothing.status).toBe(asker.cookie === member.cookie && asker.host !== ROOT ? 404 : 401);
      expect(
        await admin`select (select count(*) from platform.audit) as n, version from tenants where id = ${member.tenant.id}`,
      ).toEqual(before);
    },
  );
});

describe('to an operator', () => {
  it.each(
    CONSOLE_ROUTES.filter((r) => r.scope === 'console' && r.path !== '/sign-out').map(
      (r) => [`${r.method} ${r.path}`, r] as const,
    ),
  )('%s is there, on the root host', async (_, r) => {
    const { id } = await makeTenant();
    const answer = await send({ host: ROOT, cookie: operator.cookie }, r.method, pathOf(r, id), bodyOf(r));
    // Nothing is suspended or killed here, which two of the verbs are told.
    expect([200, 409]).toContain(answer.status);
    expect(answer.headers.get('ratelimit-policy')).toContain('"tenant"');
  });

  it('is said what is wrong, in words', async () => {
    const { id } = await makeTenant();
    const short = await operator.fetch(`/tenants/${id}/suspend`, { method: 'POST', body: { reason: 'x' } });
    expect([short.status, ((await short.json()) as { issues: { path: string }[] }).issues[0]?.path]).toEqual([
      422,
      'reason',
    ]);
    expect(
      (await operator.fetch(`/tenants/${newId()}/suspend`, { method: 'POST', body: { reason: 'gone' } })).status,
    ).toBe(404);
    expect((await operator.fetch('/tenants/none')).status).toBe(404);
    expect((await operator.fetch('/tenants?cursor=none')).status).toBe(400);
    const twice = await operator.fetch(`/tenants/${id}/resume`, { method: 'POST', body: { reason: 'not suspended' } });
    expect([twice.status, await twice.json()]).toMatchObject([409, { detail: 'The workspace is not suspended.' }]);
  });

  it('is refused where another site asks in their name', async () => {
    const { id } = await makeTenant();
    const r = await fetchWorker(ROOT, `/api/console/tenants/${id}/suspend`, {
      method: 'POST',
      headers: { cookie: operator.cookie, origin: `http://${member.tenant.host}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'of another site' }),
    });
    expect(r.status).toBe(403);
  });
});

describe('signing in to the console', () => {
  const signIn = (email: string, password: string, host = ROOT) =>
    send({ host }, 'post', '/api/console/sign-in', { email, password });

  const makePerson = async () => {
    const email = `${newId()}@example.com`;
    await send({ host: ROOT }, 'post', '/api/auth/sign-up/email', { name: 'Grace', email, password: PASSWORD });
    const [user] = await admin`update auth."user" set email_verified = true where email = ${email} returning id`;
    return { email, id: String(user?.id) };
  };

  it('makes a session of no workspace that ends within eight hours, and puts it on record', async () => {
    const { email, id } = await makePerson();
    await admin`insert into platform.operators (user_id) values (${id})`;
    const r = await signIn(email, PASSWORD);
    expect([r.status, await r.json()]).toEqual([200, { id, name: 'Grace', email }]);
    const set = r.headers.getSetCookie()[0] ?? '';
    expect(set).toMatch(/Max-Age=28800;.*HttpOnly; SameSite=Lax/i);
    const cookie = set.split(';')[0] ?? '';
    expect(await (await send({ host: ROOT, cookie }, 'get', '/api/console/me', {})).json()).toEqual({
      id,
      name: 'Grace',
      email,
    });
    expect(
      await admin`select tenant_id, expires_at between now() + interval '7 hours' and now() + interval '8 hours' as day from auth.session where user_id = ${id}`,
    ).toEqual([{ tenant_id: null, day: true }]);
    expect(await recordOf(id)).toMatchObject([{ operator: id, verb: 'operator.signed_in' }]);
    for (const path of ['/api/v1/me', '/api/site']) {
      const elsewhere = await send({ host: member.tenant.host, cookie }, 'get', path, {});
      expect([path, elsewhere.status, path === '/api/site' && (await elsewhere.json())]).toMatchObject(
        path === '/api/site' ? [path, 200, { signedIn: false }] : [path, 401, false],
      );
    }
    expect((await send({ host: ROOT, cookie }, 'post', '/api/console/sign-out', {})).status).toBe(200);
    expect((await send({ host: ROOT, cookie }, 'get', '/api/console/me', {})).status).toBe(401);
  });

  it('does not tell a wrong password, someone who is no operator, a disabled one and a path that is not there apart', async () => {
    const [person, operatorToBe, disabled] = [await makePerson(), await makePerson(), await makePerson()];
    await admin`insert into platform.operators (user_id) values (${operatorToBe.id})`;
    await admin`insert into platform.operators (user_id, disabled_at) values (${disabled.id}, now())`;
    const before = await admin`select count(*) as n from auth.session`;
    const answers = [
      await signIn(operatorToBe.email, 'not the password'),
      await signIn(person.email, PASSWORD),
      await signIn(disabled.email, PASSWORD),
      await signIn('nobody-at-all@example.com', PASSWORD),
      await signIn('no address', PASSWORD),
      await send({ host: ROOT }, 'post', '/api/nothing-of-this-name', {}),
    ];
    const seen = await Promise.all(answers.map(async (r) => JSON.stringify(await shown(r))));
    expect(new Set(seen).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    expect(await admin`select count(*) as n from auth.session`).toEqual(before);
  });
});

describe('the functions of the console', () => {
  const CALLS = [
    `app.console_suspend($1, 'r', $2::uuid, 'why')`,
    `app.console_resume($1, 'r', $2::uuid, 'why')`,
    `app.console_set_plan($1, 'r', $2::uuid, 'free', 'why')`,
    `app.console_grant_credits($1, 'r', $2::uuid, 5, 'why', null)`,
    `app.console_impersonate($1, 'r', $2::uuid, 'hash', 'why')`,
    `app.console_tenant($1, $2::uuid, 5)`,
    `app.console_set_flag($1, 'r', $2, 'x', true, '[]', 'why')`,
    `app.console_kill_flag($1, 'r', $2, 'why')`,
    `app.console_revive_flag($1, 'r', $2, 'why')`,
    `app.console_tenants($1, $2, null, null, null, 5)`,
    `app.console_flags(coalesce($1, $2))`,
    `app.console_preview(coalesce($1, $2), 5)`,
    `app.console_health(coalesce($1, $2))`,
  ];
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'no error',
      (error: { code?: string }) => error.code,
    );

  it('are all tried here', async () => {
    const rows = await admin`select proname as name from pg_proc
      where pronamespace = 'app'::regnamespace and proname like 'console%' and has_function_privilege('edgewise_control', oid, 'execute')`;
    expect(CALLS.map((c) => /app\.(\w+)/.exec(c)?.[1]).sort()).toEqual(rows.map((r) => r.name).sort());
  });

  it.each(CALLS)('judge by themselves who calls: %s', async (call) => {
    const control = neon(testEnv.CONTROL_DATABASE_URL);
    for (const session of [member.sessionId, newId(), '']) {
      expect(await codeOf(control.query(`select ${call}`, [session, member.tenant.id]))).toBe('EW401');
    }
    for (const url of [testEnv.DATABASE_URL, testEnv.AUTH_DATABASE_URL]) {
      expect(await codeOf(neon(url).query(`select ${call}`, [operator.sessionId, member.tenant.id]))).toBe('42501');
    }
  });
});

describe('the operators’ record', () => {
  it('is added to, and changed by nobody', async () => {
    await operator.json(`/tenants/${(await makeTenant()).id}/credits`, { amount: 1, reason: 'for the record' });
    const before = await admin`select * from platform.audit order by id`;
    expect(before.length).toBeGreaterThan(0);
    const urls = [
      testEnv.CONTROL_DATABASE_URL,
      testEnv.AUTH_DATABASE_URL,
      testEnv.DATABASE_URL,
      testEnv.OWNER_DATABASE_URL,
      testEnv.ADMIN_DATABASE_URL,
    ];
    for (const url of urls) {
      for (const change of [
        `update platform.audit set verb = 'x'`,
        'delete from platform.audit',
        'truncate platform.audit',
      ]) {
        await expect(neon(url).query(change), `${change} by ${new URL(url).username}`).rejects.toMatchObject({
          code: '42501',
        });
      }
    }
    const [may] = await admin`select count(*)::int as n from pg_roles, unnest(array['update', 'delete', 'truncate']) p
      where rolname ~ '^edgewise_' and rolname <> 'edgewise_owner' and has_table_privilege(oid, 'platform.audit', p)`;
    expect(may?.n).toBe(0);
    expect(await admin`select * from platform.audit order by id`).toEqual(before);
  });
});
