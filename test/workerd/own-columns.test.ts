import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomField } from '../../src/features/custom-fields/contract.ts';
import type { ExportColumns } from '../../src/features/exports/contract.ts';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import type { ViewsAnswer } from '../../src/features/views/contract.ts';
import { SHOWN_FIELDS_MAX } from '../../src/lib/custom-column.ts';
import { newId } from '../../src/lib/ids.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, tripsOf } from '../support/worker.ts';

const ODD = 'a:b 100% "c" \\d, é';
const FIELDS = [
  { name: 'Boats', type: 'number' },
  { name: 'Since', type: 'date' },
  { name: 'Donor', type: 'boolean' },
  { name: 'Tier', type: 'choice', options: ['Gold', 'Silver'] },
  { name: 'Site', type: 'url' },
  { name: ODD, type: 'text' },
] as const;
/** As files write them: in any spelling, and some that are no value of their field. */
const PEOPLE: Record<string, Record<string, string>> = {
  asa: {
    Boats: '1,200',
    Since: ' 2020-05-01',
    Donor: 'Yes',
    Tier: 'gold',
    Site: 'asa.example/x',
    [ODD]: 'x:y',
    Loose: 'l',
  },
  ben: { Boats: 'many', Since: 'long ago', Donor: 'maybe', Tier: 'Bronze', Site: 'no site', [ODD]: '' },
  cob: {},
};

let a: Member;
let stranger: Member;
const fields = new Map<string, CustomField>();
const json = { method: 'POST' } as const;

beforeAll(async () => {
  [a, stranger] = await Promise.all([makeMember(await makeTenant()), makeMember(await makeTenant())]);
  for (const body of FIELDS)
    fields.set(body.name, await a.json<CustomField>('/api/v1/custom-fields', { ...json, body }));
  // A field of the same key elsewhere is another one.
  await stranger.json('/api/v1/custom-fields', { ...json, body: { name: 'Loose', type: 'text' } });
  for (const m of [a, stranger]) {
    for (const [name, custom] of Object.entries(PEOPLE)) {
      await admin`
        insert into prospects (tenant_id, id, name, title, custom)
        values (${m.tenant.id}, ${newId()}, ${`Ownfielder ${name}`}, 'Skipper', ${JSON.stringify(custom)}::jsonb)`;
    }
  }
});

const asked = (name: string, keys: readonly string[]) =>
  keys.map((key) => `${name}=${encodeURIComponent(key)}`).join('&');
const search = (m: Member, keys: readonly string[], more = '') =>
  m.json<SearchAnswer>(`/api/v1/prospects?${asked('fields', keys)}${more}`);
const byName = ({ items }: SearchAnswer) =>
  Object.fromEntries(items.map(({ name, custom }) => [name.replace('Ownfielder ', ''), custom]));

describe('a row of the list', () => {
  it('comes with the values of the fields that are asked for, each in its spelling or as it was given', async () => {
    expect(byName(await search(a, [...fields.keys()]))).toEqual({
      asa: {
        Boats: '1200',
        Since: '2020-05-01',
        Donor: 'true',
        Tier: 'Gold',
        Site: 'https://asa.example/x',
        [ODD]: 'x:y',
      },
      ben: { Boats: 'many', Since: 'long ago', Donor: 'maybe', Tier: 'Bronze', Site: 'no site' },
      cob: {},
    });
  });

  it('comes with none where none are asked for, and with nothing of what is no field here', async () => {
    for (const { custom } of (await a.json<SearchAnswer>('/api/v1/prospects')).items) expect(custom).toBeUndefined();
    expect(byName(await search(a, ['Loose', 'Nothing of the kind', 'Tier']))).toEqual({
      asa: { Tier: 'Gold' },
      ben: { Tier: 'Bronze' },
      cob: {},
    });
    expect(byName(await search(stranger, ['Loose', 'Tier']))).toEqual({ asa: { Loose: 'l' }, ben: {}, cob: {} });
  });

  it.each(['', '&sort=name', '&q=ownfielder', '&q=ownfielder&sort=updated', '&title=skipper&fits=1&sort=fit'])(
    'comes with them in every kind of search, page by page, in one round trip: %s',
    async (more) => {
      const seen: Record<string, unknown> = {};
      let cursor: string | null = '';
      let order: string[] = [];
      while (cursor !== null) {
        const at = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const path = `/api/v1/prospects?${asked('fields', ['Boats'])}${more}&limit=1${at}`;
        await (await a.fetch(path)).arrayBuffer();
        const answer = await a.fetch(path);
        expect(await tripsOf(answer)).toBe(1);
        const page = (await answer.json()) as SearchAnswer;
        Object.assign(seen, byName(page));
        order = [...order, ...page.items.map(({ id }) => id)];
        cursor = page.nextCursor;
      }
      expect(seen).toEqual({ asa: { Boats: '1200' }, ben: { Boats: 'many' }, cob: {} });
      const plain = await a.json<SearchAnswer>(`/api/v1/prospects?${more.slice(1)}`);
      expect(order).toEqual(plain.items.map(({ id }) => id));
    },
  );

  it('is refused with too many of them', async () => {
    const many = Array.from({ length: SHOWN_FIELDS_MAX + 1 }, (_, n) => `k${n}`);
    expect((await a.fetch(`/api/v1/prospects?${asked('fields', many)}`)).status).toBe(422);
    expect((await a.fetch(`/api/v1/prospects?${asked('fields', many.slice(1))}`)).status).toBe(200);
  });
});

describe('a view', () => {
  const columns = ['custom.Tier', 'company', `custom.${ODD}`, 'custom.Boats'];
  const save = (name: string, its: readonly string[]) =>
    a.fetch('/api/v1/views', { ...json, body: { name, filters: {}, columns: its } });

  it('keeps such columns in their order, and stands when one of their fields is archived', async () => {
    const { items, id } = (await (await save('Sailors', columns)).json()) as ViewsAnswer;
    const kept = () => items.find((one) => one.id === id)?.columns;
    expect(kept()).toEqual(columns);
    const boats = fields.get('Boats')?.id;
    await a.json(`/api/v1/custom-fields/${boats}`, { method: 'DELETE' });
    try {
      const read = await a.json<ViewsAnswer>('/api/v1/views');
      expect(read.items.find((one) => one.id === id)?.columns).toEqual(columns);
      const changed = { method: 'PATCH', body: { columns: ['custom.Boats'] } };
      expect((await a.fetch(`/api/v1/views/${id}`, changed)).status).toBe(200);
      expect(byName(await search(a, ['Boats', 'Tier'])).asa).toEqual({ Tier: 'Gold' });
    } finally {
      await a.json(`/api/v1/custom-fields/${boats}/restore`, { method: 'POST' });
    }
    expect(byName(await search(a, ['Boats', 'Tier'])).asa).toEqual({ Tier: 'Gold', Boats: '1200' });
  });

  it('is refused with what names no column, one twice, and too many', async () => {
    const many = Array.from({ length: SHOWN_FIELDS_MAX + 1 }, (_, n) => `custom.k${n}`);
    for (const its of [['custom.'], ['custom. x'], ['Tier'], ['custom.Tier', 'custom.Tier'], many])
      expect([its, (await save(`None ${its.length}`, its)).status]).toEqual([its, 422]);
    expect((await save('As many as there may be', many.slice(1))).status).toBe(201);
  });
});

describe('a file', () => {
  it('has the columns of the list in its order, and offers fields of which nobody has a value', async () => {
    await a.json('/api/v1/custom-fields', { ...json, body: { name: 'Empty so far', type: 'text' } });
    const offered = (await a.json<ExportColumns>('/api/v1/exports/columns')).columns.map(({ key }) => key);
    expect(offered).toEqual(expect.arrayContaining(['custom.Empty so far', 'custom.Tier', `custom.${ODD}`]));
    const keys = ['custom.Tier', 'name', `custom.${ODD}`, 'custom.Empty so far', 'custom.Boats'];
    const file = await a.fetch(`/api/v1/exports/prospects.jsonl?${asked('columns', keys)}&sort=name`);
    const lines = (await file.text()).trimEnd().split('\n');
    expect(lines.map((line) => Object.entries(JSON.parse(line)))[0]).toEqual([
      ['custom.Tier', 'gold'],
      ['name', 'Ownfielder asa'],
      [`custom.${ODD}`, 'x:y'],
      ['custom.Empty so far', null],
      ['custom.Boats', '1,200'],
    ]);
  });
});
