import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomField } from '../../src/features/custom-fields/contract.ts';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import type { BulkEdit } from '../../src/features/records/contract.ts';
import type { Segment, SegmentChanges } from '../../src/features/segments/contract.ts';
import { lookAtSegments } from '../../src/features/segments/look.ts';
import { newId } from '../../src/lib/ids.ts';
import { readEnv } from '../../src/platform/env.ts';
import { workDone } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, testEnv, tripsOf } from '../support/worker.ts';

const OPTIONS = ['Sailing', 'Polo', 'Opera & ballet'];
const FIELDS = [
  { name: 'Yacht club', type: 'text' },
  { name: 'Boats', type: 'number' },
  { name: 'Since', type: 'date' },
  { name: 'Donor', type: 'boolean' },
  { name: 'Tier', type: 'choice', options: ['Gold', 'Silver'] },
  { name: 'Interests', type: 'choices', options: OPTIONS },
  { name: 'Site', type: 'url' },
  { name: 'a:b 100% "c" \\d', type: 'text' },
] as const;
/** As files write them, in any spelling. */
const PEOPLE: Record<string, Record<string, string>> = {
  ada: {
    'Yacht club': 'Cowes',
    Boats: '1,200',
    Since: '2020-05-01',
    Donor: 'Yes',
    Tier: 'gold',
    Interests: 'Polo; sailing',
  },
  bea: {
    'Yacht club': ' COWES ',
    Boats: '3',
    Since: ' 2024-02-29',
    Donor: '1',
    Tier: 'Silver',
    Interests: 'Opera & ballet',
  },
  cid: { 'Yacht club': 'Royal Cowes 100%', Boats: '-2.5', Since: 'long ago', Donor: 'no', Interests: 'Sailing' },
  dan: { 'Yacht club': '', Boats: 'many', Donor: 'maybe', Tier: 'Bronze', Site: 'https://Dan.example/x' },
  eve: { 'a:b 100% "c" \\d': 'x:y', 'Yacht club': `${'long '.repeat(30)}end` },
  fay: {},
};

let a: Member;
let b: Member;
const ids: Record<string, string> = {};
const fields = new Map<string, CustomField>();
const make = (m: Member, body: object) => m.json<CustomField>('/api/v1/custom-fields', { method: 'POST', body });

beforeAll(async () => {
  [a, b] = await Promise.all([makeMember(await makeTenant()), makeMember(await makeTenant())]);
  for (const field of FIELDS) fields.set(field.name, await make(a, field));
  for (const [name, custom] of Object.entries(PEOPLE)) {
    const id = newId();
    ids[name] = id;
    await admin`
      insert into prospects (tenant_id, id, name, custom) values (${a.tenant.id}, ${id}, ${`Fielder ${name}`}, ${JSON.stringify(custom)}::jsonb)`;
    await admin`
      insert into prospects (tenant_id, name, custom) values (${b.tenant.id}, ${`Other ${name}`}, ${JSON.stringify(custom)}::jsonb)`;
  }
});

const query = (...custom: string[]) => custom.map((one) => `custom=${encodeURIComponent(one)}`).join('&');
const search = (...custom: string[]) => a.json<SearchAnswer>(`/api/v1/prospects?${query(...custom)}`);
const found = async (...custom: string[]) =>
  (await search(...custom)).items.map(({ name }) => name.replace('Fielder ', '')).toSorted();
const refused = async (m: Member, ...custom: string[]) => {
  const answer = await m.fetch(`/api/v1/prospects?${query(...custom)}`);
  const { code, detail, issues } = (await answer.json()) as {
    code?: string;
    detail?: string;
    issues?: { path: string }[];
  };
  return { status: answer.status, code, detail, at: issues?.[0]?.path };
};

describe('a filter by a field of the workspace’s own', () => {
  it.each<[string[], string[]]>([
    [['is:Yacht club:cowes'], ['ada', 'bea']],
    [
      ['is:Yacht club:Cowes', 'is:Yacht club:royal cowes 100%'],
      ['ada', 'bea', 'cid'],
    ],
    [['contains:Yacht club:cowes'], ['ada', 'bea', 'cid']],
    [['contains:Yacht club:100%'], ['cid']],
    [['contains:Yacht club:_owes'], []],
    [['contains:Yacht club:%'], ['cid']],
    [['contains:Yacht club:\\'], []],
    [[`is:Yacht club:${'long '.repeat(30)}end`], ['eve']],
    [[`is:Yacht club:${'long '.repeat(30)}other`], []],
    [['known:Yacht club'], ['ada', 'bea', 'cid', 'eve']],
    [['unknown:Yacht club'], ['dan', 'fay']],
    [['min:Boats:3'], ['ada', 'bea']],
    [['max:Boats:3'], ['bea', 'cid']],
    [
      ['min:Boats:-3', 'max:Boats:1200.0'],
      ['ada', 'bea', 'cid'],
    ],
    [['known:Boats'], ['ada', 'bea', 'cid', 'dan']],
    [['from:Since:2020-05-01'], ['ada', 'bea']],
    [['from:Since:2020-05-02', 'to:Since:2024-02-29'], ['bea']],
    [['yes:Donor'], ['ada', 'bea']],
    [['no:Donor'], ['cid']],
    [['yes:Donor', 'min:Boats:4'], ['ada']],
    [
      ['is:Tier:Gold', 'is:Tier:Silver'],
      ['ada', 'bea'],
    ],
    [['is:Interests:sailing'], ['ada', 'cid']],
    [
      ['is:Interests:Sailing', 'is:Interests:Opera & ballet'],
      ['ada', 'bea', 'cid'],
    ],
    [['contains:Site:dan.example'], ['dan']],
    [['is:a%3Ab 100%25 "c" \\d:x:y'], ['eve']],
    [['known:a%3Ab 100%25 "c" \\d'], ['eve']],
    [["is:Yacht club:x' or true --"], []],
  ])('finds by %j', async (custom, names) => {
    expect(await found(...custom)).toEqual(names);
  });

  it('counts with the page, in one round trip, beside other filters', async () => {
    const path = `/api/v1/prospects?${query('is:Yacht club:Cowes')}&q=fielder&sort=name&limit=1`;
    await a.fetch(path);
    const answer = await a.fetch(path);
    expect(await tripsOf(answer)).toBe(1);
    const first = (await answer.json()) as SearchAnswer;
    expect(first.total).toEqual({ value: 2, exact: true });
    const next = await a.json<SearchAnswer>(`${path}&cursor=${first.nextCursor}`);
    expect([...first.items, ...next.items].map(({ name }) => name)).toEqual(['Fielder ada', 'Fielder bea']);
    expect(next.nextCursor).toBeNull();
  });

  it('is refused in words where there is no such field, it is archived, or its type is another', async () => {
    const gone = await make(a, { name: 'Gone by', type: 'text' });
    await a.fetch(`/api/v1/custom-fields/${gone.id}`, { method: 'DELETE' });
    const at = { status: 422, code: 'invalid', at: 'custom' };
    expect(await refused(a, 'is:Gone by:x')).toEqual({
      ...at,
      detail: 'The field “Gone by” is archived. Restore it, or take its filter away.',
    });
    expect(await refused(a, 'known:Nowhere')).toEqual({ ...at, detail: 'There is no field “Nowhere”.' });
    expect(await refused(a, 'min:Yacht club:2')).toMatchObject({
      ...at,
      detail: expect.stringContaining('“Yacht club” is of the type text'),
    });
    // Another workspace's field is none, and that is said though nobody could be found anyway.
    const later = await b.fetch('/api/v1/bulk-edits', {
      method: 'POST',
      body: { filter: { custom: ['is:Yacht club:Cowes'] }, change: { kind: 'add_tags', tags: ['x'] } },
    });
    expect(later.status).toBe(422);
    expect(await refused(b, 'is:Yacht club:Cowes')).toEqual({ ...at, detail: 'There is no field “Yacht club”.' });
    await a.json(`/api/v1/custom-fields/${gone.id}/restore`, { method: 'POST', body: {} });
    expect(await found('is:Gone by:x')).toEqual([]);
    for (const none of ['is:Yacht club', 'like:Yacht club:x', 'min:Boats:1e9', 'from:Since:2026-02-31x']) {
      expect((await refused(a, none)).status).toBe(422);
    }
  });

  it('is the same in a selection, a file, a view and a segment, which says why', async () => {
    const filter = { custom: ['is:Interests:Sailing'] };
    const edit = await a.json<BulkEdit>('/api/v1/bulk-edits', {
      method: 'POST',
      body: { filter, change: { kind: 'add_tags', tags: ['sailor'] } },
    });
    await workDone();
    expect((await a.json<BulkEdit>(`/api/v1/bulk-edits/${edit.id}`)).people).toMatchObject({ total: 2, changed: 2 });
    const file = await (
      await a.fetch(`/api/v1/exports/prospects.csv?${query(...filter.custom)}&columns=name&columns=custom.Boats`)
    ).text();
    expect(file.split('\r\n').slice(1).filter(Boolean).toSorted()).toEqual([
      'Fielder ada,"1,200"',
      'Fielder cid,"\'-2.5"',
    ]);
    const views = await a.json<{ items: { filters: object }[] }>('/api/v1/views', {
      method: 'POST',
      body: { name: 'Sailors', filters: filter, columns: ['company'] },
    });
    expect(views.items[0]?.filters).toEqual(filter);
    const segment = await a.json<Segment>('/api/v1/segments', { method: 'POST', body: { name: 'Sailors', filter } });
    expect(segment.people).toBe(2);
    await a.json(`/api/v1/prospects/${ids.bea}`, { method: 'PATCH', body: { custom: { Interests: 'Sailing' } } });
    await a.json(`/api/v1/segments/${segment.id}/compare`, { method: 'POST', body: {} });
    const { items } = await a.json<SegmentChanges>(`/api/v1/segments/${segment.id}/changes`);
    expect(items).toMatchObject([
      {
        joined: true,
        person: { id: ids.bea },
        why: { kind: 'changed', conditions: ['custom'], fields: [{ field: 'custom' }] },
      },
    ]);
  });

  it('of an archived field keeps no other segment waiting', async () => {
    const c = await makeMember(await makeTenant());
    const field = await make(c, { name: 'Passing', type: 'text' });
    const segment = (name: string, filter: object) =>
      c.json<Segment>('/api/v1/segments', { method: 'POST', body: { name, filter } });
    const broken = await segment('Broken', { custom: ['is:Passing:x'] });
    const sound = await segment('Sound', { title: ['Chair'] });
    await c.fetch(`/api/v1/custom-fields/${field.id}`, { method: 'DELETE' });
    await admin`update segments set compared_at = now() - interval '3 hours' where id = ${broken.id}`;
    await admin`update segments set compared_at = now() - interval '2 hours' where id = ${sound.id}`;
    const compared = async (id: string) =>
      (await admin`select compared_at from segments where id = ${id}`)[0]?.compared_at;
    const before = await compared(sound.id);
    await lookAtSegments(readEnv(testEnv), () => undefined);
    expect(await compared(sound.id)).not.toEqual(before);
    const answer = await c.fetch(`/api/v1/segments/${broken.id}/compare`, { method: 'POST', body: {} });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, 'invalid']);
  });
});

describe('the filter by a company’s domain', () => {
  it('takes the whole domain, in any case, and no name', async () => {
    await admin`update prospects set company = 'fielders.example', company_domain = 'Fielders.example' where id = ${ids.ada}`;
    await admin`update prospects set company = 'fielders.example' where id = ${ids.bea}`;
    const names = async (domain: string) =>
      (await a.json<SearchAnswer>(`/api/v1/prospects?companyDomain=${domain}`)).items.map(({ name }) => name);
    expect(await names('fielders.EXAMPLE')).toEqual(['Fielder ada']);
    expect(await names('fielders')).toEqual([]);
    expect(await names('%3Dfielders.example')).toEqual([]);
  });
});

describe('how custom filters read a value', () => {
  it('agrees with what a value is, for numbers and days', async () => {
    const raws = [
      '1,234.50',
      '-3',
      '+7',
      '1.0',
      '12,34',
      'many',
      '1e5',
      '12,345,678,901,234,567,890',
      '123,456,789,012,345,678,901',
      ' 5 ',
      '',
    ];
    const rows = await admin`
      select trim_scale(app.custom_number(x.raw))::text as one, app.custom_value('number', '{}', x.raw) as other
        from unnest(${raws}::text[]) x (raw)`;
    for (const { one, other } of rows) expect(one).toBe(other);
    const days = ['2026-02-28', '2026-02-30', '28.02.2026', '0000-01-01', ' 2024-02-29 ', ''];
    const said = await admin`
      select app.custom_day(x.raw) as one, app.custom_value('date', '{}', x.raw) as other from unnest(${days}::text[]) x (raw)`;
    for (const { one, other } of said) expect(one).toBe(other);
  });
});
