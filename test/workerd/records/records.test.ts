import { describe, expect, it } from 'vitest';
import type {
  BulkChange,
  BulkEdit,
  ChangedProspect,
  DeletedProspect,
  Note,
} from '../../../src/features/records/contract.ts';
import { type Member, makeMember } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { addPerson, chosen, giveRecord, mergeInto, owner, peek } from './kit.ts';

const send = (m: Member, method: string, path: string, body?: object) =>
  m.fetch(`/api/v1/${path}`, { method, ...(body ? { body } : {}) });
const record = (m: Member, id: string) => m.json<ChangedProspect>(`/api/v1/prospects/${id}/record`);

const ended = async (m: Member, id: string, state: BulkEdit['state']): Promise<BulkEdit> => {
  await expect
    .poll(async () => (await m.json<BulkEdit>(`/api/v1/bulk-edits/${id}`)).state, { timeout: 90_000, interval: 300 })
    .toBe(state);
  return m.json<BulkEdit>(`/api/v1/bulk-edits/${id}`);
};
const edit = async (m: Member, change: BulkChange, who: object): Promise<BulkEdit> => {
  const started = await m.json<BulkEdit>('/api/v1/bulk-edits', { method: 'POST', body: { change, ...who } });
  return ended(m, started.id, 'done');
};
const takeBack = async (m: Member, id: string): Promise<BulkEdit> => {
  await m.json(`/api/v1/bulk-edits/${id}/undo`, { method: 'POST', body: {} });
  return ended(m, id, 'undone');
};

describe('what a workspace keeps of a prospect', () => {
  it('is changed by those who may, as it was read, and written down', async () => {
    const a = await owner();
    const id = await addPerson(a, { name: 'Quenby Marl', tags: ['x'], custom: { Club: 'A', Yacht: 'B' } });
    const changed = await a.json<ChangedProspect>(`/api/v1/prospects/${id}`, {
      method: 'PATCH',
      body: { ownerId: a.userId, tags: ['One', 'one', 'Two'], notes: 'Hello', custom: { Club: null, Dog: 'Rex' } },
    });
    expect(changed).toMatchObject({
      ownerId: a.userId,
      ownerName: 'Member owner',
      tags: ['One', 'Two'],
      notes: 'Hello',
      custom: { Yacht: 'B', Dog: 'Rex' },
    });
    const late = await send(a, 'PATCH', `prospects/${id}`, { tags: [], updatedAt: '2020-01-01T00:00:00.000Z' });
    expect(late.status).toBe(409);
    const right = await send(a, 'PATCH', `prospects/${id}`, { tags: ['Three'], updatedAt: changed.updatedAt });
    expect(right.status).toBe(200);
    expect((await send(a, 'PATCH', `prospects/${id}`, { ownerId: 'nobody' })).status).toBe(422);
    expect((await send(a, 'PATCH', `prospects/${id}`, {})).status).toBe(422);
    const b = await owner();
    expect((await send(b, 'PATCH', `prospects/${id}`, { tags: [] })).status).toBe(404);
    expect(
      (await send(b, 'PATCH', `prospects/${await addPerson(b, { name: 'B' })}`, { ownerId: a.userId })).status,
    ).toBe(422);
    expect((await send(await makeMember(a.tenant, 'viewer'), 'PATCH', `prospects/${id}`, { tags: [] })).status).toBe(
      403,
    );
    expect(await record(a, id)).toMatchObject({ tags: ['Three'], notes: 'Hello' });
    const verbs = await admin`select verb from audit where tenant_id = ${a.tenant.id}`;
    expect(verbs.map(({ verb }) => verb)).toEqual(['prospect.changed', 'prospect.changed']);
  });

  it('is deleted so that it can be restored, and says who has its address by then', async () => {
    const a = await owner();
    const one = await addPerson(a, { name: 'Isolde Crane', email: 'isolde@crane.example' });
    const two = await addPerson(a, { name: 'Isolde Crane', title: 'x' });
    expect((await send(a, 'DELETE', `prospects/${one}`)).status).toBe(200);
    expect((await send(a, 'DELETE', `prospects/${one}`)).status).toBe(200);
    expect((await a.fetch(`/api/v1/prospects/${one}`)).status).toBe(404);
    const deleted = () => a.json<{ items: DeletedProspect[] }>('/api/v1/deleted-prospects');
    expect((await deleted()).items).toMatchObject([{ id: one, deletedByName: 'Member owner', takenBy: null }]);
    const other = await addPerson(a, { name: 'Another Crane', email: 'isolde@crane.example' });
    expect((await deleted()).items).toMatchObject([{ id: one, takenBy: { id: other, name: 'Another Crane' } }]);
    const refused = await send(a, 'POST', `prospects/${one}/restore`, {});
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      detail: expect.stringContaining('Another Crane'),
      action: `/prospects/${other}`,
    });
    await mergeInto(a, two, [other]);
    // The survivor has the address now.
    expect((await deleted()).items).toMatchObject([{ id: one, takenBy: { id: two } }]);
    expect((await send(a, 'POST', `prospects/${other}/restore`, {})).status).toBe(410);
    expect((await send(a, 'DELETE', `prospects/${other}`)).status).toBe(410);
    await send(a, 'DELETE', `prospects/${two}`);
    expect((await send(a, 'POST', `prospects/${one}/restore`, {})).status).toBe(200);
    expect((await peek(a, one)).prospect.email).toBe('isolde@crane.example');
    const b = await owner();
    expect(await b.json('/api/v1/deleted-prospects')).toEqual({ items: [], nextCursor: null });
    expect((await send(b, 'DELETE', `prospects/${one}`)).status).toBe(404);
    expect((await send(b, 'POST', `prospects/${two}/restore`, {})).status).toBe(404);
    const verbs = await admin`select verb from audit where subject_id = ${one} order by id`;
    expect(verbs.map(({ verb }) => verb)).toEqual(['prospect.deleted', 'prospect.restored']);
  });

  it('has notes of its members, each its author’s to change', async () => {
    const a = await owner();
    const [author, reader] = [await makeMember(a.tenant, 'member'), await makeMember(a.tenant, 'member')];
    const id = await addPerson(a, { name: 'Peregrine Locke' });
    const add = (m: Member, body: string) =>
      m.json<Note>(`/api/v1/prospects/${id}/notes`, { method: 'POST', body: { body } });
    const first = await add(author, 'Called him.');
    await add(reader, 'He called back.');
    expect(first).toMatchObject({ authorId: author.userId, authorName: 'Member member', editedAt: null });
    const list = (query = '') =>
      a.json<{ items: Note[]; nextCursor: string | null }>(`/api/v1/prospects/${id}/notes${query}`);
    expect((await list()).items.map(({ body }) => body)).toEqual(['He called back.', 'Called him.']);
    const page = await list('?limit=1');
    expect((await list(`?limit=1&cursor=${page.nextCursor}`)).items.map(({ body }) => body)).toEqual(['Called him.']);
    expect((await send(reader, 'PATCH', `notes/${first.id}`, { body: 'x' })).status).toBe(409);
    expect((await send(await owner(), 'PATCH', `notes/${first.id}`, { body: 'x' })).status).toBe(404);
    expect((await send(author, 'PATCH', `notes/${first.id}`, { body: 'Called him twice.' })).status).toBe(200);
    expect((await list()).items[1]).toMatchObject({ body: 'Called him twice.', editedAt: expect.any(String) });
    expect((await send(a, 'DELETE', `notes/${first.id}`)).status).toBe(200);
    expect((await list()).items).toHaveLength(1);
  });
});

describe('a change of many', () => {
  it('of owner and tags is undone but where somebody changed them since', async () => {
    const a = await owner();
    const ids = await Promise.all(
      [1, 2, 3].map((n) =>
        addPerson(a, { name: `Bulk Ottoline ${n}`, company: 'Ottoline', tags: n === 3 ? ['VIP'] : ['x'] }),
      ),
    );
    const [one, two, three] = ids as [string, string, string];
    const owned = await edit(a, { kind: 'owner', ownerId: a.userId }, { filter: { company: ['Ottoline'] } });
    expect(owned.people).toMatchObject({ total: 3, changed: 3, same: 0 });
    const tagged = await edit(a, { kind: 'add_tags', tags: ['vip', 'New'] }, { ids: [one, three] });
    expect(tagged.people).toMatchObject({ total: 2, changed: 2 });
    expect((await record(a, three)).tags).toEqual(['VIP', 'New']);
    await send(a, 'PATCH', `prospects/${two}`, { ownerId: null });
    await send(a, 'PATCH', `prospects/${one}`, { tags: ['x', 'vip', 'New', 'later'] });
    const back = await takeBack(a, owned.id);
    expect(back.people).toMatchObject({ undone: 2, kept: 1 });
    expect((await record(a, one)).ownerId).toBeNull();
    await takeBack(a, tagged.id);
    expect((await record(a, one)).tags).toEqual(['x', 'later']);
    expect((await record(a, three)).tags).toEqual(['VIP']);
    const removed = await edit(a, { kind: 'remove_tags', tags: ['X'] }, { ids });
    expect(removed.people).toMatchObject({ changed: 2, same: 1 });
    await takeBack(a, removed.id);
    expect((await record(a, two)).tags).toEqual(['x']);
    expect((await send(a, 'POST', `bulk-edits/${removed.id}/undo`, {})).status).toBe(409);
    const verbs = await admin`
      select distinct verb from audit where tenant_id = ${a.tenant.id} and subject_type = 'bulk_edit' order by 1`;
    expect(verbs.map(({ verb }) => verb)).toEqual([
      'bulk_edit.finished',
      'bulk_edit.started',
      'bulk_edit.undo_started',
      'bulk_edit.undone',
    ]);
  });

  it('of a field is a choice of the ledger, and its undoing gives back what counted before', async () => {
    const a = await owner();
    const plain = await addPerson(a, { name: 'Bulk Hesper One', title: 'CFO' });
    const typed = await addPerson(a, { name: 'Bulk Hesper Two' });
    const later = await addPerson(a, { name: 'Bulk Hesper Three' });
    await a.json(`/api/v1/prospects/${typed}/fields/title`, { method: 'PUT', body: { value: 'Chair' } });
    await giveRecord(a, later, { source: 'apollo' }, { title: 'Owner' }, { chosen: true });
    await admin`update prospects set title = 'Owner' where id = ${later}`;
    const before = await Promise.all([plain, typed, later].map((id) => peek(a, id)));
    const set = await edit(a, { kind: 'field', field: 'title', value: 'Partner' }, { ids: [plain, typed, later] });
    expect(set.people).toMatchObject({ changed: 3 });
    for (const id of [plain, typed, later]) {
      expect(chosen(await peek(a, id), 'title')).toMatchObject({
        value: 'Partner',
        standing: 'member',
        setBy: a.userId,
      });
    }
    expect((await peek(a, plain)).fields.map(({ value }) => value)).toContain('Partner');
    await takeBack(a, set.id);
    const after = await Promise.all([plain, typed, later].map((id) => peek(a, id)));
    for (const [n, profile] of after.entries()) {
      expect(profile.prospect.title).toBe(before[n]?.prospect.title);
      expect(chosen(profile, 'title')).toMatchObject({
        value: before[n] && chosen(before[n], 'title')?.value,
        standing: before[n] && chosen(before[n], 'title')?.standing,
      });
    }
  });

  it('deletes and restores, and refuses whom it cannot restore', async () => {
    const a = await owner();
    const one = await addPerson(a, { name: 'Bulk Sabra One', email: 'sabra1@bulk.example' });
    const two = await addPerson(a, { name: 'Bulk Sabra Two', email: 'sabra2@bulk.example' });
    const gone = await edit(a, { kind: 'delete' }, { ids: [one, two] });
    expect(gone.people).toMatchObject({ changed: 2 });
    await addPerson(a, { name: 'Somebody Sabra', email: 'sabra2@bulk.example' });
    const back = await edit(a, { kind: 'restore' }, { ids: [one, two] });
    expect(back.people).toMatchObject({ changed: 1, refused: 1 });
    expect((await peek(a, one)).prospect.name).toBe('Bulk Sabra One');
    const undone = await takeBack(a, gone.id);
    // One was restored since, the other’s address is somebody else’s.
    expect(undone.people).toMatchObject({ undone: 0, kept: 2 });
    expect((await send(a, 'POST', 'bulk-edits', { change: { kind: 'restore' }, filter: {} })).status).toBe(422);
    expect((await send(a, 'POST', 'bulk-edits', { change: { kind: 'owner', ownerId: 'x' }, ids: [one] })).status).toBe(
      422,
    );
    const viewer = await makeMember(a.tenant, 'viewer');
    expect((await send(viewer, 'POST', 'bulk-edits', { change: { kind: 'delete' }, ids: [one] })).status).toBe(403);
    expect((await (await owner()).fetch(`/api/v1/bulk-edits/${gone.id}`)).status).toBe(404);
  });
});
