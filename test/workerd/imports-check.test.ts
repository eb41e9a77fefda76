import { describe, expect, it } from 'vitest';
import { runCheck } from '../../src/features/imports/check/run.ts';
import type { ExpectedChange, Validation } from '../../src/features/imports/contract.ts';
import { eventually, importCsv, importEnded } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';
import { breaking } from './enrichment/breaking.ts';
import { asked, claimed, drafted, peopleOf, worked } from './imports-kit.ts';

/** Files of several chunks, one after the other. */
const SLOW_MS = 300_000;
const owner = async () => makeMember(await makeTenant());

const HEADER = 'Name,Email,LinkedIn,Company,Title,Tags,Note A';
const BASE = `${HEADER}
Chiara Alt,chiara@check.example,,Alt KG,Chair,first,old
Cosmo Beck,,https://www.linkedin.com/in/cosmo-beck,Beck AG,CFO,,
Carla Dahl,,,Dahl & Co,Partner,,
Clemens Ende,clemens@check.example,,Ende,Clerk,,
`;
const FILLER = Array.from({ length: 2_100 }, (_, i) => `Filler ${i},filler${i}@check.example,,Fill,Clerk,,`);
/**
 * Over three chunks: people who are known and change, who are met again under a key that an earlier row gave them, who are
 * new and come again unchanged, changed, and by another key; and rows that are refused, of one kind in all three.
 */
const FILE = [
  HEADER,
  'Chiara Alt,chiara@check.example,https://www.linkedin.com/in/chiara-alt,Alt Holding,Chairwoman,second,new',
  'Nobody,no-address,,,,,',
  'Conny Neu,conny@check.example,,Neu,Partner,,',
  'Carla Dahl,,,Dahl & Co,Partner,,',
  ...FILLER,
  'Chiara Alt,,https://www.linkedin.com/in/chiara-alt,Alt Holding,Chairwoman,second,new',
  'Conny Neu,conny@check.example,https://www.linkedin.com/in/conny-neu,Neu,Senior Partner,,',
  'Cosmo Beck,cosmo@check.example,https://www.linkedin.com/in/cosmo-beck,Beck AG,CFO,,',
  'Nobody,no-address,,,,,',
  ...FILLER.slice(0, 2_000),
  'Conny Neu,,https://www.linkedin.com/in/conny-neu,Neu,Senior Partner,,',
  'Cosmo Beck,cosmo@check.example,,Beck AG,CEO,,',
  'Clemens Ende,clemens@check.example,,Ende,Clerk,,',
  'Nobody,no-address,,,,,',
  '',
].join('\n');

const validationOf = (a: Member, id: string) => a.json<Validation>(`/api/v1/imports/${id}/validation`);
const changesOf = (a: Member, id: string, query = '') =>
  a.json<{ items: ExpectedChange[]; nextCursor: string | null }>(`/api/v1/imports/${id}/changes${query}`);
const validate = (a: Member, id: string, body: object = {}) =>
  a.json<Validation>(`/api/v1/imports/${id}/validate`, { method: 'POST', body });
const looked = (a: Member, id: string) =>
  eventually(
    () => validationOf(a, id),
    ({ status }) => status === 'done' || status === 'failed',
    120_000,
  );
const keptOf = async (jobId: string) =>
  Number((await admin`select count(*)::int as n from import_expected where check_id = ${jobId}`)[0]?.n);

describe('a look over a whole file', () => {
  it('counts values that are none of the workspace’s own field, refuses nobody for them, and leaves them out by a rule', async () => {
    const a = await owner();
    const make = (body: object) => a.json('/api/v1/custom-fields', { method: 'POST', body });
    await make({ name: 'Boats', type: 'number' });
    await make({ name: 'Tier', type: 'choice', options: ['Gold', 'Silver'] });
    const rows = ['Fitz One,"1,200",gold,free', 'Fitz Two,many,Bronze,text', 'Fitz Three,some,Silver,', 'Fitz Four,,,'];
    const csv = `Name,Boats,Tier,Club\n${rows.join('\n')}\n`;
    const { id } = await drafted(a, csv);
    await validate(a, id, {});
    const found = await looked(a, id);
    expect(found.rows).toEqual({ read: 4, created: 4, updated: 0, unchanged: 0, refused: 0 });
    expect(found.problems).toEqual([
      {
        column: 'Boats',
        reason: 'This is no number, as the field “Boats” has it: it comes in as plain text',
        count: 2,
        rows: [
          { row: 3, cells: { Name: 'Fitz Two', Boats: 'many', Tier: 'Bronze', Club: 'text' } },
          { row: 4, cells: { Name: 'Fitz Three', Boats: 'some', Tier: 'Silver', Club: '' } },
        ],
      },
      expect.objectContaining({ column: 'Tier', count: 1 }),
    ]);
    const plan = {
      rules: { Boats: ['drop_unreadable'] },
      overrides: [{ row: 3, column: 'Tier', value: 'Silver' }],
    };
    await validate(a, id, plan);
    expect(await looked(a, id)).toMatchObject({ problems: [], rows: { created: 4, refused: 0 } });
    await a.json(`/api/v1/imports/${id}/start`, { method: 'POST', body: plan });
    await importEnded(a, id);
    const people = await admin`select name, custom from prospects where tenant_id = ${a.tenant.id} order by name`;
    expect(people.map(({ name, custom }) => [name, custom])).toEqual([
      ['Fitz Four', {}],
      ['Fitz One', { Boats: '1,200', Tier: 'gold', Club: 'free' }],
      ['Fitz Three', { Tier: 'Silver' }],
      ['Fitz Two', { Tier: 'Silver', Club: 'text' }],
    ]);
  });

  it(
    'counts as the import after it does, names who changes, and writes nothing of anybody',
    async () => {
      const a = await owner();
      await importCsv(a, BASE);
      const before = await peopleOf(a.tenant);
      const { id } = await drafted(a, FILE);
      expect(await validationOf(a, id)).toMatchObject({ status: 'none', rows: { read: 0 } });
      expect(await validate(a, id)).toMatchObject({ status: 'running' });
      const found = await looked(a, id);
      expect(await peopleOf(a.tenant)).toEqual(before);
      expect(found).toMatchObject({ status: 'done', error: null, people: 2, more: 0 });
      expect(found.rows).toEqual({ read: 4_112, created: 2_101, updated: 4, unchanged: 2_004, refused: 3 });
      expect(found.problems).toHaveLength(1);
      expect(found.problems[0]).toMatchObject({
        column: 'Email',
        count: 3,
        rows: [{ row: 3, cells: { Name: 'Nobody', Email: 'no-address' } }, {}, {}],
      });
      const first = await changesOf(a, id, '?limit=1');
      expect(first.items).toMatchObject([
        {
          row: 2,
          name: 'Chiara Alt',
          fields: [
            { field: 'linkedinUrl', from: null, to: 'https://www.linkedin.com/in/chiara-alt' },
            { field: 'title', from: 'Chair', to: 'Chairwoman' },
            { field: 'company', from: 'Alt KG', to: 'Alt Holding' },
            { field: 'tags', from: 'first', to: 'first; second' },
            { field: 'Note A', custom: true, from: 'old', to: 'new' },
          ],
        },
      ]);
      const second = await changesOf(a, id, `?limit=1&cursor=${first.nextCursor}`);
      expect(second).toMatchObject({ items: [{ name: 'Cosmo Beck' }], nextCursor: null });
      expect(second.items[0]?.fields).toEqual([
        { field: 'email', custom: false, from: null, to: 'cosmo@check.example' },
        { field: 'title', custom: false, from: 'CFO', to: 'CEO' },
      ]);
      // What it needed on its way is gone; those who would change stay to be shown, until the import starts.
      const [draft] = await admin`select check_job_id as job from imports where id = ${id}`;
      await eventually(
        () => keptOf(String(draft?.job)),
        (n) => n === 2,
      );
      await a.json(`/api/v1/imports/${id}/start`, { method: 'POST', body: {} });
      const end = await importEnded(a, id);
      expect(end.rows).toEqual(found.rows);
      expect(await keptOf(String(draft?.job))).toBe(0);
    },
    SLOW_MS,
  );

  it(
    'is dropped by another plan, and by the start of the import: it stops and leaves nothing behind',
    async () => {
      const a = await owner();
      const { id, plan } = await drafted(a, FILE);
      const half = await asked(a, id);
      const first = await claimed(a.tenant, half);
      const killed = breaking(first.ctx, { at: 3, when: 'after' }, () => {
        throw new Error('killed');
      });
      await runCheck(killed.ctx, first.claim).catch((error) => expect(String(error)).toContain('killed'));
      expect(await keptOf(half)).toBeGreaterThan(0);
      const mapping = { ...plan.mapping, Email: 'skip' };
      await validate(a, id, { mapping });
      await worked(a.tenant, half, runCheck);
      expect(await keptOf(half)).toBe(0);
      expect(await admin`select state from jobs where id = ${half}`).toEqual([{ state: 'cancelled' }]);
      const other = await looked(a, id);
      expect(other).toMatchObject({ status: 'done', rows: { refused: 0 }, problems: [] });
      // Asked again under the same plan it is not begun again, in whatever order the plan is told.
      const [one] = await admin`select check_job_id as job from imports where id = ${id}`;
      const turned = Object.fromEntries(Object.entries(mapping).reverse());
      expect(await validate(a, id, { mapping: turned, rules: { Name: [] } })).toEqual(other);
      expect(await admin`select check_job_id as job from imports where id = ${id}`).toEqual([one]);
      // The plan that was looked at is the draft's own.
      expect(await a.json(`/api/v1/imports/${id}/preview`)).toMatchObject({ plan: { mapping } });
      const late = await asked(a, id);
      const running = await claimed(a.tenant, late);
      await a.json(`/api/v1/imports/${id}/start`, { method: 'POST', body: { mapping: plan.mapping } });
      await runCheck(running.ctx, running.claim);
      await worked(a.tenant, late, runCheck);
      expect(await keptOf(late)).toBe(0);
      expect(await importEnded(a, id)).toMatchObject({ status: 'done', rows: { refused: 3 } });
      const refused = await a.fetch(`/api/v1/imports/${id}/validate`, { method: 'POST', body: {} });
      expect(refused.status).toBe(409);
    },
    SLOW_MS,
  );

  it(
    'knows the room of the plan, and what a member has chosen',
    async () => {
      const a = await owner();
      await importCsv(a, BASE);
      const [clemens] =
        await admin`select id from prospects where tenant_id = ${a.tenant.id} and email_key = 'clemens@check.example'`;
      await a.json(`/api/v1/prospects/${clemens?.id}/fields/title`, { method: 'PUT', body: { value: 'Head Clerk' } });
      await admin`update tenants set limits = coalesce(limits, '{}') || '{"prospects": 6}' where id = ${a.tenant.id}`;
      const file = `Name,Email,Title\nClemens Ende,clemens@check.example,Boss\n${[1, 2, 3, 1, 3].map((i) => `Cap ${i},cap${i}@check.example,`).join('\n')}\n`;
      const { id } = await drafted(a, file);
      await validate(a, id);
      const found = await looked(a, id);
      expect(found.rows).toEqual({ read: 6, created: 2, updated: 1, unchanged: 1, refused: 2 });
      expect(found.problems).toMatchObject([
        { column: '', reason: expect.stringMatching(/plan covers no more/), count: 2 },
      ]);
      expect((await changesOf(a, id)).items).toMatchObject([{ name: 'Clemens Ende', fields: [] }]);
      await a.json(`/api/v1/imports/${id}/start`, { method: 'POST', body: {} });
      expect((await importEnded(a, id)).rows).toEqual(found.rows);
    },
    SLOW_MS,
  );
});
