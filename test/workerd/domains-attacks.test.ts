import { describe, expect, it } from 'vitest';
import { FIRST_MS } from '../../src/features/domains/pace.ts';
import type { Problem } from '../../src/lib/problem.ts';
import { eventually } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, fetchWorker } from '../support/worker.ts';
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
  kinds,
  newZone,
  proofFor,
  publish,
  ready,
  rightRecords,
  takeUp,
  txt,
} from './domains-kit.ts';

const owner = async () => makeMember(await makeTenant());
const two = async (): Promise<[Member, Member]> => [await owner(), await owner()];
const serving = async (host: string): Promise<unknown[]> =>
  (await admin`select tenant_id from domains where host = ${host} and verified_at is not null`).map((r) => r.tenant_id);

describe('a name that nobody may have', () => {
  it.each([
    ['ours', ['localhost', 'domains.localhost', 'acme.localhost', 'LOCALHOST.']],
    ['an address', ['127.0.0.1', '2130706433', '[::1]']],
    ['of special use', ['printer.local', 'a.test', 'x.onion', 'x.internal']],
    ['a public suffix', ['com', 'co.uk', 'github.io']],
    ['none', ['a b.com', 'under_score.com', '*.acme.com', 'x.notanending', `${'a.'.repeat(140)}com`]],
  ])('is refused with a sentence: %s', async (_, hosts) => {
    const a = await owner();
    for (const host of hosts) {
      const r = await add(a, host);
      expect([host, r.status]).toEqual([host, 422]);
      const problem = await r.json<Problem>();
      expect(problem).toMatchObject({ code: 'invalid', issues: [{ path: 'host' }] });
      expect(problem.detail).toMatch(/\w+ .*\.$/);
    }
    expect(await a.json('/api/v1/domains')).toMatchObject({ items: [] });
  });
});

describe('another workspace', () => {
  it('gets no name that is served, none above and none below it, without a proof of its own', async () => {
    const [a, b] = await two();
    const zone = newZone();
    const host = `gifts.${zone}`;
    await ready(a, host, zone);
    for (const claimed of [host, `deep.${host}`, zone]) {
      const r = await add(b, claimed);
      expect([claimed, r.status]).toEqual([claimed, 409]);
      const problem = await r.json<Problem>();
      expect(problem.issues).toEqual([
        { path: 'proof.name', message: `_edgewise.${claimed}` },
        { path: 'proof.value', message: await proofFor(b, claimed) },
      ]);
    }
    // A sibling is nobody's yet.
    expect((await add(b, `other.${zone}`)).status).toBe(201);
    // The proof of the one who serves, or of another name, is not this one's.
    await publish(zone, [
      cname(host),
      txt(host, await proofFor(a, host)),
      txt(`deep.${host}`, await proofFor(b, host)),
    ]);
    expect([(await add(b, host)).status, (await add(b, `deep.${host}`)).status]).toEqual([409, 409]);
    expect(await serving(host)).toEqual([a.tenant.id]);
  });

  it('is told when the proof could not be looked up, and gets nothing by it', async () => {
    const [a, b] = await two();
    const zone = newZone();
    const host = `gifts.${zone}`;
    await ready(a, host, zone);
    await publish(zone, [], { servfail: true });
    const r = await add(b, host);
    expect([r.status, r.headers.get('retry-after')]).toEqual([503, '5']);
  });

  it('takes a name over by proof: the other stops, is told, and does not get it back by its old record', async () => {
    const [a, b] = await two();
    const zone = newZone();
    const host = `gifts.${zone}`;
    const theirs = await ready(a, host, zone);
    expect([await asked(a, host), await asked(b, host)]).toEqual([200, 401]);
    await publish(zone, await rightRecords(b, host));
    const mine = await added(b, host);
    expect(await serving(host)).toEqual([a.tenant.id]);
    expect(await check(b, mine.id)).toMatchObject({ state: 'ready' });
    expect(await serving(host)).toEqual([b.tenant.id]);
    expect([await asked(a, host), await asked(b, host)]).toEqual([401, 200]);
    const stopped = await detail(a, theirs.id);
    expect(stopped).toMatchObject({ state: 'stopped', verifiedAt: null });
    expect(kinds(stopped)).toEqual(['added', 'proven', 'ready', 'moved']);
    const audit =
      await admin`select tenant_id, actor_kind from audit where verb = 'domain.moved' and subject_id = ${theirs.id}`;
    expect(audit).toEqual([{ tenant_id: a.tenant.id, actor_kind: 'system' }]);
    // The lights of then are looked at anew soon, and not in minutes.
    await eventually(
      async () => ((await alarmAt(a, theirs.id)) ?? Number.POSITIVE_INFINITY) - Date.now(),
      (inMs) => inMs <= FIRST_MS,
    );
    await admin`update domains set checked_at = now() - interval '1 minute' where id = ${theirs.id}`;
    expect(await alarm(a, theirs.id)).toBe(true);
    expect(await detail(a, theirs.id)).toMatchObject({ state: 'stopped', records: [{ state: 'wrong' }, {}] });

    // Both proofs side by side move nothing to and fro.
    await publish(zone, [...(await rightRecords(b, host)), txt(host, await proofFor(a, host))]);
    for (const [member, id] of [[a, theirs.id] as const, [b, mine.id] as const]) await check(member, id);
    expect(await check(a, theirs.id)).toMatchObject({ state: 'stopped', records: [{ state: 'duplicated' }, {}] });
    expect(await serving(host)).toEqual([b.tenant.id]);
    // The name's owner decides again.
    await publish(zone, await rightRecords(a, host));
    expect(await check(a, theirs.id)).toMatchObject({ state: 'ready' });
    expect(await serving(host)).toEqual([a.tenant.id]);
  });

  it('gets no name that was removed and still leads here, with its old proof still there', async () => {
    const [a, b] = await two();
    const zone = newZone();
    const host = `gifts.${zone}`;
    const { id } = await ready(a, host, zone);
    await a.json(`/api/v1/domains/${id}`, { method: 'DELETE' });
    const claim = await added(b, host);
    for (let looks = 0; looks < 3; looks += 1) {
      const seen = await check(b, claim.id);
      expect(seen).toMatchObject({
        state: 'pending',
        verifiedAt: null,
        records: [{ state: 'wrong' }, { state: 'found' }],
      });
    }
    expect(await serving(host)).toEqual([]);
    expect(await asked(b, host)).toBe(401);
  });

  it('sees, changes and hands on nothing of it', async () => {
    const [a, b] = await two();
    const { id } = await added(a, `gifts.${newZone()}`);
    const calls: [string, string][] = [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/check'],
      ['POST', '/handoff'],
    ];
    for (const [method, path] of calls) {
      expect((await b.fetch(`/api/v1/domains/${id}${path}`, { method })).status).toBe(404);
    }
    expect(await detail(a, id)).toMatchObject({ state: 'pending', events: [{ kind: 'added' }] });
    const manager = await makeMember(a.tenant, 'manager');
    expect((await manager.fetch('/api/v1/domains')).status).toBe(403);
  });
});

describe('what does not serve', () => {
  it('a name that waits, whatever its records say, until it was looked at', async () => {
    const a = await owner();
    const zone = newZone();
    const host = `gifts.${zone}`;
    await publish(zone, await rightRecords(a, host));
    await takeUp(host);
    await added(a, host);
    expect(await asked(a, host)).toBe(401);
    const nobody = await fetchWorker('nobody.example', '/');
    expect(await (await fetchWorker(host, '/')).text()).toBe(await nobody.text());
  });

  it('a name whose proof is gone twice in a row; once is told and no more', async () => {
    const a = await owner();
    const zone = newZone();
    const host = `gifts.${zone}`;
    const { id } = await ready(a, host, zone);
    await publish(zone, [cname(host)]);
    expect(await check(a, id)).toMatchObject({ state: 'drifting', verifiedAt: expect.any(String) });
    expect(await asked(a, host)).toBe(200);
    const stopped = await check(a, id);
    expect(stopped).toMatchObject({ state: 'stopped', verifiedAt: null });
    expect(kinds(stopped)).toEqual(['added', 'proven', 'ready', 'drifting', 'told', 'stopped', 'told']);
    expect(await asked(a, host)).toBe(401);
    await publish(zone, await rightRecords(a, host));
    expect(await check(a, id)).toMatchObject({ state: 'ready' });
  });

  it('two workspaces under one name: the database itself refuses it', async () => {
    const [a, b] = await two();
    const zone = newZone();
    const host = `gifts.${zone}`;
    await ready(a, host, zone);
    await expect(
      admin`insert into domains (tenant_id, host, state, verified_at) values (${b.tenant.id}, ${host}, 'ready', now())`,
    ).rejects.toMatchObject({ constraint: 'domains_routed' });
  });
});

describe('what stops nothing', () => {
  it('a resolver that fails, however often', async () => {
    const a = await owner();
    const zone = newZone();
    const host = `gifts.${zone}`;
    const { id, verifiedAt } = await ready(a, host, zone);
    await publish(zone, await rightRecords(a, host), { servfail: true });
    for (let looks = 0; looks < 3; looks += 1) {
      const seen = await check(a, id);
      expect(seen).toMatchObject({ verifiedAt, records: [{ state: 'unknown' }, { state: 'unknown' }] });
      expect(seen.state).toBe('ready');
    }
    expect(await asked(a, host)).toBe(200);
    expect(kinds(await detail(a, id))).toEqual(['added', 'proven', 'ready']);
  });

  it('a name that leads elsewhere by now: it drifts, and is told once', async () => {
    const a = await owner();
    const zone = newZone();
    const host = `gifts.${zone}`;
    const { id } = await ready(a, host, zone);
    await publish(zone, [cname(host, 'elsewhere.example'), txt(host, await proofFor(a, host))]);
    for (let looks = 0; looks < 3; looks += 1) expect((await check(a, id)).state).toBe('drifting');
    expect(kinds(await detail(a, id))).toEqual(['added', 'proven', 'ready', 'drifting', 'told']);
    expect(await asked(a, host)).toBe(200);
    await publish(zone, await rightRecords(a, host));
    expect(kinds(await check(a, id))).toContain('recovered');
  });

  it('a look that began before the name was removed', async () => {
    const a = await owner();
    const zone = newZone();
    const host = `gifts.${zone}`;
    await publish(zone, await rightRecords(a, host));
    await takeUp(host);
    const { id } = await added(a, host);
    const removal = admin`update domains set state = 'removed', removed_at = now() where id = ${id}`;
    await during([removal], () => a.fetch(`/api/v1/domains/${id}/check`, { method: 'POST' }));
    expect(await detail(a, id)).toMatchObject({ state: 'removed', verifiedAt: null });
    expect(await serving(host)).toEqual([]);
  });
});
