import { describe, expect, it } from 'vitest';
import type { ImportPreview, Plan } from '../../src/features/imports/contract.ts';
import { importCsv, importEnded } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';
import { drafted } from './imports-kit.ts';

const owner = async () => makeMember(await makeTenant());
const started = async (a: Member, draft: ImportPreview, plan: Partial<Plan> = {}) => {
  await a.json(`/api/v1/imports/${draft.id}/start`, { method: 'POST', body: plan });
  return importEnded(a, draft.id);
};
const peopleOf = (a: Member) => admin`
  select name, first_name, last_name, email, phone, country, company, custom from prospects
   where tenant_id = ${a.tenant.id} order by email`;

describe('the room of a plan', () => {
  it('lets in as many new people as it covers, in the order of the file, and says so of each other row', async () => {
    const a = await owner();
    await importCsv(a, 'Name,Email,Title\nRosa Known,rosa@plan.example,Clerk\n');
    await admin`update tenants set limits = '{"prospects": 3}' where id = ${a.tenant.id}`;
    const file = `Name,Email,Title
Ruth One,ruth@plan.example,
Rosa Known,rosa@plan.example,Chair
Rolf Two,rolf@plan.example,
Remo Three,remo@plan.example,
Rolf Two,rolf@plan.example,Partner
Remo Three,remo@plan.example,Partner
`;
    const state = await importCsv(a, file);
    expect(state).toMatchObject({
      status: 'done',
      rows: { read: 6, created: 2, updated: 2, unchanged: 0, refused: 2 },
    });
    expect((await peopleOf(a)).map(({ name }) => name)).toEqual(['Rolf Two', 'Rosa Known', 'Ruth One']);
    const { items } = await a.json<{ items: { row: number; reason: string }[] }>(`/api/v1/imports/${state.id}/errors`);
    expect(items.map(({ row }) => row)).toEqual([5, 7]);
    expect(items[0]?.reason).toMatch(/plan covers no more people/);
    // Once there is room, the error file brings them in as it is.
    await admin`update tenants set limits = '{"prospects": 4}' where id = ${a.tenant.id}`;
    const csv = await (await a.fetch(`/api/v1/imports/${state.id}/errors.csv`)).text();
    expect((await importCsv(a, csv, 'errors.csv')).rows).toMatchObject({ read: 2, created: 1, updated: 1, refused: 0 });
    expect(await peopleOf(a)).toHaveLength(4);
  });

  it('is one room for two imports at once', async () => {
    const a = await owner();
    await admin`update tenants set limits = '{"prospects": 5}' where id = ${a.tenant.id}`;
    const file = (who: string) =>
      `Name,Email\n${Array.from({ length: 4 }, (_, i) => `${who} ${i},${who}${i}@room.example`).join('\n')}\n`;
    const [x, y] = await Promise.all([importCsv(a, file('rhea')), importCsv(a, file('rafe'))]);
    expect(x.rows.created + y.rows.created).toBe(5);
    expect(x.rows.refused + y.rows.refused).toBe(3);
    expect(await peopleOf(a)).toHaveLength(5);
  });
});

const RULED = `Contact,Mail,Tel,Firm,Since
"HEIDE, RIA",RIA@Plan.Example,+49 30 901820,HEIDE  KG,03/04/2026
Rune Vik,no-address,+47 22 12 34 56,Vik,n/a
`;
const MAPPING = { Contact: 'name', Mail: 'email', Tel: 'phone', Firm: 'company', Since: 'custom' } as const;

describe('rules and mended cells', () => {
  it('are worked into every row on its way in', async () => {
    const a = await owner();
    const draft = await drafted(a, RULED);
    const state = await started(a, draft, {
      mapping: MAPPING,
      rules: {
        Contact: ['split_name', 'title_case'],
        Mail: ['drop_unreadable'],
        Tel: ['country_from_phone'],
        Firm: ['collapse_spaces', 'title_case'],
        Since: ['day_first', 'drop_placeholders'],
      },
      overrides: [{ row: 3, column: 'Firm', value: 'Vik Eiendom' }],
    });
    expect(state).toMatchObject({ status: 'done', overrides: 1, rows: { read: 2, created: 2, refused: 0 } });
    expect(state.rules).toMatchObject({ Contact: ['title_case', 'split_name'] });
    expect(await peopleOf(a)).toMatchObject([
      {
        first_name: 'Ria',
        last_name: 'Heide',
        email: 'ria@plan.example',
        country: 'Germany',
        company: 'Heide Kg',
        custom: { Since: '2026-04-03' },
      },
      { name: 'Rune Vik', email: null, country: 'Norway', company: 'Vik Eiendom', custom: {} },
    ]);
  });

  it('of columns that the file does not have are refused, and change nothing', async () => {
    const a = await owner();
    const { id } = await drafted(a, RULED);
    for (const body of [
      { rules: { Nowhere: ['title_case'] } },
      { rules: { Firm: ['shout'] } },
      { overrides: [{ row: 2, column: 'Nowhere', value: 'x' }] },
      { overrides: [{ row: 0, column: 'Firm', value: 'x' }] },
      { mapping: { ...MAPPING, Nowhere: 'name' } },
    ]) {
      for (const verb of ['start', 'validate']) {
        const r = await a.fetch(`/api/v1/imports/${id}/${verb}`, {
          method: 'POST',
          body: { mapping: MAPPING, ...body },
        });
        expect([verb, body, r.status]).toEqual([verb, body, 422]);
      }
    }
    expect(await admin`select id from jobs where tenant_id = ${a.tenant.id}`).toEqual([]);
  });
});

describe('a mapping', () => {
  it('is remembered with its rules for the next file of its header, whatever the order, and in this workspace only', async () => {
    const [a, other] = [await owner(), await owner()];
    const first = await drafted(a, RULED);
    expect(first.remembered).toBeNull();
    const rules = { Contact: ['title_case' as const], Firm: ['collapse_spaces' as const] };
    await started(a, first, { mapping: { ...MAPPING, Since: 'skip' }, rules: { ...rules, Mail: ['drop_unreadable'] } });
    const turned = await drafted(a, 'TEL,Since,Firm,mail,Contact\n,,Ross,rike@plan.example,Rike Ross\n');
    expect(turned.remembered).toMatchObject({ exact: true });
    expect(turned.plan).toMatchObject({
      mapping: { TEL: 'phone', Since: 'skip', Firm: 'company', mail: 'email', Contact: 'name' },
      rules: { ...rules, mail: ['drop_unreadable'] },
    });
    const nearly = await drafted(a, 'Contact,Mail,Tel,Firm,Since,Remark\nRiva Rau,riva@plan.example,,Rau,,x\n');
    expect(nearly.remembered).toMatchObject({ exact: false });
    expect(nearly.plan.mapping).toMatchObject({ Contact: 'name', Since: 'skip', Remark: 'custom' });
    expect((await drafted(other, RULED)).remembered).toBeNull();
    // The last choice holds.
    await started(a, turned, {
      mapping: { TEL: 'skip', Since: 'custom', Firm: 'company', mail: 'email', Contact: 'name' },
    });
    expect((await drafted(a, RULED)).plan.mapping).toEqual({ ...MAPPING, Tel: 'skip' });
  });
});
