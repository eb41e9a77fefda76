import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import type { DomainDetail, domainPage, HandoffLink } from '../../src/features/domains/contract.ts';
import { sign } from '../../src/features/domains/keys.ts';
import { FIRST_MS } from '../../src/features/domains/pace.ts';
import { probePageOf } from '../../src/features/domains/probe-page.ts';
import { watchForgotten } from '../../src/features/domains/sweep.ts';
import { toBase64Url } from '../../src/lib/encode.ts';
import { newId } from '../../src/lib/ids.ts';
import { readEnv } from '../../src/platform/env.ts';
import { eventually } from '../support/imports.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { admin, fetchWorker, testEnv } from '../support/worker.ts';
import {
  add,
  added,
  alarm,
  alarmAt,
  asked,
  check,
  cname,
  detail,
  during,
  FALLBACK,
  kinds,
  newZone,
  order,
  proofFor,
  publish,
  ready,
  rightRecords,
  states,
  takeUp,
  txt,
} from './domains-kit.ts';

const owner = async () => makeMember(await makeTenant());

type Called = { provider: string; path: string; method: string; query: Record<string, string> };
const callsAbout = async (host: string): Promise<Called[]> =>
  ((await order('GET', '/calls')) as Called[]).filter((c) => JSON.stringify(c).includes(host));

/** The names that the network holds for us. */
const heldNames = async (): Promise<string[]> =>
  ((await order('GET', '/cloudflare/hostnames')) as { hostname: string }[]).map((h) => h.hostname);

describe('a name', () => {
  it('goes from added to ready, each light by what the world says, and serves then', async () => {
    const a = await owner();
    const zone = newZone();
    const host = `gifts.${zone}`;
    await publish(zone, []);
    const first = await added(a, `https://Gifts.${zone}/shop`);
    expect(first).toMatchObject({ host, state: 'pending', verifiedAt: null, checkedAt: null, apex: null });
    expect(states(first)).toEqual(['grey', 'grey', 'grey']);
    expect(first.records.map((r) => [r.type, r.name, r.value, r.state])).toEqual([
      ['TXT', `_edgewise.${host}`, await proofFor(a, host), 'unknown'],
      ['CNAME', host, FALLBACK, 'unknown'],
    ]);

    const bare = await check(a, first.id);
    expect(await heldNames()).not.toContain(host);
    expect(bare.records.map((r) => r.state)).toEqual(['missing', 'missing']);
    expect(states(bare)).toEqual(['red', 'grey', 'grey']);
    expect(await asked(a, host)).toBe(401);

    await publish(zone, await rightRecords(a, host));
    const set = await check(a, first.id);
    expect(set.records.map((r) => r.state)).toEqual(['found', 'found']);
    expect(states(set)).toEqual(['amber', 'amber', 'amber']);
    let now = set;
    for (let looks = 0; looks < 6 && now.lights.certificate.state === 'amber'; looks += 1)
      now = await check(a, first.id);
    expect(states(now)).toEqual(['green', 'green', 'red']);
    expect(now.state).toBe('pending');

    await order('POST', `/edge/hosts/${host}`, { body: '{token}' });
    const done = await check(a, first.id);
    expect(states(done)).toEqual(['green', 'green', 'green']);
    expect(done).toMatchObject({ state: 'ready', verifiedAt: expect.any(String) });
    expect(kinds(done)).toEqual(['added', 'proven', 'ready']);
    const audit = await admin`select verb, actor_kind, actor_id from audit where subject_id = ${first.id} order by id`;
    expect(audit.map((r) => [r.verb, r.actor_kind, r.actor_id])).toEqual([
      ['domain.added', 'member', a.userId],
      ['domain.proven', 'system', 'domains'],
      ['domain.ready', 'system', 'domains'],
    ]);
    const list = await a.json<z.infer<typeof domainPage>>('/api/v1/domains');
    expect(list).toMatchObject({ items: [{ id: first.id, host, state: 'ready' }], nextCursor: null });
  });

  it('that is ready is where its people sign in, and deep paths are pages as on the slug', async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const password = 'correct horse battery';
    const post = (on: string, path: string, body: unknown) =>
      fetchWorker(on, path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await post('localhost', '/api/auth/sign-up/email', { name: 'Ada', email, password });
    const mails = (await (await fetch(`${testEnv.MAIL_URL}/_mails?to=${email}`)).json()) as {
      mails: { text: string }[];
    };
    const link = new URL(mails.mails.at(-1)?.text.match(/http\S+/)?.[0] ?? '');
    const followed = await fetchWorker(link.hostname, link.pathname + link.search);
    const cookie = followed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const [tenant] = await admin`select id, slug from tenants where slug = ${link.hostname.split('.')[0] ?? ''}`;
    const member = await makeMember({ id: tenant?.id, slug: tenant?.slug, host: link.hostname });
    const zone = newZone();
    const host = `app.${zone}`;
    await ready(member, host, zone);

    const signedIn = await post(host, '/api/auth/sign-in/email', { email, password });
    expect(signedIn.status).toBe(200);
    const own = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const me = await fetchWorker(host, '/api/v1/me', { headers: { cookie: own } });
    expect(await me.json()).toMatchObject({ user: { email }, tenant: { slug: tenant?.slug } });
    expect(cookie).not.toBe(own);
    const deep = '/prospects/01999999-0000-7000-8000-000000000000?x=1';
    expect(await (await fetchWorker(host, deep)).text()).toBe(await (await fetchWorker(link.hostname, deep)).text());
  });

  it('at the top of a zone is told by its addresses, and else of the way over www', async () => {
    const a = await owner();
    const zone = newZone();
    await publish(zone, [{ name: zone, type: 'A', data: '203.0.113.9' }]);
    const { id, records, apex } = await added(a, zone);
    expect(records[1]).toMatchObject({ type: 'ALIAS', name: zone });
    expect(apex).toMatchObject({ flattened: false, useInstead: `www.${zone}` });
    expect((await check(a, id)).records[1]).toMatchObject({ state: 'wrong', found: ['A 203.0.113.9'] });
    await publish(zone, [{ name: zone, type: 'ALIAS', data: FALLBACK }, txt(zone, await proofFor(a, zone))]);
    await takeUp(zone);
    expect(await check(a, id)).toMatchObject({ state: 'ready', apex: { flattened: true } });
  });

  it('says what is wrong: proxied, typed twice, kept from before, forbidden by CAA', async () => {
    const a = await owner();
    const zone = newZone();
    const host = `gifts.${zone}`;
    await publish(zone, [{ ...cname(host), proxied: true }, txt(`${host}.${zone}`, await proofFor(a, host))]);
    const { id } = await added(a, host);
    const first = await check(a, id);
    expect(first.records.map((r) => r.state)).toEqual(['wrong', 'proxied']);
    expect(first.records[0]?.text).toContain(`${host}.${zone}`);

    await publish(zone, [cname(host, 'shops.old.example')]);
    expect((await check(a, id)).records[1]).toMatchObject({ state: 'wrong', found: ['shops.old.example'] });
    await publish(zone, [
      { ...cname(host), cachedFor: 240 },
      { name: zone, type: 'CAA', data: '0 issue "digicert.com"' },
    ]);
    expect((await check(a, id)).records[1]?.ttlLeft).toBeLessThanOrEqual(240);
    // That look a minute ago, when the copy had a minute more.
    await admin`update domains set lights = jsonb_set(lights, '{records,1,ttlLeft}', to_jsonb((lights #>> '{records,1,ttlLeft}')::int + 60)) where id = ${id}`;
    const kept = await check(a, id);
    expect(kept.records[1]).toMatchObject({ state: 'cached', found: ['shops.old.example'] });
    expect(kept.records[2]).toMatchObject({ type: 'CAA', name: zone, state: 'wrong', value: '0 issue "pki.goog"' });
    expect(kept.lights).toMatchObject({ certificate: { state: 'red' } });
  });

  it('is looked at again by its alarm in every billing state, and taken up by the sweep where the call was lost', async () => {
    const a = await owner();
    const zone = newZone();
    const { id } = await added(a, `gifts.${zone}`);
    await eventually(
      () => alarm(a, id),
      (rang) => rang,
    );
    expect((await detail(a, id)).checkedAt).not.toBeNull();
    await admin`update tenants set billing = 'suspended' where id = ${a.tenant.id}`;
    await admin`update domains set checked_at = now() - interval '1 hour' where id = ${id}`;
    expect(await alarm(a, id)).toBe(true);
    const [row] = await admin`select checked_at > now() - interval '1 minute' as fresh from domains where id = ${id}`;
    expect(row?.fresh).toBe(true);

    const lost = newId();
    const b = await owner();
    await admin`insert into domains (tenant_id, id, host, created_at) values (${b.tenant.id}, ${lost}, ${`lost.${zone}`}, now() - interval '10 minutes')`;
    expect(await alarm(b, lost)).toBe(false);
    await watchForgotten(readEnv(testEnv));
    expect(await alarm(b, lost)).toBe(true);
    expect((await detail(b, lost)).checkedAt).not.toBeNull();
  });

  it('is looked at once, however many ask at a time', async () => {
    const a = await owner();
    const zone = newZone();
    const host = `gifts.${zone}`;
    await publish(zone, []);
    const { id } = await added(a, host);
    const questions = async () => (await callsAbout(`_edgewise.${host}"`)).length;
    await Promise.all(Array.from({ length: 8 }, () => a.fetch(`/api/v1/domains/${id}/check`, { method: 'POST' })));
    const together = await questions();
    // On a slow machine the last may come when the first look is no longer young.
    expect(together).toBeLessThan(4);
    await admin`update domains set checked_at = now() where id = ${id}`;
    expect((await a.fetch(`/api/v1/domains/${id}/check`, { method: 'POST' })).status).toBe(200);
    expect(await questions()).toBe(together);
  });
});

describe('removing', () => {
  it('stops a name at once, keeps its row and timeline, and takes it from the network', async () => {
    const a = await owner();
    const zone = newZone();
    const host = `gifts.${zone}`;
    const { id, records } = await ready(a, host, zone);
    expect(await asked(a, host)).toBe(200);
    const gone = await a.json<DomainDetail>(`/api/v1/domains/${id}`, { method: 'DELETE' });
    expect(gone).toMatchObject({ state: 'removed', verifiedAt: null, removedAt: expect.any(String) });
    expect(await asked(a, host)).toBe(401);
    expect(kinds(await detail(a, id))).toEqual(['added', 'proven', 'ready', 'removed']);
    expect(await a.json('/api/v1/domains')).toMatchObject({ items: [] });
    expect(await a.json(`/api/v1/domains/${id}/check`, { method: 'POST' })).toMatchObject({ state: 'removed' });
    expect(kinds(await a.json(`/api/v1/domains/${id}`, { method: 'DELETE' }))).toHaveLength(4);

    // Not at the next look of a name that serves, which is minutes away.
    await eventually(
      async () => ((await alarmAt(a, id)) ?? Number.POSITIVE_INFINITY) - Date.now(),
      (inMs) => inMs <= FIRST_MS,
    );
    expect(await alarm(a, id)).toBe(true);
    expect(await heldNames()).not.toContain(host);
    expect(await alarm(a, id)).toBe(false);

    const again = await added(a, host);
    expect(again.id).not.toBe(id);
    expect(again.records[0]?.value).toBe(records[0]?.value);
    expect(await check(a, again.id)).toMatchObject({ state: 'ready' });
  });

  it('takes nothing from the network that somebody else has there', async () => {
    const [a, b] = [await owner(), await owner()];
    const zone = newZone();
    const host = `gifts.${zone}`;
    const theirs = await ready(a, host, zone);
    await publish(zone, await rightRecords(b, host));
    const { id } = await added(b, host);
    expect(await check(b, id)).toMatchObject({ state: 'ready' });
    await a.json(`/api/v1/domains/${theirs.id}`, { method: 'DELETE' });
    await eventually(
      () => alarm(a, theirs.id),
      (rang) => rang,
    );
    expect(await alarm(a, theirs.id)).toBe(false);
    expect(await heldNames()).toContain(host);
  });
});

describe('a link for whoever keeps the DNS', () => {
  const tokenOf = (link: HandoffLink) => new URL(link.url).pathname.split('/').at(-1) ?? '';
  const open = (token: string, method = 'GET') =>
    fetchWorker('localhost', `/api/v1/handoffs/${token}${method === 'POST' ? '/check' : ''}`, { method });

  it('shows the records and nothing else of the tenant, and looks again when asked', async () => {
    const a = await owner();
    const zone = newZone();
    const host = `gifts.${zone}`;
    await publish(zone, await rightRecords(a, host));
    const { id, records } = await added(a, host);
    const link = await a.json<HandoffLink>(`/api/v1/domains/${id}/handoff`, { method: 'POST' });
    expect(new URL(link.url).host).toBe('localhost');
    const days = (Date.parse(link.expiresAt) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(14);
    const shown = await (await open(tokenOf(link))).json<Record<string, unknown>>();
    expect(Object.keys(shown).sort()).toEqual(
      ['apex', 'checkedAt', 'expiresAt', 'host', 'lights', 'records', 'state'].sort(),
    );
    expect(shown).toMatchObject({ host, records });
    for (const secret of [a.tenant.id, a.tenant.slug, a.userId, id])
      expect(JSON.stringify(shown)).not.toContain(secret);
    const looked = await (await open(tokenOf(link), 'POST')).json();
    expect(looked).toMatchObject({ records: [{ state: 'found' }, { state: 'found' }] });
    expect(kinds(await detail(a, id))).toContain('handed_off');
  });

  it('that was changed, made up, is over, or speaks of a removed name shows nothing', async () => {
    const a = await owner();
    const host = `gifts.${newZone()}`;
    const { id } = await added(a, host);
    const token = tokenOf(await a.json<HandoffLink>(`/api/v1/domains/${id}/handoff`, { method: 'POST' }));
    const [payload = '', signature = ''] = token.split('.');
    const signed = async (claims: unknown, purpose: 'handoff' | 'ownership' = 'handoff') => {
      const text = toBase64Url(JSON.stringify(claims));
      return `${text}.${await sign(readEnv(testEnv), purpose, text)}`;
    };
    const later = Date.now() + 60_000;
    const bad = [
      `${toBase64Url(JSON.stringify([a.tenant.id, newId(), later]))}.${signature}`,
      `${payload}.${'0'.repeat(64)}`,
      payload,
      `${token}.x`,
      await signed([a.tenant.id, id, Date.now() - 1]),
      await signed([a.tenant.id, id, later], 'ownership'),
      await signed([newId(), id, later]),
      await signed([(await owner()).tenant.id, id, later]),
    ];
    expect((await open(await signed([a.tenant.id, id, later]))).status).toBe(200);
    for (const one of bad) {
      expect((await open(one)).status).toBe(404);
      expect((await open(one, 'POST')).status).toBe(404);
    }
    await a.json(`/api/v1/domains/${id}`, { method: 'DELETE' });
    expect((await open(token)).status).toBe(404);
    expect((await a.fetch(`/api/v1/domains/${id}/handoff`, { method: 'POST' })).status).toBe(404);
  });
});

describe('the page of the probe', () => {
  it('answers our own token under the very host, served or not, and no other', async () => {
    const host = `gifts.${newZone()}`;
    const { url, expected } = await probePageOf(readEnv(testEnv), host);
    const { pathname } = new URL(url);
    const page = await fetchWorker(host, pathname);
    expect([page.status, await page.text()]).toEqual([200, expected]);
    expect((await fetchWorker(`x.${host}`, pathname)).status).toBe(404);
    const other = pathname.slice(0, -1) + (pathname.endsWith('0') ? '1' : '0');
    expect((await fetchWorker(host, other)).status).toBe(404);
    expect((await fetchWorker(host, '/.well-known/edgewise/x')).status).toBe(404);
  });
});

describe('adding', () => {
  it('takes a name once, and twenty names at most, also of two that come at once', async () => {
    const a = await owner();
    const zone = newZone();
    const id = a.tenant.id;
    await admin`insert into domains (tenant_id, host) select ${id}, 'n' || n || ${`.${zone}`} from generate_series(1, 19) n`;
    // Somebody else is just adding the twentieth.
    const lock = admin`select pg_advisory_xact_lock(hashtextextended('domains:' || ${id}::text, 0))`;
    const last = admin`insert into domains (tenant_id, host) values (${id}, ${`m.${zone}`})`;
    expect((await during([lock, last], () => add(a, `o.${zone}`))).status).toBe(402);
    const [taken] = (await a.json<{ items: { id: string; host: string }[] }>('/api/v1/domains')).items;
    expect((await add(a, taken?.host ?? '')).status).toBe(409);
    await a.json(`/api/v1/domains/${taken?.id}`, { method: 'DELETE' });
    expect((await add(a, taken?.host ?? '')).status).toBe(201);
  });
});
