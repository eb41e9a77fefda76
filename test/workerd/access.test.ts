import { describe, expect, it } from 'vitest';
import { withDatabaseFault } from '../support/endpoint.ts';
import { makeOperator } from '../support/operators.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { admin, fetchWorker, testEnv } from '../support/worker.ts';

const PASSWORD = 'correct horse battery';

const post = (host: string, path: string, body: unknown, headers: HeadersInit = {}) =>
  fetchWorker(host, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const newEmail = () => `${crypto.randomUUID()}@example.com`;

/** The verification link that the mail service was given for an address. */
const linkMailedTo = async (email: string): Promise<URL> => {
  const r = await fetch(`${testEnv.MAIL_URL}/_mails?to=${encodeURIComponent(email)}`);
  const { mails } = (await r.json()) as { mails: { text: string }[] };
  const link = mails.at(-1)?.text.match(/http\S+/)?.[0];
  if (!link) throw new Error(`No mail went to ${email}`);
  return new URL(link);
};

const cookieOf = (r: Response) => r.headers.getSetCookie()[0]?.split(';')[0] ?? '';

describe('signing up', () => {
  it('makes a user and a workspace, mails a link, and the link signs in on the workspace’s host', async () => {
    const email = newEmail();
    const name = `Ada ${crypto.randomUUID().slice(0, 8)}`;
    const r = await post('localhost', '/api/auth/sign-up/email', {
      name,
      email,
      password: PASSWORD,
      company: `${name} & Söhne`,
    });
    expect(r.status).toBe(200);
    expect(await r.json()).toMatchObject({ user: { email, name, emailVerified: false } });
    expect(r.headers.getSetCookie()).toEqual([]);

    const link = await linkMailedTo(email);
    expect(link.hostname).toMatch(/^ada-[0-9a-f]{8}-sohne\.localhost$/);
    const before = await post(link.hostname, '/api/auth/sign-in/email', { email, password: PASSWORD });
    expect(before.status).toBe(403);
    expect(await before.json()).toMatchObject({ code: 'email_not_verified' });

    const followed = await fetchWorker(link.hostname, link.pathname + link.search);
    expect(followed.status).toBe(303);
    expect(followed.headers.get('location')).toBe('/signed-up');
    const me = await fetchWorker(link.hostname, '/api/v1/me', { headers: { cookie: cookieOf(followed) } });
    expect(await me.json()).toMatchObject({
      user: { email, name },
      role: 'owner',
      tenant: { name: `${name} & Söhne` },
    });
  });

  it('answers a known address as an unknown one, and makes nothing', async () => {
    const email = newEmail();
    const form = { name: 'Grace', email, password: PASSWORD };
    const first = await post('localhost', '/api/auth/sign-up/email', form);
    const second = await post('localhost', '/api/auth/sign-up/email', { ...form, password: 'another good password' });
    expect(second.status).toBe(first.status);
    const shape = async (r: Response) => Object.keys(((await r.json()) as { user: object }).user).sort();
    expect(await shape(second)).toEqual(await shape(first));
    const [row] = await admin`select count(*)::int as n from auth."user" where email = ${email}`;
    expect(row?.n).toBe(1);
  });

  it('refuses a short password and an unknown field by name', async () => {
    const r = await post('localhost', '/api/auth/sign-up/email', {
      name: 'X',
      email: newEmail(),
      password: 'short',
      role: 'admin',
    });
    expect(r.status).toBe(422);
    const body = (await r.json()) as { issues: { path: string }[] };
    expect(body.issues.map((i) => i.path)).toContain('password');
  });
});

describe('signing in', () => {
  const signedUp = async () => {
    const email = newEmail();
    await post('localhost', '/api/auth/sign-up/email', { name: 'Lin', email, password: PASSWORD });
    const link = await linkMailedTo(email);
    await fetchWorker(link.hostname, link.pathname + link.search);
    return { email, host: link.hostname };
  };

  it('works on the tenant’s own host and answers without the token', async () => {
    const { email, host } = await signedUp();
    const r = await post(host, '/api/auth/sign-in/email', { email, password: PASSWORD });
    expect(r.status).toBe(200);
    const text = await r.text();
    const cookie = cookieOf(r);
    expect(cookie).toMatch(/^edgewise-session=/);
    expect(text).not.toContain(decodeURIComponent(cookie).split('=')[1]?.split('.')[0]);
    expect(r.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/i);
    expect((await fetchWorker(host, '/api/v1/me', { headers: { cookie } })).status).toBe(200);
  });

  it('tells a wrong password, an unknown person, a foreign host and an unknown host apart for nobody', async () => {
    const { email, host } = await signedUp();
    const other = await makeTenant();
    const answers = await Promise.all([
      post(host, '/api/auth/sign-in/email', { email, password: 'not the password' }),
      post(host, '/api/auth/sign-in/email', { email: newEmail(), password: PASSWORD }),
      post(other.host, '/api/auth/sign-in/email', { email, password: PASSWORD }),
      post('nobody-has-this.localhost', '/api/auth/sign-in/email', { email, password: PASSWORD }),
      post('localhost', '/api/auth/sign-in/email', { email, password: PASSWORD }),
    ]);
    const seen = await Promise.all(
      answers.map(async (r) => {
        const { requestId: _, ...body } = (await r.json()) as Record<string, unknown>;
        return JSON.stringify([r.status, body, r.headers.getSetCookie()]);
      }),
    );
    expect(new Set(seen).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
  });

  it('ends with signing out, on the very next request', async () => {
    const { email, host } = await signedUp();
    const cookie = cookieOf(await post(host, '/api/auth/sign-in/email', { email, password: PASSWORD }));
    expect((await fetchWorker(host, '/api/v1/me', { headers: { cookie } })).status).toBe(200);
    expect((await post(host, '/api/auth/sign-out', {}, { cookie })).status).toBe(200);
    expect((await fetchWorker(host, '/api/v1/me', { headers: { cookie } })).status).toBe(401);
  });
});

it('signing out says so where the session could not be ended', async () => {
  const a = await makeMember(await makeTenant());
  const r = await withDatabaseFault({ kind: '500', times: 1, match: 'delete from "auth"."session"' }, () =>
    a.fetch('/api/auth/sign-out', { method: 'POST' }),
  );
  expect(r.status).toBe(503);
  expect((await a.fetch('/api/v1/me')).status).toBe(200);
});

describe('a session', () => {
  it('is good on the host of its tenant only', async () => {
    const a = await makeMember(await makeTenant());
    const b = await makeMember(await makeTenant());
    expect((await a.fetch('/api/v1/me')).status).toBe(200);
    expect((await b.fetch('/api/v1/me', { headers: { cookie: a.cookie } })).status).toBe(401);
  });

  it('is good on each host of its tenant', async () => {
    const a = await makeMember(await makeTenant());
    const b = await makeMember(await makeTenant());
    const host = `people.${a.tenant.slug}.example`;
    await admin`insert into domains (tenant_id, host, state, verified_at) values (${a.tenant.id}, ${host}, 'ready', now())`;
    const as = async ({ cookie }: typeof a) => (await fetchWorker(host, '/api/v1/me', { headers: { cookie } })).status;
    expect([await as(a), await as(b)]).toEqual([200, 401]);
    await admin`update domains set state = 'stopped', verified_at = null where host = ${host}`;
    expect([await as(a), await as(b)], 'on a name that is let go').toEqual([401, 401]);
  });

  it('of the operator’s console is nobody’s in a workspace', async () => {
    const [a, operator] = [await makeMember(await makeTenant()), await makeOperator()];
    await admin`insert into members (tenant_id, user_id, role) values (${a.tenant.id}, ${operator.userId}, 'owner')`;
    expect((await a.fetch('/api/v1/me', { headers: { cookie: operator.cookie } })).status).toBe(401);
  });

  it('that was forged or cut is nobody’s', async () => {
    const a = await makeMember(await makeTenant());
    for (const cookie of [
      a.cookie.slice(0, -6),
      a.cookie.replace('=', '=x'),
      'edgewise-session=',
      'edgewise-session=a.b',
    ]) {
      expect((await a.fetch('/api/v1/me', { headers: { cookie } })).status).toBe(401);
    }
  });

  it('that was revoked, or whose member was put out, is refused on the next request', async () => {
    const a = await makeMember(await makeTenant());
    const b = await makeMember(a.tenant);
    expect([(await a.fetch('/api/v1/me')).status, (await b.fetch('/api/v1/me')).status]).toEqual([200, 200]);
    await admin`delete from auth.session where id = ${a.sessionId}`;
    await admin`update members set disabled_at = now() where user_id = ${b.userId}`;
    expect([(await a.fetch('/api/v1/me')).status, (await b.fetch('/api/v1/me')).status]).toEqual([401, 401]);
  });

  it('whose role changed is judged by the new role on the next request', async () => {
    const a = await makeMember(await makeTenant(), 'admin');
    expect(await a.json('/api/v1/me')).toMatchObject({ role: 'admin' });
    await admin`update members set role = 'viewer' where user_id = ${a.userId}`;
    expect(await a.json('/api/v1/me')).toMatchObject({ role: 'viewer' });
  });
});

describe('the workspace gate', () => {
  it('locks pages and the API of an unpaid tenant, strongly and at once', async () => {
    const a = await makeMember(await makeTenant());
    expect((await a.fetch('/api/v1/me')).status).toBe(200);
    await admin`update tenants set billing = 'unpaid' where id = ${a.tenant.id}`;
    const r = await a.fetch('/api/v1/me');
    expect(r.status).toBe(402);
    expect(await r.json()).toMatchObject({ code: 'tenant_locked', action: '/billing/reactivate' });
    // Whoever is locked out is told why, and takes their own data along.
    const [why, data] = [await a.fetch('/api/v1/workspace'), await a.fetch('/api/v1/exports/prospects.csv')];
    expect([why.status, data.status]).toEqual([200, 200]);
    expect(await why.json()).toMatchObject({ billing: 'unpaid', gate: 'locked' });
    await data.arrayBuffer();
    await admin`update tenants set billing = 'active' where id = ${a.tenant.id}`;
    expect((await a.fetch('/api/v1/me')).status).toBe(200);
    const locked = await makeMember(await makeTenant({ billing: 'unpaid' }));
    const page = await locked.fetch('/prospects');
    expect([page.status, page.headers.get('location')]).toEqual([307, '/billing/reactivate']);
    expect((await locked.fetch('/api/v1/me')).status).toBe(402);
    await admin`update tenants set billing = 'active' where id = ${locked.tenant.id}`;
    expect((await locked.fetch('/api/v1/me')).status).toBe(200);
  });
});
