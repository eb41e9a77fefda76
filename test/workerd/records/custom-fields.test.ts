import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CUSTOM_TYPES,
  type CustomField,
  type CustomValues,
  type Fit,
} from '../../../src/features/custom-fields/contract.ts';
import type { BulkChange, BulkEdit, ChangedProspect } from '../../../src/features/records/contract.ts';
import { fitsCustom } from '../../../src/lib/custom-value.ts';
import { type Member, makeMember } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';
import { addPerson, owner } from './kit.ts';

const send = (m: Member, method: string, path: string, body: object = {}) =>
  m.fetch(`/api/v1/${path}`, { method, ...(method === 'GET' || method === 'DELETE' ? {} : { body }) });
const make = (m: Member, body: object) => m.json<CustomField>('/api/v1/custom-fields', { method: 'POST', body });
const record = (m: Member, id: string) => m.json<ChangedProspect>(`/api/v1/prospects/${id}/record`);
const patch = (m: Member, id: string, custom: Record<string, string | null>) =>
  send(m, 'PATCH', `prospects/${id}`, { custom });

const OPTIONS = ['Gold', 'Silver', 'none at all'];
const said = async (type: string, raws: string[]): Promise<(string | null)[]> => {
  const rows = await admin`
    select app.custom_value(${type}, ${OPTIONS}, x.raw) as value
      from unnest(${raws}::text[]) with ordinality x (raw, n) order by n`;
  return rows.map(({ value }) => value as string | null);
};

describe('what a text is as a value of a type', () => {
  it.each([
    ['number', ['1,234.50', '-3', '+7', '1.0', '12,34', 'many', '1e5'], ['1234.5', '-3', '7', '1', null, null, null]],
    [
      'date',
      ['2026-02-28', '2026-02-30', '28.02.2026', '0000-01-01', ' 2024-02-29 '],
      ['2026-02-28', null, null, null, '2024-02-29'],
    ],
    ['boolean', ['Yes', 'n', 'TRUE', '0', 'maybe'], ['true', 'false', 'true', 'false', null]],
    ['choice', ['gold', 'NONE AT ALL', 'Bronze'], ['Gold', 'none at all', null]],
    ['choices', ['silver; gold', 'Gold;;Gold', 'Gold; Bronze', ';'], ['Gold; Silver', 'Gold', null, null]],
    [
      'url',
      [
        'example.com/a',
        'http://x.example',
        'javascript:alert(1)',
        'ftp://a.example',
        'no way',
        'https://a.example:8080/x?y',
      ],
      ['https://example.com/a', 'http://x.example', null, null, null, 'https://a.example:8080/x?y'],
    ],
    ['text', [' a ', '   '], ['a', null]],
  ])('of %s', async (type, raws, values) => {
    expect(await said(type, raws)).toEqual(values);
  });

  it('is the same when it is said again of its own answer, whatever it was said of', async () => {
    const raw = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.stringMatching(/^[-+]?[0-9]{1,3}(,[0-9]{3})?(\.[0-9]{1,3})?$/),
      fc.constantFrom('yes', 'No', 'Gold;silver', 'x.example/ y', 'HTTPS://A.example', '2026-13-01', '2024-02-29'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          raw.filter((one) => !one.includes('\u0000')),
          { minLength: 30, maxLength: 60 },
        ),
        async (raws) => {
          for (const type of CUSTOM_TYPES) {
            const read = await said(type, raws);
            // Whoever reads a file judges by the same rule.
            expect(raws.map((one) => fitsCustom({ type, options: OPTIONS }, one))).toEqual(
              read.map((one) => one !== null),
            );
            const values = read.filter((one) => one !== null);
            expect(await said(type, values)).toEqual(values);
          }
        },
      ),
      { numRuns: 5 },
    );
  });
});

describe('a field of a workspace’s own', () => {
  it('is made by who manages the workspace, counted before, changed, archived with its values, and written down', async () => {
    const a = await owner();
    const people = await Promise.all(
      ['12', '1,000', 'some', ''].map((Boats, n) => addPerson(a, { name: `Ilka Fielder ${n}`, custom: { Boats } })),
    );
    const fit = await a.json<Fit>('/api/v1/custom-fields/fit', {
      method: 'POST',
      body: { key: 'Boats', type: 'number' },
    });
    expect(fit).toEqual({ values: 3, unfit: 1, examples: ['some'], whole: true });
    expect(await a.json<CustomValues>('/api/v1/custom-values')).toMatchObject({ items: [{ key: 'Boats', people: 3 }] });
    const field = await make(a, { key: 'Boats', name: 'Boats owned', type: 'number' });
    expect(field).toMatchObject({ key: 'Boats', name: 'Boats owned', type: 'number', place: 0, archivedAt: null });
    expect((await a.json<CustomValues>('/api/v1/custom-values')).items).toEqual([]);
    const shown = await Promise.all(people.map(async (id) => (await record(a, id)).customFields[0]));
    expect(shown.map((one) => [one?.value, one?.fits])).toEqual([
      ['12', true],
      ['1000', true],
      ['some', false],
      [null, true],
    ]);
    expect((await send(a, 'POST', 'custom-fields', { name: 'boats OWNED', type: 'text' })).status).toBe(422);
    expect((await send(a, 'POST', 'custom-fields', { key: 'Boats', name: 'X', type: 'text' })).status).toBe(422);
    expect((await send(a, 'POST', 'custom-fields', { name: 'Y', type: 'choice' })).status).toBe(422);
    expect((await send(a, 'POST', 'custom-fields', { name: 'Y', type: 'text', options: ['a'] })).status).toBe(422);
    for (const role of ['manager', 'viewer'] as const) {
      const m = await makeMember(a.tenant, role);
      expect((await send(m, 'POST', 'custom-fields', { name: 'Z', type: 'text' })).status).toBe(403);
      expect((await send(m, 'DELETE', `custom-fields/${field.id}`)).status).toBe(403);
      expect((await send(m, 'GET', 'custom-fields')).status).toBe(200);
    }
    expect((await send(a, 'DELETE', `custom-fields/${field.id}`)).status).toBe(200);
    expect((await record(a, people[0] as string)).customFields).toEqual([]);
    expect((await record(a, people[0] as string)).custom).toEqual({ Boats: '12' });
    expect((await send(a, 'PATCH', `custom-fields/${field.id}`, { name: 'N' })).status).toBe(404);
    expect((await send(a, 'POST', `custom-fields/${field.id}/restore`)).status).toBe(200);
    expect((await record(a, people[0] as string)).customFields).toMatchObject([{ value: '12' }]);
    const b = await owner();
    expect((await send(b, 'DELETE', `custom-fields/${field.id}`)).status).toBe(404);
    expect((await b.json<{ items: CustomField[] }>('/api/v1/custom-fields')).items).toEqual([]);
    const verbs =
      await admin`select verb from audit where tenant_id = ${a.tenant.id} and subject_type = 'custom_field' order by id`;
    expect(verbs.map(({ verb }) => verb)).toEqual([
      'custom_field.made',
      'custom_field.archived',
      'custom_field.restored',
    ]);
  });

  it('takes only what fits it, in its one spelling, and leaves other keys alone', async () => {
    const a = await owner();
    await make(a, { name: 'Tier', type: 'choice', options: ['Gold', 'Silver'] });
    const id = await addPerson(a, { name: 'Ilka Typed', custom: { Tier: 'Bronze', Club: 'A' } });
    expect((await record(a, id)).customFields).toMatchObject([{ value: 'Bronze', fits: false }]);
    const refused = await patch(a, id, { Tier: 'Platinum', Club: 'B' });
    expect([refused.status, await refused.json()]).toMatchObject([422, { issues: [{ path: 'custom.Tier' }] }]);
    expect((await record(a, id)).custom).toEqual({ Tier: 'Bronze', Club: 'A' });
    expect((await patch(a, id, { Tier: ' gold ', Club: 'whatever' })).status).toBe(200);
    expect((await record(a, id)).custom).toEqual({ Tier: 'Gold', Club: 'whatever' });
    expect((await patch(a, id, { Tier: '' })).status).toBe(200);
    expect(await record(a, id)).toMatchObject({
      custom: { Club: 'whatever' },
      customFields: [{ value: null, fits: true }],
    });
  });

  it('is put in its place, and others move on', async () => {
    const a = await owner();
    const fields: CustomField[] = [];
    for (const name of ['One', 'Two', 'Three']) fields.push(await make(a, { name, type: 'text' }));
    const order = async () =>
      (await a.json<{ items: CustomField[] }>('/api/v1/custom-fields')).items.map(
        ({ name, place }) => `${place} ${name}`,
      );
    await send(a, 'PATCH', `custom-fields/${fields[2]?.id}`, { place: 0 });
    expect(await order()).toEqual(['0 Three', '1 One', '2 Two']);
    await send(a, 'PATCH', `custom-fields/${fields[2]?.id}`, { place: 1, name: '3' });
    expect(await order()).toEqual(['0 One', '1 3', '2 Two']);
  });

  it('is set for many at once, and undone where it still stands', async () => {
    const a = await owner();
    await make(a, { name: 'Tier', type: 'choice', options: ['Gold', 'Silver'] });
    const [one, two, three] = await Promise.all([
      addPerson(a, { name: 'Ilka Bulk', title: 'Diver', custom: { Tier: 'Silver' } }),
      addPerson(a, { name: 'Ilka Bulk Two', title: 'Diver' }),
      addPerson(a, { name: 'Ilka Bulk Three', title: 'Diver', custom: { Tier: 'Gold' } }),
    ]);
    const start = (change: BulkChange) => send(a, 'POST', 'bulk-edits', { change, filter: { title: ['Diver'] } });
    expect((await start({ kind: 'custom', key: 'Tier', value: 'Bronze' })).status).toBe(422);
    expect((await start({ kind: 'custom', key: 'Nothing', value: 'x' })).status).toBe(422);
    const ended = async (id: string, state: string) => {
      await expect
        .poll(async () => (await a.json<BulkEdit>(`/api/v1/bulk-edits/${id}`)).state, { timeout: 90_000 })
        .toBe(state);
      return (await a.json<BulkEdit>(`/api/v1/bulk-edits/${id}`)).people;
    };
    const { id } = (await (await start({ kind: 'custom', key: 'Tier', value: 'gold' })).json()) as BulkEdit;
    expect(await ended(id, 'done')).toMatchObject({ changed: 2, same: 1 });
    const tiers = () => Promise.all([one, two, three].map(async (p) => (await record(a, p)).custom.Tier));
    expect(await tiers()).toEqual(['Gold', 'Gold', 'Gold']);
    await patch(a, two, { Tier: 'Silver' });
    await send(a, 'POST', `bulk-edits/${id}/undo`);
    expect(await ended(id, 'undone')).toMatchObject({ undone: 1, kept: 1 });
    expect(await tiers()).toEqual(['Silver', 'Silver', 'Gold']);
  });
});
