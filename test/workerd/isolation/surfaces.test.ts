import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../src/app.ts';
import type { Route } from '../../../src/http/route.ts';
import { makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, fetchWorker } from '../../support/worker.ts';
import { type Answer, ask, readAnswer } from './kit/ask.ts';
import { type Filled, fill, idOf } from './kit/fill.ts';
import { nameOf, type Ref } from './kit/objects.ts';
import { settled } from './kit/settled.ts';
import { readTables } from './kit/tables.ts';

/** The product's own host. */
const ROOT = 'localhost';

let a: Filled;
let b: Filled;
/** The hosts of A: its slug's, and a name of its own for each surface. */
let ofA: string[];
let ofB: string[];

const addName = async ({ tenant }: Filled, surface: string): Promise<string> => {
  const host = `${surface}.${tenant.slug}.example`;
  await admin`insert into domains (tenant_id, host, surface, state, verified_at) values (${tenant.id}, ${host}, ${surface}, 'ready', now())`;
  return host;
};

const hostsOf = async (filled: Filled): Promise<string[]> => [
  filled.tenant.host,
  await addName(filled, 'app'),
  await addName(filled, 'site'),
];

beforeAll(async () => {
  const tables = await readTables();
  a = await fill(tables, await makeTenant());
  b = await fill(tables, await makeTenant());
  [ofA, ofB] = [await hostsOf(a), await hostsOf(b)];
  await settled();
});

const READS = ROUTES.filter((r) => r.method === 'get');
const GUARDED = READS.filter((r) => r.scope !== 'public');
const named = (routes: readonly Route[]) => routes.map((r) => [nameOf(r), r] as const);
const PAGES = ['/', '/prospects', `/prospects/${'x'.repeat(8)}/a/deep/path?with=a&query`, '/api/site', '/not-found'];

/** Another moment is no other answer; nor is what a PDF calls itself and its fonts, drawn anew for each (ISO 32000-2, 9.9.2, 14.4). */
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|\(D:\d{14}[^)]*\)/g;
const DRAWN = /\/ID \[[^\]]*\]|\/[A-Z]{6}(?=\+)/g;
const timeless = (answer: Answer): Answer => ({
  ...answer,
  body: answer.body.replace(MOMENT, '<moment>').replace(DRAWN, '<drawn>'),
});

/** What a host answers: all of it but the moment. */
const answerOf = async (r: Route, host: string, cookie?: string, ids: (ref: Ref) => string = (ref) => idOf(a, ref)) =>
  timeless(await readAnswer(await ask(r, { host, cookie, ids })));

const pageOf = async (path: string, host: string, cookie?: string) =>
  timeless(await readAnswer(await fetchWorker(host, path, { headers: cookie ? { cookie } : {} })));

describe('the hosts of one workspace', () => {
  it('are three', () => {
    expect(new Set(ofA).size).toBe(3);
  });

  it.each(named(READS))('answer the same to its people by %s', async (_, r) => {
    const [first, ...others] = ofA;
    const answer = await answerOf(r, first ?? '', a.owner.cookie);
    if (r.scope !== 'public') expect([answer.status, nameOf(r)]).toEqual([r.status, nameOf(r)]);
    for (const host of others) expect(await answerOf(r, host, a.owner.cookie), host).toEqual(answer);
  });

  it.each(named(READS))('answer the same to nobody by %s', async (_, r) => {
    const [first, ...others] = ofA;
    const answer = await answerOf(r, first ?? '');
    for (const host of others) expect(await answerOf(r, host), host).toEqual(answer);
  });

  it.each(PAGES)('have the same page at %s', async (path) => {
    const [first, ...others] = ofA;
    for (const cookie of [undefined, a.owner.cookie]) {
      const answer = await pageOf(path, first ?? '', cookie);
      expect(answer.status).toBe(200);
      for (const host of others) expect(await pageOf(path, host, cookie), host).toEqual(answer);
    }
  });

  it('are shut and opened together', async () => {
    const m = await makeMember(await makeTenant());
    const filled = { ...a, tenant: m.tenant };
    const hosts = await hostsOf(filled);
    const seen = async () =>
      Promise.all(
        hosts.map(async (host) => {
          const page = await fetchWorker(host, '/prospects', { headers: { cookie: m.cookie } });
          const answer = await fetchWorker(host, '/api/v1/prospects', { headers: { cookie: m.cookie } });
          await Promise.all([page.arrayBuffer(), answer.arrayBuffer()]);
          return [page.status, answer.status];
        }),
      );
    const all = (page: number, answer: number) => hosts.map(() => [page, answer]);
    expect(await seen()).toEqual(all(200, 200));
    await admin`update tenants set billing = 'suspended' where id = ${m.tenant.id}`;
    expect(await seen()).toEqual(all(307, 402));
    await admin`update tenants set billing = 'active' where id = ${m.tenant.id}`;
    expect(await seen()).toEqual(all(200, 200));
    await admin`update tenants set deleted_at = now() where id = ${m.tenant.id}`;
    expect(await seen()).toEqual(all(200, 401));
    const nobodys = await pageOf('/prospects', 'nobody-has-this.localhost');
    for (const host of hosts) expect((await pageOf('/prospects', host)).body).toBe(nobodys.body);
  });
});

describe('the product’s own host', () => {
  it.each(named(GUARDED))('knows nobody by %s', async (_, r) => {
    const nobody = await answerOf(r, ROOT);
    expect(nobody).toMatchObject({ status: 401, body: expect.stringContaining('"unauthenticated"') });
    expect(await answerOf(r, ROOT, a.owner.cookie)).toEqual(nobody);
    expect(nobody.body).toBe((await answerOf(r, 'nobody-has-this.localhost')).body);
  });

  it.each(PAGES)('has the same page at %s whoever asks', async (path) => {
    expect(await pageOf(path, ROOT, a.owner.cookie)).toEqual(await pageOf(path, ROOT));
  });
});

describe('a cookie of one workspace', () => {
  it.each(named(GUARDED))('means nothing on a host of another by %s', async (_, r) => {
    for (const [cookie, hosts, whose] of [
      [a.owner.cookie, ofB, b],
      [b.owner.cookie, ofA, a],
    ] as const) {
      for (const host of hosts) {
        const ids = (ref: Ref) => idOf(whose, ref);
        const nobody = await answerOf(r, host, undefined, ids);
        expect(nobody.status).toBe(401);
        expect(await answerOf(r, host, cookie, ids), host).toEqual(nobody);
      }
    }
  });

  it.each(PAGES)('shows no other page at %s', async (path) => {
    for (const host of ofB) expect(await pageOf(path, host, a.owner.cookie)).toEqual(await pageOf(path, host));
  });
});
