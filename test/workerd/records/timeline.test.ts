import { expect, it } from 'vitest';
import type { BulkEdit, TimelineEvent } from '../../../src/features/records/contract.ts';
import { newId } from '../../../src/lib/ids.ts';
import { type Member, makeMember } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { addPerson, giveRecord, mergeInto, owner, undo } from './kit.ts';

type Page = { items: TimelineEvent[]; nextCursor: string | null };
const timeline = (m: Member, id: string, query = '') => m.json<Page>(`/api/v1/prospects/${id}/timeline${query}`);
const kinds = async (m: Member, id: string) => (await timeline(m, id)).items.map(({ kind }) => kind);
const paged = async (m: Member, id: string, limit: number): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page = await timeline(m, id, `?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    ids.push(...page.items.map((one) => one.id));
    cursor = page.nextCursor;
  }
  return ids;
};
const send = (m: Member, method: string, path: string, body: object = {}) =>
  m.json<Record<string, unknown>>(`/api/v1/${path}`, { method, body });

it('tells what members did to somebody, with before and after, the newest first', async () => {
  const a = await owner();
  const id = await addPerson(a, { name: 'Thora Linewell', tags: ['x'], custom: { Club: 'A' } });
  await send(a, 'PATCH', `prospects/${id}`, { ownerId: a.userId, tags: ['x', 'y'], custom: { Club: 'B' } });
  const note = await send(a, 'POST', `prospects/${id}/notes`, { body: 'Met at the fair.' });
  await send(a, 'PUT', `prospects/${id}/fields/title`, { value: 'Chair' });
  await a.fetch(`/api/v1/prospects/${id}`, { method: 'DELETE' });
  await send(a, 'POST', `prospects/${id}/restore`);
  const { items } = await timeline(a, id);
  expect(items.map(({ kind }) => kind)).toEqual([
    'restored',
    'deleted',
    'value_chosen',
    'note_added',
    'changed',
    'added',
  ]);
  expect(items[3]).toMatchObject({ text: 'Met at the fair.', subject: { type: 'note', id: note.id } });
  expect(items[2]?.changes).toEqual([{ field: 'title', before: null, after: 'Chair' }]);
  expect(items[4]).toMatchObject({ by: { kind: 'member', name: 'Member owner' } });
  expect(items[4]?.changes).toEqual(
    expect.arrayContaining([
      { field: 'owner', before: null, after: 'Member owner' },
      { field: 'tags', before: 'x', after: 'x, y' },
      { field: 'custom.Club', before: 'A', after: 'B' },
    ]),
  );
  expect(new Set(items.map((one) => one.id)).size).toBe(items.length);
});

it('is read in pages that leave nothing out and say nothing twice', async () => {
  const a = await owner();
  const id = await addPerson(a, { name: 'Thora Pages' });
  // All of one moment: the place is by id as well.
  await admin`
    insert into audit (tenant_id, actor_kind, actor_id, request_id, verb, subject_type, subject_id, detail, created_at)
    select ${a.tenant.id}, 'member', ${a.userId}, 'r', 'prospect.changed', 'prospect', ${id},
           jsonb_build_object('title', n::text, 'before', '{}'::jsonb), now() from generate_series(1, 25) n`;
  const whole = (await timeline(a, id)).items.map((one) => one.id);
  expect(whole).toHaveLength(26);
  expect(await paged(a, id, 4)).toEqual(whole);
});

it('tells of imports, runs, signals, lists and bulk edits from where each is kept', async () => {
  const a = await owner();
  const t = a.tenant.id;
  const id = await addPerson(a, { name: 'Thora Kept' });
  const importId = newId();
  await admin`
    insert into imports (tenant_id, id, file_name, file_key, file_bytes, file_hash, encoding, delimiter, first_row, columns,
        proposal, preview, created_by, status)
    values (${t}, ${importId}, 'fair.csv', 'k', 1, 'h', 'utf-8', ',', 2, '[]', '{}', '{}', ${a.userId}, 'done')`;
  await admin`update prospects set import_id = ${importId} where tenant_id = ${t} and id = ${id}`;
  await admin`
    insert into import_changes (tenant_id, import_id, place, prospect_id, was_at, before, after, ledger)
    values (${t}, ${importId}, 2, ${id}, now(), '{"city": null}', '{"city": "Bern"}', '{}')`;
  const matchId = await giveRecord(a, id, { source: 'edgar' }, {});
  await admin`
    insert into signals (tenant_id, prospect_id, kind, title, date, source, external_key, match_id)
    values (${t}, ${id}, 'insider_buy', 'Bought 100 shares', '2020-05-06', 'edgar', 'x1', ${matchId})`;
  const list = await send(a, 'POST', 'lists', { name: 'Fair', shared: false });
  await send(a, 'POST', `lists/${list.id}/members`, { ids: [id] });
  const bulk = await send(a, 'POST', 'bulk-edits', { change: { kind: 'add_tags', tags: ['fair'] }, ids: [id] });
  await expect
    .poll(async () => (await a.json<BulkEdit>(`/api/v1/bulk-edits/${bulk.id}`)).state, { timeout: 90_000 })
    .toBe('done');
  const { items } = await timeline(a, id);
  const of = (kind: string) => items.find((one) => one.kind === kind);
  expect(of('added')).toMatchObject({ subject: { type: 'import', name: 'fair.csv' }, by: { name: 'Member owner' } });
  expect(of('import_changed')?.changes).toEqual([{ field: 'city', before: null, after: 'Bern' }]);
  expect(of('signal')).toMatchObject({ text: 'Bought 100 shares', dayOnly: true, at: '2020-05-06T00:00:00.000Z' });
  expect(of('list_joined')).toMatchObject({ subject: { type: 'list', name: 'Fair' }, by: { name: 'Member owner' } });
  expect(of('bulk_changed')?.changes).toEqual([{ field: 'tags', before: null, after: 'fair' }]);
  expect(items.at(-1)?.kind).toBe('signal');
  expect(await paged(a, id, 1)).toEqual(items.map((one) => one.id));
  // Another's private list is none of one's business.
  expect(await kinds(await makeMember(a.tenant, 'member'), id)).not.toContain('list_joined');
  const off = await a.fetch(`/api/v1/lists/${list.id}/remove`, { method: 'POST', body: { ids: [id] } });
  expect(off.status).toBe(200);
  expect((await kinds(a, id)).filter((kind) => kind.startsWith('list'))).toEqual(['list_left']);
  // A record that was found to be somebody else's takes its signals with it.
  await admin`update identity_matches set state = 'rejected' where tenant_id = ${t} and id = ${matchId}`;
  expect(await kinds(a, id)).not.toContain('signal');
});

it('goes with a merge and comes apart with it, each event of whom it was', async () => {
  const a = await owner();
  const [one, two] = [await addPerson(a, { name: 'Thora One' }), await addPerson(a, { name: 'Thora Two' })];
  await send(a, 'POST', `prospects/${two}/notes`, { body: 'Of two.' });
  const { mergeId } = await mergeInto(a, one, [two]);
  const merged = (await timeline(a, one)).items;
  expect(merged.find(({ kind }) => kind === 'merged')?.people).toEqual([{ id: two, name: 'Thora Two' }]);
  expect(merged.find(({ kind }) => kind === 'note_added')?.of).toEqual({ id: two, name: 'Thora Two' });
  const gone = await a.fetch(`/api/v1/prospects/${two}/timeline`);
  expect(await gone.json()).toMatchObject({ code: 'merged', action: `/prospects/${one}` });
  await undo(a, mergeId);
  expect(await kinds(a, one)).toEqual(['unmerged', 'merged', 'added']);
  expect(await kinds(a, two)).toEqual(['note_added', 'added']);
});

it('is another workspace’s as little as the person', async () => {
  const [a, b] = [await owner(), await owner()];
  const id = await addPerson(a, { name: 'Thora Foreign' });
  expect((await b.fetch(`/api/v1/prospects/${id}/timeline`)).status).toBe(404);
  expect((await b.fetch(`/api/v1/prospects/${newId()}/timeline`)).status).toBe(404);
  expect((await a.fetch(`/api/v1/prospects/${id}/timeline?cursor=x`)).status).toBe(400);
});
