import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../src/app.ts';
import type { Route } from '../../../src/http/route.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { together } from '../../support/together.ts';
import { admin, fetchWorker } from '../../support/worker.ts';
import { ask, readAnswer } from './kit/ask.ts';
import { type Filled, fill, idOf } from './kit/fill.ts';
import { nameOf, type Ref } from './kit/objects.ts';
import { settled } from './kit/settled.ts';
import { changed, wholeState } from './kit/state.ts';
import { readTables, type Table } from './kit/tables.ts';

let tables: Table[];
let a: Filled;
let viewer: Member;
beforeAll(async () => {
  tables = await readTables();
  a = await fill(tables, await makeTenant());
  viewer = await makeMember(a.tenant, 'viewer');
});

/** Makes A's profile one that its next view would enrich: an old one of somebody whom the workspace does not leave alone. */
const makeStale = () =>
  admin.transaction([
    admin`update prospects set enriched_at = null where tenant_id = ${a.tenant.id}`,
    admin`update enrichment_runs set created_at = created_at - interval '1 day' where tenant_id = ${a.tenant.id}`,
    admin`delete from suppression_hashes where tenant_id = ${a.tenant.id}`,
  ]);

const own = (ref: Ref) => idOf(a, ref);
const named = (routes: readonly Route[]) => routes.map((r) => [nameOf(r), r] as const);

/** Headers by which a browser tells that a page of another site asks. */
const foreign = (host: string): Record<string, string>[] => [
  ...[
    'http://sibling.localhost',
    'http://localhost',
    'null',
    `http://${host}:8788`,
    `https://${host}`,
    `http://x.${host}`,
    `http://x${host}`,
    `http://${host}.example`,
    `http://${host}@evil.example`,
    `http://evil.example/${host}`,
    'file://',
  ].map((origin) => ({ origin })),
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: `http://${host}`, 'sec-fetch-site': 'cross-site' },
  { origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' },
];

describe('a page of another site', () => {
  it.each(named(ROUTES.filter((r) => r.method !== 'get')))('changes nothing by %s', async (_, r) => {
    const { host } = a.tenant;
    const before = await wholeState(tables);
    await together(foreign(host), async (headers) => {
      const answer = await readAnswer(await ask(r, { host, cookie: a.owner.cookie, ids: own, headers }));
      expect([headers, answer.status]).toEqual([headers, 403]);
      expect(answer.body).toContain('"cross_origin"');
    });
    expect(changed(before, await wholeState(tables))).toEqual([]);
    const headers = { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
    const { cookie } = r.scope === 'public' ? viewer : a.owner;
    const same = await ask(r, { host, cookie, ids: own, headers });
    await same.arrayBuffer();
    expect(same.status, 'from a page of its own').not.toBe(403);
    if (same.ok) await settled();
  });

  it('changes nothing where there is no route either', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const headers = { cookie: a.owner.cookie, origin: 'http://evil.example' };
      const r = await fetchWorker(a.tenant.host, '/api/v1/nothing-here', { method, headers });
      expect([method, r.status]).toEqual([method, 403]);
    }
  });
});

/**
 * What a GET writes by design: taking data out is for the record. Every table that is named here is one that the app can
 * only add to.
 */
const RECORDED: Record<string, string[]> = {
  'GET /v1/exports/prospects.csv': ['audit'],
  'GET /v1/exports/prospects.jsonl': ['audit'],
  'GET /v1/exports/prospects.xlsx': ['audit'],
  'GET /v1/exports/files/{token}': ['audit'],
  'GET /v1/prospects/{id}/dossier.pdf': ['audit'],
};

const READS = ROUTES.filter((r) => r.method === 'get');

describe('a GET', () => {
  it.each(named(READS))('changes nothing by %s, wherever it comes from', async (_, r) => {
    const { host } = a.tenant;
    await makeStale();
    const home: Record<string, string>[] = [{}, { 'sec-fetch-site': 'none' }, { 'sec-fetch-site': 'same-origin' }];
    let before = await wholeState(tables);
    for (const { cookie } of [a.owner, viewer]) {
      for (const pages of [foreign(host), home]) {
        // The one view that may start an enrichment has a test of its own.
        if (nameOf(r) === 'GET /v1/prospects/{id}' && cookie === a.owner.cookie && pages === home) continue;
        // All of them are answered alike, so that what they may write is known of all together.
        const answers = await together(pages, async (headers) =>
          readAnswer(await ask(r, { host, cookie, ids: own, headers })),
        );
        const [status = 0, ...others] = new Set(answers.map((answer) => answer.status));
        expect(others).toEqual([]);
        expect(status).toBeLessThan(500);
        const after = await wholeState(tables);
        const allowed = status === 200 ? (RECORDED[nameOf(r)] ?? []) : [];
        expect([pages, changed(before, after)]).toEqual([pages, allowed]);
        before = after;
      }
    }
  });

  it('of a profile starts an enrichment where its own people’s page asks', async () => {
    const r = ROUTES.find((x) => nameOf(x) === 'GET /v1/prospects/{id}');
    if (!r) throw new Error('The profile has no route.');
    await makeStale();
    const before = await wholeState(tables);
    const headers = { 'sec-fetch-site': 'same-origin' };
    await readAnswer(await ask(r, { host: a.tenant.host, cookie: a.owner.cookie, ids: own, headers }));
    expect(changed(before, await wholeState(tables))).toEqual(expect.arrayContaining(['enrichment_runs', 'jobs']));
    await settled();
  });
});
