import { beforeAll, describe, expect, it } from 'vitest';
import type { View, ViewsAnswer } from '../../src/features/views/contract.ts';
import { newId } from '../../src/lib/ids.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, tripsOf } from '../support/worker.ts';

let owner: Member;
let member: Member;
let viewer: Member;
let stranger: Member;
beforeAll(async () => {
  const tenant = await makeTenant();
  owner = await makeMember(tenant);
  member = await makeMember(tenant, 'member');
  viewer = await makeMember(tenant, 'viewer');
  stranger = await makeMember(await makeTenant());
});

const body = (name: string, more: object = {}) => ({
  name,
  filters: { title: ['chief'], netWorthMin: 1_000_000, has: ['email'] },
  sort: 'netWorth',
  columns: ['netWorth', 'company'],
  ...more,
});
const save = async (as: Member, name: string, more: object = {}): Promise<View> => {
  const { items, id } = await as.json<ViewsAnswer>('/api/v1/views', { method: 'POST', body: body(name, more) });
  return items.find((one) => one.id === id) as View;
};
const names = async (as: Member) => (await as.json<ViewsAnswer>('/api/v1/views')).items.map(({ name }) => name);
const status = async (as: Member, path: string, method: string, sent?: unknown) => {
  const r = await as.fetch(path, { method, body: sent });
  await r.arrayBuffer();
  return r.status;
};
const verbsOf = async (id: string) =>
  (await admin`select verb from audit where subject_id = ${id} order by created_at, id`).map(({ verb }) => verb);

describe('a view', () => {
  it('is kept as it was, and is the maker’s alone until it is shared', async () => {
    const made = await save(member, 'Chiefs');
    expect(made).toMatchObject({
      ...body('Chiefs'),
      shared: false,
      mine: true,
      isDefault: false,
      isDefaultForAll: false,
      owner: 'Member member',
    });
    expect(await names(owner)).not.toContain('Chiefs');
    await member.json(`/api/v1/views/${made.id}`, { method: 'PATCH', body: { shared: true } });
    const seen = (await owner.json<ViewsAnswer>('/api/v1/views')).items.find(({ id }) => id === made.id);
    expect(seen).toMatchObject({ name: 'Chiefs', mine: false, shared: true });
    expect(await verbsOf(made.id)).toEqual(['view.made', 'view.changed']);
  });

  it('changes as far as is said', async () => {
    const made = await save(member, 'To change');
    await member.json(`/api/v1/views/${made.id}`, { method: 'PATCH', body: { name: 'Changed', columns: ['email'] } });
    const { items } = await member.json<ViewsAnswer>('/api/v1/views');
    expect(items.find(({ id }) => id === made.id)).toMatchObject({ ...body('Changed'), columns: ['email'] });
  });

  it('has a name of its own among its maker’s, and others may have the same', async () => {
    await save(member, 'Twice');
    await save(owner, 'twice');
    expect(await status(member, '/api/v1/views', 'POST', body('TWICE'))).toBe(422);
  });

  it('is deleted, and comes back', async () => {
    const made = await save(member, 'To delete');
    await member.json(`/api/v1/views/${made.id}`, { method: 'DELETE' });
    expect(await names(member)).not.toContain('To delete');
    expect(await status(member, `/api/v1/views/${made.id}`, 'DELETE')).toBe(404);
    await member.json(`/api/v1/views/${made.id}/restore`, { method: 'POST' });
    expect(await names(member)).toContain('To delete');
    expect(await verbsOf(made.id)).toEqual(['view.made', 'view.deleted', 'view.restored']);
  });

  it('is changed by its maker, and where it is shared by whoever may keep lists', async () => {
    const own = await save(member, 'Private');
    const shared = await save(member, 'Shared', { shared: true });
    const rename = (as: Member, { id }: View) => status(as, `/api/v1/views/${id}`, 'PATCH', { name: newId() });
    expect([await rename(owner, own), await rename(owner, shared)]).toEqual([404, 200]);
    expect([await rename(viewer, shared), await rename(stranger, shared)]).toEqual([403, 404]);
    expect(await status(stranger, `/api/v1/views/${shared.id}/restore`, 'POST')).toBe(404);
    expect(await status(owner, `/api/v1/views/${shared.id}`, 'PATCH', { shared: false })).toBe(422);
    expect(await status(member, `/api/v1/views/${shared.id}`, 'PATCH', { shared: false })).toBe(200);
  });

  it('is looked at by a viewer, who keeps none', async () => {
    await save(member, 'For viewers', { shared: true });
    expect(await names(viewer)).toContain('For viewers');
    expect(await status(viewer, '/api/v1/views', 'POST', body('Of a viewer'))).toBe(403);
  });

  it('holds nothing that a search would refuse', async () => {
    for (const wrong of [
      { filters: { colour: 'red' } },
      { sort: 'luck' },
      { columns: ['company', 'company'] },
      { columns: ['x'] },
      { columns: [] },
    ]) {
      expect([wrong, await status(member, '/api/v1/views', 'POST', body(newId(), wrong))]).toEqual([wrong, 422]);
    }
  });

  it('is one of a hundred at most', async () => {
    const many = await makeMember(owner.tenant, 'member');
    await admin`insert into views (tenant_id, owner_id, name, filters, sort, columns)
      select ${many.tenant.id}, ${many.userId}, 'v' || i, '{}', 'newest', '{}' from generate_series(1, 100) i`;
    expect(await status(many, '/api/v1/views', 'POST', body('One more'))).toBe(422);
  });

  it('is one of a hundred at most of those that are made or brought back at once, too', async () => {
    const many = await makeMember(owner.tenant, 'member');
    const made = await save(many, 'To bring back');
    await many.json(`/api/v1/views/${made.id}`, { method: 'DELETE' });
    await admin`insert into views (tenant_id, owner_id, name, filters, sort, columns)
      select ${many.tenant.id}, ${many.userId}, 'v' || i, '{}', 'newest', '{}' from generate_series(1, 99) i`;
    const answers = await Promise.all([
      ...['a', 'b', 'c'].map((name) => status(many, '/api/v1/views', 'POST', body(`At once ${name}`))),
      status(many, `/api/v1/views/${made.id}/restore`, 'POST'),
    ]);
    // Whoever is first: one that is made answers 201, one that is brought back 200.
    expect(answers.filter((one) => one === 422)).toHaveLength(3);
    expect(answers.filter((one) => one === 201 || one === 200)).toHaveLength(1);
    const [kept] = await admin`
      select count(*)::int as n from views where owner_id = ${many.userId} and deleted_at is null`;
    expect(kept?.n).toBe(100);
    // What is there already stays, and one that is not there is none, however many there are.
    const [one] = await admin`select id from views where owner_id = ${many.userId} and deleted_at is null limit 1`;
    expect(await status(many, `/api/v1/views/${one?.id}/restore`, 'POST')).toBe(200);
    expect(await status(many, `/api/v1/views/${newId()}/restore`, 'POST')).toBe(404);
  });
});

describe('the default', () => {
  it('is each member’s own, of what they see, and may be none', async () => {
    const shared = await save(owner, 'Start here', { shared: true });
    const hidden = await save(owner, 'Hidden');
    const choose = (as: Member, viewId: string | null) => status(as, '/api/v1/views/default', 'PUT', { viewId });
    expect([
      await choose(member, shared.id),
      await choose(member, hidden.id),
      await choose(stranger, shared.id),
    ]).toEqual([200, 404, 404]);
    const isDefault = async (as: Member) =>
      (await as.json<ViewsAnswer>('/api/v1/views')).items.filter((one) => one.isDefault).map(({ id }) => id);
    expect([await isDefault(member), await isDefault(owner)]).toEqual([[shared.id], []]);
    expect([await choose(member, null), await choose(member, null)]).toEqual([200, 200]);
    expect(await isDefault(member)).toEqual([]);
  });
});

describe('the default for everybody', () => {
  it('is chosen by who manages the workspace, of what everybody sees', async () => {
    const shared = await save(owner, 'For all', { shared: true });
    const own = await save(owner, 'Not for all');
    const choose = (as: Member, viewId: string | null) =>
      status(as, '/api/v1/views/default', 'PUT', { viewId, forAll: true });
    expect([await choose(member, shared.id), await choose(owner, own.id), await choose(owner, shared.id)]).toEqual([
      403, 404, 200,
    ]);
    const ofAll = async () =>
      (await viewer.json<ViewsAnswer>('/api/v1/views')).items.filter((one) => one.isDefaultForAll).map(({ id }) => id);
    expect(await ofAll()).toEqual([shared.id]);
    await owner.json(`/api/v1/views/${shared.id}`, { method: 'PATCH', body: { shared: false } });
    expect(await ofAll()).toEqual([]);
    expect([await choose(owner, null), await choose(owner, null)]).toEqual([200, 200]);
  });
});

it('reads the database once, whatever is asked', async () => {
  const made = await save(owner, 'Trips');
  for (const [method, path, sent] of [
    ['GET', '/api/v1/views'],
    ['POST', '/api/v1/views', body('Trips again')],
    ['PUT', '/api/v1/views/default', { viewId: made.id }],
    ['PATCH', `/api/v1/views/${made.id}`, { sort: 'name' }],
  ] as const) {
    const r = await owner.fetch(path, { method, body: sent });
    await r.arrayBuffer();
    expect([method, path, await tripsOf(r)]).toEqual([method, path, 1]);
  }
});
