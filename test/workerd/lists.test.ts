import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { List, Lists, ListsOfPerson } from '../../src/features/lists/contract.ts';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import { importCsv } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, tripsOf } from '../support/worker.ts';

const PEOPLE = 6;
const CSV = `Name,Email,Title\n${Array.from({ length: PEOPLE }, (_, i) => `Lister ${i},p${i}@lists.example,${i < 4 ? 'Chief' : 'Clerk'}`).join('\n')}\n`;

let a: Member;
let b: Member;
let colleague: Member;
let ids: string[];
let names = 0;
beforeAll(async () => {
  a = await makeMember(await makeTenant());
  b = await makeMember(await makeTenant());
  colleague = await makeMember(a.tenant, 'member');
  await importCsv(a, CSV);
  ids = (await a.json<SearchAnswer>('/api/v1/prospects?sort=name')).items.map((one) => one.id);
});

const send = (path: string, body: unknown = {}, as = a, method = 'POST') =>
  as.fetch(`/api/v1/lists${path}`, { method, body });
const sent = async (path: string, body: unknown = {}, as = a, method = 'POST') => {
  const answer = await send(path, body, as, method);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const made = async (body: object = {}) => {
  names += 1;
  const answer = await sent('', { name: `List ${names}`, ...body });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body as unknown as List & { joined: number };
};
const members = async (list: string, as = a) =>
  new Set((await as.json<SearchAnswer>(`/api/v1/prospects?list=${list}`)).items.map((one) => one.id));
const list = (id: string, as = a) => as.json<List>(`/api/v1/lists/${id}`);

describe('members', () => {
  it('join once, by ids or by a filter, leave, and are counted', async () => {
    const { id } = await made();
    expect((await sent(`/${id}/members`, { ids: ids.slice(0, 2) })).body).toMatchObject({ joined: 2, already: 0 });
    expect((await sent(`/${id}/members`, { ids: ids.slice(0, 3) })).body).toMatchObject({ joined: 1, already: 2 });
    expect((await list(id)).people).toBe(3);
    expect((await sent(`/${id}/remove`, { filter: { list: id } })).body).toMatchObject({ left: 3 });
    expect((await sent(`/${id}/remove`, { ids })).body).toEqual({ left: 0, changeId: null });
    expect((await list(id)).people).toBe(0);
    expect((await sent(`/${id}/members`, { filter: { title: 'chief' } })).body).toMatchObject({
      joined: 4,
      already: 0,
    });
    expect((await members(id)).size).toBe(4);
  });

  it('who joined or left by one change come and go by its undoing, once', async () => {
    const { id } = await made({ people: { ids: ids.slice(0, 3) } });
    const left = (await sent(`/${id}/remove`, { ids: ids.slice(1) })).body;
    expect(left).toMatchObject({ left: 2 });
    expect((await sent(`/${id}/changes/${left.changeId}/undo`)).body).toEqual({ joined: 2, left: 0 });
    expect((await sent(`/${id}/changes/${left.changeId}/undo`)).body).toEqual({ joined: 0, left: 0 });
    const joined = (await sent(`/${id}/members`, { ids })).body;
    expect((await sent(`/${id}/changes/${joined.changeId}/undo`)).body).toEqual({ joined: 0, left: 3 });
    expect(await members(id)).toEqual(new Set(ids.slice(0, 3)));
    expect((await list(id)).people).toBe(3);
    const other = await made();
    expect((await send(`/${other.id}/changes/${joined.changeId}/undo`)).status).toBe(404);
  });

  it('who are deleted do not count until they come back', async () => {
    const { id } = await made({ people: { ids } });
    await admin`update prospects set deleted_at = now() where id = ${ids[0]}`;
    expect((await list(id)).people).toBe(PEOPLE - 1);
    await admin`update prospects set deleted_at = null where id = ${ids[0]}`;
    expect((await list(id)).people).toBe(PEOPLE);
    const [row] = await admin`select count(*)::int as n from list_members where list_id = ${id} and gone`;
    expect(row?.n).toBe(0);
  });

  it('are those of the own workspace', async () => {
    const { id } = await made();
    expect((await send(`/${id}/members`, { ids }, b)).status).toBe(404);
    expect((await b.json<Lists>('/api/v1/lists')).items).toEqual([]);
    const from = { op: 'union', sets: [{ kind: 'list', id }] };
    expect((await send('', { name: 'Theirs', from }, b)).status).toBe(422);
    const made2 = await sent('', { name: 'Theirs', people: { ids } }, b);
    expect(made2).toMatchObject({ status: 201, body: { joined: 0 } });
  });

  it('join in one round trip, and are on the lists of their profile', async () => {
    const { id, name } = await made();
    expect(await tripsOf(await send(`/${id}/members`, { ids }))).toBe(1);
    const on = await a.json<ListsOfPerson>(`/api/v1/prospects/${ids[0]}/lists`);
    expect(on.items).toContainEqual({ id, name, shared: true, people: PEOPLE });
  });
});

describe('lists', () => {
  it('are refused a name that one has, whatever its case, and again when they are brought back', async () => {
    const first = await made({ name: 'Same' });
    expect((await send('', { name: 'SAME' })).status).toBe(422);
    expect((await send(`/${first.id}`, {}, a, 'DELETE')).status).toBe(200);
    expect((await send('', { name: 'same' })).status).toBe(201);
    expect(await sent(`/${first.id}/restore`)).toMatchObject({ status: 422, body: { issues: [{ path: 'name' }] } });
  });

  it('are renamed and described', async () => {
    const { id } = await made();
    const changed = (await sent(`/${id}`, { name: `Named ${id}`, description: 'Why' }, a, 'PATCH')).body;
    expect(changed).toMatchObject({ name: `Named ${id}`, description: 'Why', shared: true });
    expect((await sent(`/${id}`, { description: '' }, a, 'PATCH')).body).toMatchObject({ description: null });
  });

  it('come back with whoever is on them', async () => {
    const { id } = await made({ people: { ids: ids.slice(0, 2) } });
    expect((await send(`/${id}`, {}, a, 'DELETE')).status).toBe(200);
    expect((await send(`/${id}`, {}, a, 'DELETE')).status).toBe(404);
    expect(await members(id)).toEqual(new Set());
    expect((await a.json<Lists>('/api/v1/lists?deleted=true')).items.map((one) => one.id)).toContain(id);
    expect((await sent(`/${id}/restore`)).body).toMatchObject({ people: 2, deletedAt: null });
    expect(await members(id)).toEqual(new Set(ids.slice(0, 2)));
  });

  it('that are private are their maker’s alone, to see, to filter by and to combine', async () => {
    const { id, name } = await made({ shared: false, people: { ids } });
    expect((await colleague.json<Lists>('/api/v1/lists')).items.map((one) => one.id)).not.toContain(id);
    expect((await colleague.fetch(`/api/v1/lists/${id}`)).status).toBe(404);
    expect((await send(`/${id}/members`, { ids }, colleague)).status).toBe(404);
    expect((await send(`/${id}`, {}, colleague, 'DELETE')).status).toBe(404);
    expect(await members(id, colleague)).toEqual(new Set());
    expect((await members(id)).size).toBe(PEOPLE);
    const from = { op: 'union', sets: [{ kind: 'list', id }] };
    expect((await send('', { name: 'Mine', from }, colleague)).status).toBe(422);
    expect((await send('', { name, shared: false }, colleague)).status, 'the same name is free to them').toBe(201);
    const shared = await made();
    expect((await send(`/${shared.id}`, { shared: false }, colleague, 'PATCH')).status).toBe(422);
  });

  it('stand in the record with what was done to them', async () => {
    const { id } = await made({ people: { ids } });
    const { changeId } = (await sent(`/${id}/remove`, { ids })).body;
    await send(`/${id}/changes/${changeId}/undo`);
    await send(`/${id}`, { name: `Recorded ${id}` }, a, 'PATCH');
    await send(`/${id}`, {}, a, 'DELETE');
    await send(`/${id}/restore`);
    const rows =
      await admin`select verb from audit where subject_type = 'list' and subject_id = ${id} order by created_at, id`;
    expect(rows.map((row) => row.verb)).toEqual(
      ['made', 'left', 'change_undone', 'changed', 'deleted', 'restored'].map((verb) => `list.${verb}`),
    );
  });
});

describe('combined lists', () => {
  const people = fc.uniqueArray(fc.integer({ min: 0, max: PEOPLE - 1 }));
  type Op = 'union' | 'intersection' | 'difference';
  const make = async (pick: number[]) =>
    (await made(pick.length > 0 ? { people: { ids: pick.map((i) => ids[i]) } } : {})).id;
  const combine = async (op: Op, lists: string[]) => {
    const { id, joined } = await made({ from: { op, sets: lists.map((one) => ({ kind: 'list', id: one })) } });
    const found = await members(id);
    expect(joined).toBe(found.size);
    return { id, found };
  };

  it('are combined as sets are', async () => {
    const op = fc.constantFrom<Op>('union', 'intersection', 'difference');
    await fc.assert(
      fc.asyncProperty(op, fc.array(people, { minLength: 1, maxLength: 3 }), async (how, picks) => {
        const sets = picks.map((pick) => new Set(pick.map((i) => ids[i] as string)));
        const model = sets.reduce((all, next) => all[how](next));
        expect((await combine(how, await Promise.all(picks.map(make)))).found).toEqual(model);
      }),
      { numRuns: 8 },
    );
  });

  it('keep the laws of sets', async () => {
    await fc.assert(
      fc.asyncProperty(people, people, people, async (...picks) => {
        const [x, y, z] = (await Promise.all(picks.map(make))) as [string, string, string];
        const both = async (op: Op, one: string, other: string) => (await combine(op, [one, other])).id;
        const found = (one: string) => members(one);
        expect(await found(await both('union', x, y))).toEqual(await found(await both('union', y, x)));
        expect(await found(await both('intersection', x, x))).toEqual(await found(x));
        // x \ (y ∪ z) = (x \ y) \ z
        const apart = await both('difference', await both('difference', x, y), z);
        expect(await found(await both('difference', x, await both('union', y, z)))).toEqual(await found(apart));
        // x ∩ (y ∪ z) = (x ∩ y) ∪ (x ∩ z)
        const spread = await both('union', await both('intersection', x, y), await both('intersection', x, z));
        expect(await found(await both('intersection', x, await both('union', y, z)))).toEqual(await found(spread));
      }),
      { numRuns: 3 },
    );
  });
});
