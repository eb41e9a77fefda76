import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import type { Segment, SegmentChanges, Segments } from '../../src/features/segments/contract.ts';
import { lookAtSegments } from '../../src/features/segments/look.ts';
import { readEnv } from '../../src/platform/env.ts';
import { importCsv } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, testEnv } from '../support/worker.ts';

const PEOPLE = 6;
const CSV = `Name,Email,Title,Country\n${Array.from({ length: PEOPLE }, (_, i) => `Segmenter ${i},p${i}@segments.example,${i < 3 ? 'Director' : 'Clerk'},Norway`).join('\n')}\n`;

let a: Member;
let b: Member;
let ids: string[];
beforeAll(async () => {
  a = await makeMember(await makeTenant());
  b = await makeMember(await makeTenant());
  await importCsv(a, CSV);
  ids = (await a.json<SearchAnswer>('/api/v1/prospects?sort=name')).items.map((one) => one.id);
});

const send = (path: string, body: unknown = {}, as = a, method = 'POST') =>
  as.fetch(`/api/v1/segments${path}`, { method, body });
const sent = async <T = Segment>(path: string, body: unknown = {}, as = a, method = 'POST') => {
  const answer = await send(path, body, as, method);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
};
let names = 0;
const made = async (filter: object, more: object = {}) => {
  names += 1;
  const answer = await send('', { name: `Segment ${names}`, filter, ...more });
  expect(answer.status).toBe(201);
  return (await answer.json()) as Segment;
};
const look = (id: string) => sent(`/${id}/compare`);
const changes = async (id: string, query = '') =>
  (await a.json<SegmentChanges>(`/api/v1/segments/${id}/changes${query}`)).items;
const title = (i: number, to: string) => admin`update prospects set title = ${to} where id = ${ids[i]}`;

describe('a segment', () => {
  it('says who joined and who left since, and by which condition', async () => {
    const { id, people } = await made({ title: ['director'], country: ['Norway'] });
    expect(people).toBe(3);
    await title(0, 'Gardener');
    await title(3, 'Managing Director');
    await admin`update prospects set country = 'Chile' where id = ${ids[1]}`;
    expect(await look(id)).toMatchObject({ people: 2, joined: 1, left: 2 });
    const told = Object.fromEntries((await changes(id)).map((one) => [one.person.id, one]));
    const name = (i: number) => String(ids[i]);
    expect(told[name(0)]).toMatchObject({
      joined: false,
      why: {
        kind: 'changed',
        conditions: ['title'],
        fields: [{ field: 'title', before: 'Director', after: 'Gardener' }],
      },
    });
    expect(told[name(1)]).toMatchObject({ joined: false, why: { kind: 'changed', conditions: ['country'] } });
    expect(told[name(3)]).toMatchObject({
      joined: true,
      why: {
        kind: 'changed',
        conditions: ['title'],
        fields: [{ field: 'title', before: 'Clerk', after: 'Managing Director' }],
      },
    });
    expect((await changes(id, '?joined=true')).map((one) => one.person.id)).toEqual([ids[3]]);
    await title(0, 'Director');
    await title(3, 'Clerk');
    await admin`update prospects set country = 'Norway' where id = ${ids[1]}`;
    // Who came and went again did neither.
    expect(await look(id)).toMatchObject({ people: 3, joined: 0, left: 0 });
  });

  it('tells the oldest value since the last look, however often it changed', async () => {
    const { id } = await made({ title: 'clerk' });
    await title(4, 'Cook');
    await title(4, 'Baker');
    await look(id);
    expect((await changes(id))[0]?.why.fields).toEqual([{ field: 'title', before: 'Clerk', after: 'Baker' }]);
    await title(4, 'Clerk');
  });

  it('tells newcomers, the deleted, the restored, and who left by something beside the profile', async () => {
    const list = await a.json<{ id: string }>('/api/v1/lists', {
      method: 'POST',
      body: { name: 'Beside', people: { ids: [ids[5]] } },
    });
    const { id } = await made({ country: 'norway' });
    const listed = await made({ list: list.id });
    await importCsv(a, 'Name,Email,Country\nNew Comer,new@segments.example,Norway\n');
    await admin`update prospects set deleted_at = now() where id = ${ids[2]}`;
    await a.json(`/api/v1/lists/${list.id}/remove`, { method: 'POST', body: { ids: [ids[5]] } });
    expect(await look(id)).toMatchObject({ joined: 1, left: 1 });
    expect((await changes(id)).map((one) => [one.joined, one.why.kind, one.person.deleted]).sort()).toEqual([
      [false, 'deleted', true],
      [true, 'new', false],
    ]);
    await look(listed.id);
    expect(await changes(listed.id)).toMatchObject([{ joined: false, why: { kind: 'beside', conditions: ['list'] } }]);
    await admin`update prospects set deleted_at = null where id = ${ids[2]}`;
    await look(id);
    expect((await changes(id))[0]).toMatchObject({ joined: true, why: { kind: 'restored' } });
  });

  it('forgets who met it where its filter is another one', async () => {
    const { id } = await made({ title: 'director' });
    const changed = await sent(`/${id}`, { filter: { title: 'clerk' } }, a, 'PATCH');
    expect(changed).toMatchObject({ filter: { title: ['clerk'] }, joined: 0, left: 0 });
    expect(changed.people).toBe((await a.json<SearchAnswer>('/api/v1/prospects?title=clerk')).total.value);
    expect(await look(id)).toMatchObject({ joined: 0, left: 0 });
  });

  it('is looked at by the cron once an hour, and two looks at once tell nobody twice', async () => {
    const { id } = await made({ title: 'astronaut' });
    await title(5, 'Astronaut');
    await admin`update segments set compared_at = now() - interval '2 hours' where id = ${id}`;
    const work = () => lookAtSegments(readEnv(testEnv), () => undefined);
    await Promise.all([work(), work()]);
    expect(await changes(id)).toHaveLength(1);
    await title(5, 'Clerk');
  });

  it('goes into lists as it is at the moment', async () => {
    const { id } = await made({ title: 'director' });
    const from = { op: 'union', sets: [{ kind: 'segment', id }] };
    await title(3, 'Director');
    const list = await a.json<{ id: string; joined: number }>('/api/v1/lists', {
      method: 'POST',
      body: { name: 'From a segment', from },
    });
    expect(list.joined).toBe(4);
    const minus = { op: 'difference', sets: [...from.sets, { kind: 'list', id: list.id }] };
    const none = await a.json<{ joined: number }>('/api/v1/lists', {
      method: 'POST',
      body: { name: 'None', from: minus },
    });
    expect(none.joined).toBe(0);
    const theirs = await b.fetch('/api/v1/lists', { method: 'POST', body: { name: 'Theirs', from } });
    expect(theirs.status).toBe(422);
    await title(3, 'Clerk');
  });

  it('is deleted and comes back, private ones being their maker’s alone, all of it for the record', async () => {
    const colleague = await makeMember(a.tenant, 'member');
    const { id } = await made({ title: 'x' }, { shared: false });
    expect((await colleague.fetch(`/api/v1/segments/${id}`)).status).toBe(404);
    expect((await send(`/${id}/compare`, {}, colleague)).status).toBe(404);
    expect((await send(`/${id}`, {}, a, 'DELETE')).status).toBe(200);
    expect((await a.json<Segments>('/api/v1/segments')).items.map((one) => one.id)).not.toContain(id);
    expect((await sent(`/${id}/restore`)).deletedAt).toBeNull();
    const rows = await admin`select verb from audit where subject_id = ${id} order by created_at, id`;
    expect(rows.map((row) => row.verb)).toEqual(['segment.made', 'segment.deleted', 'segment.restored']);
    expect((await send('', { name: 'Nothing', filter: {} })).status).toBe(422);
    expect((await b.json<Segments>('/api/v1/segments')).items).toEqual([]);
  });
});
