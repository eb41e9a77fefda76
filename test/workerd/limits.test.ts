import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { hashPassword } from 'better-auth/crypto';
import { Hono } from 'hono';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Isolate } from '../../src/features/limits/isolate.ts';
import type { Claim } from '../../src/features/limits/ledger.ts';
import { Limiter } from '../../src/features/limits/limiter-object.ts';
import { limitAccount, limitActor, limitAnonymous } from '../../src/features/limits/limits.ts';
import { begin, end } from '../../src/http/observe.ts';
import { onError } from '../../src/http/problems.ts';
import type { AppEnv } from '../../src/http/types.ts';
import { newId } from '../../src/lib/ids.ts';
import { type Bindings, type LimiterRpc, readEnv } from '../../src/platform/env.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { admin, fetchWorker, testEnv } from '../support/worker.ts';

/** A password is checked slowly by intent, some thirty times over: a busy machine takes a second or more for one. */
const PASSWORDS_MS = 180_000;

const minute = (limit: number): Claim[] => [{ key: 'tenant', limit, windowMs: 60_000 }];
const objectOf = (name: string) => testEnv.LIMITER.getByName(name);
const stubOf = (name: string) => objectOf(name) as unknown as DurableObjectStub;
const one = (limit: number) => ({ claims: minute(limit), waiting: 1, ahead: 0, back: [] });

/** An address that no other test comes from. */
const address = (): string => `2001:db8:${newId().slice(-4)}:${newId().slice(-4)}::1`;

/** The calls that objects get from now on. */
const callsFromNow = () => {
  const lease = vi.spyOn(Limiter.prototype, 'lease');
  return () => lease.mock.calls.length;
};

/** A tenant that was granted so many requests a minute, whatever its plan allows. */
const tenantOf = async (requestsPerMinute: number) => {
  const tenant = await makeTenant();
  await admin`update tenants set limits = ${JSON.stringify({ requestsPerMinute })}::jsonb where id = ${tenant.id}`;
  return tenant;
};

/** The limits in an app of their own, over the real object or one that the test gives. */
const appWith = (limiter: Bindings['LIMITER'] = testEnv.LIMITER) => {
  const env = { ...readEnv(testEnv), LIMITER: limiter };
  const tenant = { id: newId(), perMinute: 100 };
  const actor = { kind: 'job', jobId: newId() } as const;
  const app = new Hono<AppEnv>();
  app.onError((error, c) => onError(error, c));
  app.use(async (c, next) => {
    const started = begin(c);
    c.set('env', env);
    await next();
    end(c, started, env.LOG_READS_ONE_IN);
  });
  app.get('/read', async (c) => {
    await limitActor(c, tenant, actor, 'read');
    return c.text('read');
  });
  app.post('/write', async (c) => {
    await limitActor(c, tenant, actor, 'write');
    return c.text('written');
  });
  app.get('/anonymous', async (c) => {
    await limitAnonymous(c, 'read');
    return c.text('shown');
  });
  app.post('/sign-up', async (c) => {
    await limitAnonymous(c, 'sign-in');
    return c.text('tried');
  });
  app.post('/account', async (c) => {
    await limitAccount(c, await c.req.text());
    return c.text('tried');
  });
  app.post('/sign-in', async (c) => {
    await limitAnonymous(c, 'sign-in');
    await limitAccount(c, await c.req.text());
    return c.text('tried');
  });
  const send = async (path: string, from = address(), body?: string) =>
    app.request(path, {
      method: path === '/read' || path === '/anonymous' ? 'GET' : 'POST',
      headers: { 'cf-connecting-ip': from },
      ...(body === undefined ? {} : { body }),
    });
  return { send, tenant };
};

const statusesOf = async (answers: Promise<Response>[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of await Promise.all(answers)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
/**
 * How many tries come before the first that is refused. One that a busy machine answered too late (503) counts as well:
 * the object counted it.
 */
const triesBefore429 = async (attempt: (i: number) => Promise<Response>, max: number) => {
  for (let i = 0; i < max; i += 1) if ((await attempt(i)).status === 429) return i;
  return max;
};
const times = <T>(n: number, what: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => what(i));

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('over many isolates', () => {
  it('exactly 100 of 1 000 that come at once pass a limit of 100', async () => {
    const object = `tenant:${newId()}`;
    // Their clocks stand still: nothing here rests on how fast the machine is.
    const now = Date.now();
    const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
    const isolates = times(20, () => new Isolate({ now: () => now, sleep }));
    const ask: LimiterRpc['lease'] = (asked) => objectOf(object).lease(asked);
    const verdicts = await Promise.all(
      times(1_000, (i) => isolates[i % 20]?.take({ object, claims: minute(100), lease: true, ask })),
    );
    expect(verdicts.filter((v) => v?.allowed)).toHaveLength(100);
    expect(verdicts.filter((v) => v?.allowed === false)).toHaveLength(900);
  });

  it('exactly the limit of an actor’s class pass through the Worker', async () => {
    const { send } = appWith();
    expect(await statusesOf(times(60, () => send('/read')))).toEqual({ 200: 45, 429: 15 });
    // What reads used up is not missing to changes, until the actor's whole is used up.
    expect(await statusesOf(times(20, () => send('/write')))).toEqual({ 200: 5, 429: 15 });
  });
});

describe('an object that starts anew', () => {
  it('grants no more than it would have, and goes on where it was', async () => {
    const name = `tenant:${newId()}`;
    expect((await objectOf(name).lease({ ...one(100), waiting: 60 })).granted).toBe(60);
    await evictDurableObject(stubOf(name));
    const { granted } = await objectOf(name).lease({ ...one(100), waiting: 100 });
    expect(granted).toBeGreaterThan(25);
    expect(granted).toBeLessThanOrEqual(40);
  });

  it('keeps nothing of what it refused or what is over', async () => {
    const name = `ip:${newId()}`;
    const tables = () =>
      runInDurableObject(stubOf(name), (_, { storage }) => [
        ...storage.sql.exec<{ name: string }>(`select name from sqlite_master where name = 'held'`),
      ]);
    expect((await objectOf(name).lease(one(0))).granted).toBe(0);
    expect(await tables()).toEqual([]);
    expect((await objectOf(name).lease(one(1))).granted).toBe(1);
    expect(await tables()).toEqual([{ name: 'held' }]);
    expect(await runDurableObjectAlarm(stubOf(name))).toBe(true);
    expect(await tables()).toEqual([{ name: 'held' }]);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 70_000 });
    expect(await runDurableObjectAlarm(stubOf(name))).toBe(true);
    expect(await tables()).toEqual([]);
    expect((await objectOf(name).lease(one(1))).granted).toBe(1);
  });
});

describe('what a caller is told', () => {
  it('is every policy it counts against, and the one of which least is left', async () => {
    const member = await makeMember(await tenantOf(3_000));
    const policies = `"tenant";q=3000;w=60, "actor";q=1500;w=60`;
    const first = await member.fetch('/api/v1/me');
    expect(first.headers.get('ratelimit-policy')).toBe(`${policies}, "read";q=1350;w=60`);
    expect(first.headers.get('ratelimit')).toMatch(/^"read";r=1349;t=6\d$/);
    expect((await member.fetch('/api/v1/me')).headers.get('ratelimit')).toMatch(/^"read";r=1348;t=\d+$/);
    const write = await member.fetch(`/api/v1/imports/${newId()}/cancel`, { method: 'POST' });
    expect(write.headers.get('ratelimit-policy')).toBe(`${policies}, "write";q=450;w=60`);
    const bulk = await member.fetch('/api/v1/exports/prospects.csv');
    expect(bulk.headers.get('ratelimit-policy')).toBe(`${policies}, "bulk";q=30;w=60`);
    await bulk.text();
  });

  it('is how long to wait, which goes down; and who is refused does not reach the object again', async () => {
    const tenant = await tenantOf(3_000);
    const member = await makeMember(tenant);
    const ask = () => member.fetch('/api/v1/exports/prospects.csv');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    for (let i = 0; i < 30; i += 1) expect((await ask()).status).toBe(200);
    const calls = callsFromNow();
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: 'rate_limited', detail: 'At most 30 requests a minute.' });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(55);
    expect(refused.headers.get('ratelimit')).toBe(`"bulk";r=0;t=${seconds}`);
    vi.setSystemTime(Date.now() + 20_000);
    expect((await ask()).headers.get('retry-after')).toBe(String(seconds - 20));
    expect(calls()).toBe(0);
    vi.setSystemTime(Date.now() + (seconds - 20) * 1_000);
    expect((await ask()).status).toBe(200);
    expect(calls()).toBe(1);
  });

  it('leaves colleagues what is theirs', async () => {
    const tenant = await tenantOf(3_000);
    const [a, b] = [await makeMember(tenant), await makeMember(tenant)];
    for (let i = 0; i < 31; i += 1) await (await a.fetch('/api/v1/exports/prospects.csv')).text();
    expect((await a.fetch('/api/v1/exports/prospects.csv')).status).toBe(429);
    expect((await a.fetch('/api/v1/me')).status).toBe(200);
    expect((await b.fetch('/api/v1/exports/prospects.csv')).status).toBe(200);
  });
});

describe('callers without a session', () => {
  it('are limited by their address: a whole one of IPv4, the /64 of IPv6', async () => {
    const { send } = appWith();
    const net = address().replace('::1', '');
    // Time stands still, patience too: a busy machine's object would count as down, and reading goes on without one.
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: Date.now() });
    const mixed: Record<number, number> = {};
    for (let i = 0; i < 310; i += 1) {
      const { status } = await send('/anonymous', `${net}:${i.toString(16)}::1`);
      mixed[status] = (mixed[status] ?? 0) + 1;
    }
    expect(mixed).toEqual({ 200: 300, 429: 10 });
    expect((await send('/anonymous')).status).toBe(200);
    expect((await send('/anonymous', '192.0.2.77')).headers.get('ratelimit-policy')).toBe('"anonymous";q=300;w=60');
  });

  it('may try to sign in 60 times a minute from one address, whatever name the Worker is asked by', async () => {
    const from = address();
    const attempt = (i: number) =>
      fetchWorker(`nobody-${i}.localhost`, '/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'cf-connecting-ip': from, 'content-type': 'application/json' },
        body: '{}',
      });
    expect((await attempt(0)).status).toBe(422);
    expect(await triesBefore429(attempt, 70)).toBe(59);
  });

  it('may try one account 30 times from all addresses together, however it is spelt', async () => {
    const { send } = appWith();
    const email = `${newId()}@example.com`;
    const spelt = (i: number) => (i % 2 ? email.toUpperCase() : ` ${email}`);
    // One after the other: each comes from an address whose object has yet to start.
    expect(await triesBefore429((i) => send('/sign-in', address(), spelt(i)), 40)).toBe(30);
    const refused = await send('/sign-in', address(), email);
    expect(refused.headers.get('ratelimit-policy')).toBe('"sign-in";q=60;w=60, "account";q=30;w=900');
    expect(refused.headers.get('ratelimit')).toMatch(/^"account";r=0;t=\d+$/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(await refused.json()).toMatchObject({ detail: 'At most 30 requests in 15 minutes.' });
    expect((await send('/sign-in', address(), `other-${email}`)).status).toBe(200);
  });
});

describe('an object that does not answer', () => {
  const broken = { lease: () => Promise.reject(new Error('The object is down')) };
  const silent = { lease: () => new Promise<never>(() => undefined) };

  it.each([
    ['is down', broken],
    ['is silent', silent],
  ])('and %s stops neither members nor others from reading, but changes and sign-in', async (_, limiter) => {
    const { send } = appWith({ getByName: () => limiter });
    for (const path of ['/read', '/anonymous']) {
      const r = await send(path);
      expect([path, r.status, r.headers.get('ratelimit')]).toEqual([path, 200, null]);
    }
    for (const path of ['/write', '/sign-up', '/account', '/sign-in']) {
      const r = await send(path, address(), 'a@example.com');
      expect([path, r.status, r.headers.get('retry-after')]).toEqual([path, 503, '2']);
      expect(await r.json()).toMatchObject({ code: 'unavailable' });
    }
  });

  it('is not waited for by every reader, and is asked again a second later', async () => {
    let calls = 0;
    const { send } = appWith({
      getByName: () => ({
        lease() {
          calls += 1;
          return broken.lease();
        },
      }),
    });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    for (let i = 0; i < 5; i += 1) expect((await send('/read')).status).toBe(200);
    expect(calls).toBe(1);
    vi.setSystemTime(Date.now() + 1_000);
    await send('/read');
    expect(calls).toBe(2);
  });
});

it(
  'who signs in rightly has used up no try, neither of the address nor of the account',
  async () => {
    const a = await makeMember(await makeTenant());
    const [who] = await admin`select email from auth."user" where id = ${a.userId}`;
    const password = `right-${newId()}`;
    await admin`insert into auth.account (id, user_id, account_id, provider_id, password, created_at, updated_at)
    values (${newId()}, ${a.userId}, ${a.userId}, 'credential', ${await hashPassword(password)}, now(), now())`;
    const signIn = (given: string) =>
      fetchWorker(a.tenant.host, '/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'cf-connecting-ip': '203.0.113.77' },
        body: JSON.stringify({ email: who?.email, password: given }),
      });
    // One that a busy machine answered too late (503) stays counted: fewer of them than the account has tries.
    let late = 0;
    for (let right = 0; right < 33 && late < 20; ) {
      const r = await signIn(password);
      await r.text();
      if (r.status === 503) late += 1;
      else {
        expect([right, r.status]).toEqual([right, 200]);
        right += 1;
      }
    }
    expect(late).toBeLessThan(20);
  },
  PASSWORDS_MS,
);
