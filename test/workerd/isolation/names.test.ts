import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../src/app.ts';
import { handoff } from '../../../src/features/domains/contract.ts';
import type { Route } from '../../../src/http/route.ts';
import { fromBase64Url, toBase64Url } from '../../../src/lib/encode.ts';
import { newId } from '../../../src/lib/ids.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin, fetchWorker } from '../../support/worker.ts';
import { proofFor } from '../domains-kit.ts';
import { type Answer, ask, masked, readAnswer } from './kit/ask.ts';
import { type Filled, fill } from './kit/fill.ts';
import { nameOf } from './kit/objects.ts';
import { settled } from './kit/settled.ts';
import { changed, type State, stateOf } from './kit/state.ts';
import { readTables, type Table } from './kit/tables.ts';

let tables: Table[];
let a: Member;
let b: Filled;
let c: Filled;
beforeAll(async () => {
  tables = await readTables();
  a = await makeMember(await makeTenant());
  b = await fill(tables, await makeTenant());
  c = await fill(tables, await makeTenant());
});

const routeOf = (name: string): Route => {
  const r = ROUTES.find((one) => nameOf(one) === name);
  if (!r) throw new Error(`There is no ${name}.`);
  return r;
};

const post = async (path: string, body: unknown, method = 'POST') =>
  readAnswer(await a.fetch(`/api/v1${path}`, { method, body }));

/** What an answer tells of a tenant's beside the texts that were sent. */
const told = (answer: Answer, { rows, mark, owner, tenant }: Filled, ...sent: string[]): string[] => {
  const text = sent.reduce((out, s) => out.replaceAll(s, ''), JSON.stringify(answer));
  const ids = Object.values(rows).flatMap((row) => ('id' in row ? [String(row.id)] : []));
  return [mark, tenant.id, tenant.slug, owner.userId, ...ids].filter((s) => text.includes(s));
};

describe('a name that another workspace serves', () => {
  it('is refused in the same words whoever has it, and nothing of who has it is told or changed', async () => {
    const answers: Answer[] = [];
    for (const theirs of [b, c]) {
      const before = await stateOf(tables, theirs.tenant.id);
      const answer = await post('/domains', { host: theirs.domain });
      expect(answer.status).toBe(409);
      expect(told(answer, theirs, theirs.domain)).toEqual([]);
      expect(changed(before, await stateOf(tables, theirs.tenant.id))).toEqual([]);
      // The proof is the asker's own.
      answers.push(masked(answer, [await proofFor(a, theirs.domain), theirs.domain]));
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(await a.json('/api/v1/domains')).toMatchObject({ items: [] });
  });

  it.each([
    ['waits with another', `state = 'pending', verified_at = null`],
    ['another has let go', `state = 'removed', verified_at = null, removed_at = now()`],
    ['another does not serve any more', `state = 'stopped', verified_at = null`],
  ])('and one that %s is taken as one that nobody ever had', async (_, change) => {
    const other = await fill(tables, await makeTenant());
    await admin.query(`update domains set ${change} where tenant_id = $1`, [other.tenant.id]);
    const fresh = `www.z${newId().slice(-12)}.example`;
    const made = async (host: string) => {
      const answer = await post('/domains', { host });
      expect(answer.status).toBe(201);
      const { id, createdAt, events } = JSON.parse(answer.body) as {
        id: string;
        createdAt: string;
        events: { id: string; createdAt: string }[];
      };
      const own = [host, host.slice('www.'.length), host.split('.')[1], id, createdAt, await proofFor(a, host)];
      return masked(answer, [...own, ...events.flatMap((e) => [e.id, e.createdAt])]);
    };
    expect(await made(other.domain)).toEqual(await made(fresh));
    await settled();
  });
});

describe('a name that has gone over to another workspace', () => {
  it.each([
    ['open', 'active'],
    ['locked', 'unpaid'],
    ['suspended', 'suspended'],
  ])('tells who had it nothing of the one that has it and is %s, from the very next request', async (_, billing) => {
    const had = await makeMember(await makeTenant());
    const has = await makeTenant({ billing });
    const host = `people.${had.tenant.slug}.example`;
    const asked = async (path: string) => {
      const response = await fetchWorker(host, path, { headers: { cookie: had.cookie } });
      return [response.status, ((await response.json()) as { code?: string }).code];
    };
    await admin`insert into domains (tenant_id, host, state, verified_at) values (${had.tenant.id}, ${host}, 'ready', now())`;
    // Whoever had it is remembered under it.
    expect(await asked('/api/v1/prospects')).toEqual([200, undefined]);
    await admin.transaction([
      admin`update domains set state = 'stopped', verified_at = null where host = ${host}`,
      admin`insert into domains (tenant_id, host, state, verified_at) values (${has.id}, ${host}, 'ready', now())`,
    ]);
    for (const path of ['/api/v1/prospects', '/api/v1/prospects', '/api/v1/workspace']) {
      expect([path, ...(await asked(path))]).toEqual([path, 401, 'unauthenticated']);
    }
  });
});

describe('a slug that another workspace has', () => {
  it('is refused in the same words as one that leads to another, and nothing of who has it is told or changed', async () => {
    const before = await stateOf(tables, b.tenant.id);
    const mine = await stateOf(tables, a.tenant.id);
    const answers = new Set<string>();
    for (const slug of [b.tenant.slug, c.tenant.slug, String(b.rows.former_slugs?.slug)]) {
      const answer = await post('/workspace', { slug }, 'PATCH');
      expect(answer.status, slug).toBe(422);
      expect(told(answer, b, slug)).toEqual([]);
      answers.add(JSON.stringify(masked(answer, [slug])));
    }
    expect([...answers]).toHaveLength(1);
    expect(changed(mine, await stateOf(tables, a.tenant.id))).toEqual([]);
    expect(changed(before, await stateOf(tables, b.tenant.id))).toEqual([]);
  });

  it('leads nobody into it by a cookie of the one who had it', async () => {
    const had = await makeMember(await makeTenant());
    const { slug } = had.tenant;
    await admin`update tenants set slug = ${`${slug}-n`} where id = ${had.tenant.id}`;
    await admin`update former_slugs set ends_at = now() where slug = ${slug}`;
    const now = await makeMember(await makeTenant({ slug }));
    const host = now.tenant.host;
    const status = async (m: Member) =>
      (await fetchWorker(host, '/api/v1/me', { headers: { cookie: m.cookie } })).status;
    expect([await status(now), await status(had)]).toEqual([200, 401]);
  });
});

describe('a link to the records of a name', () => {
  const LINKS = ['GET /v1/handoffs/{token}', 'POST /v1/handoffs/{token}/check'];
  const open = async (name: string, token: string, host: string, cookie?: string) =>
    readAnswer(await ask(routeOf(name), { host, cookie, ids: () => token }));
  /** All but the checks of the moment, and what a look at the name brings about. */
  const beside = (before: State, after: State) => changed(before, after).filter((name) => name !== 'domains');

  it.each(LINKS)('shows the name and its records, the same wherever and to whomever, by %s', async (name) => {
    const before = await stateOf(tables, b.tenant.id);
    const answers = new Set<string>();
    for (const host of [b.tenant.host, b.domain, a.tenant.host, 'localhost', 'nobody-has-this.localhost']) {
      for (const cookie of [undefined, a.cookie, b.owner.cookie]) {
        const answer = await open(name, b.handoff, host, cookie);
        const body = JSON.parse(answer.body);
        expect(answer.status).toBe(200);
        expect(Object.keys(body).sort()).toEqual(Object.keys(handoff.shape).sort());
        expect(told(answer, b, b.domain.replace('www.', ''))).toEqual([]);
        answers.add(JSON.stringify({ ...body, checkedAt: '', records: body.records.length }));
      }
    }
    expect([...answers]).toHaveLength(1);
    // What a look writes is of the domain itself.
    expect(beside(before, await stateOf(tables, b.tenant.id))).toEqual([]);
  });

  it.each(LINKS)('that is not as it was signed shows what none does, by %s', async (name) => {
    const before = await stateOf(tables, b.tenant.id);
    const [payload = '', signature = ''] = b.handoff.split('.');
    const [tenantId, domainId, end] = JSON.parse(fromBase64Url(payload) ?? '[]') as unknown[];
    const said = (...claims: unknown[]) => `${toBase64Url(JSON.stringify(claims))}.${signature}`;
    const nothing = await open(name, 'x', a.tenant.host);
    expect(nothing.status).toBe(404);
    for (const token of [
      payload,
      `${payload}.`,
      `.${signature}`,
      `${payload}.${signature}.x`,
      `${payload}.${signature.slice(0, -1)}${signature.endsWith('0') ? '1' : '0'}`,
      `${payload}.${c.handoff.split('.')[1]}`,
      said(a.tenant.id, domainId, end),
      said(tenantId, c.rows.domains?.id, end),
      said(tenantId, domainId, Number(end) + 1),
    ]) {
      for (const cookie of [undefined, a.cookie])
        expect(await open(name, token, a.tenant.host, cookie)).toEqual(nothing);
    }
    expect(changed(before, await stateOf(tables, b.tenant.id))).toEqual([]);
  });

  it.each(LINKS)('of a workspace that is gone shows what none does, by %s', async (name) => {
    const gone = await fill(tables, await makeTenant());
    await admin`update tenants set deleted_at = now() where id = ${gone.tenant.id}`;
    const answer = await open(name, gone.handoff, a.tenant.host);
    expect(answer.status).toBe(404);
    expect(told(answer, gone)).toEqual([]);
  });
});
