/** What the counts of rows do not say: people who stay left alone, and values that a rule left out. */
import { describe, expect, it } from 'vitest';
import type { ImportState, Validation } from '../../src/features/imports/contract.ts';
import { eventually, importCsv, importEnded } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';
import { drafted } from './imports-kit.ts';

/** A file of several chunks. */
const SLOW_MS = 300_000;
const owner = async () => makeMember(await makeTenant());
const alone = (a: Member, ...entries: object[]) =>
  a.json('/api/v1/suppressions', { method: 'POST', body: { entries } });
const validate = (a: Member, id: string, body: object = {}) =>
  a.json(`/api/v1/imports/${id}/validate`, { method: 'POST', body });
const looked = (a: Member, id: string) =>
  eventually(
    () => a.json<Validation>(`/api/v1/imports/${id}/validation`),
    ({ status }) => status === 'done' || status === 'failed',
    120_000,
  );
const started = async (a: Member, id: string, body: object = {}) => {
  await a.json(`/api/v1/imports/${id}/start`, { method: 'POST', body });
  return importEnded(a, id);
};

describe('people whom the workspace leaves alone', () => {
  it('are counted by row, by whatever they are known by, in the look and in the import alike', async () => {
    const a = await owner();
    await importCsv(a, 'Name,Email,LinkedIn\nAsta Known,asta@aside.example,https://www.linkedin.com/in/asta-known\n');
    await alone(
      a,
      { email: 'asta@aside.example' },
      { phone: '+47 22 98 76 54' },
      { name: 'Arvid Quiet', company: 'Quiet Holding' },
    );
    const csv = [
      'Name,Email,LinkedIn,Phone,Company',
      // By the address that is known of her, of which the file says nothing.
      'Asta Known,,https://www.linkedin.com/in/asta-known,,Known AS',
      'Anders Call,anders@aside.example,,+47 22 98 76 54,',
      'Anders Call,anders@aside.example,,,Call AS',
      'Arvid Quiet,,,,Quiet Holding Inc.',
      'Astrid Loud,astrid@aside.example,,+47 22 11 22 33,Loud AS',
      'Refused Row,no-address,,+47 22 98 76 54,',
      '',
    ].join('\n');
    const { id } = await drafted(a, csv);
    await validate(a, id);
    const rows = { read: 6, created: 3, updated: 2, unchanged: 0, refused: 1 };
    expect(await looked(a, id)).toMatchObject({ status: 'done', rows, suppressed: 4, leftOut: [] });
    expect(await started(a, id)).toMatchObject({ status: 'done', rows, suppressed: 4, leftOut: [] });
  });

  it('are those of this workspace only', async () => {
    const [a, b] = [await owner(), await owner()];
    await alone(b, { email: 'agnar@aside.example' });
    const state = await importCsv(a, 'Name,Email\nAgnar Free,agnar@aside.example\n');
    expect(state).toMatchObject({ rows: { created: 1 }, suppressed: 0 });
  });

  it('hold no file up where their list was made by another secret: they come in, and nobody is counted', async () => {
    const a = await owner();
    await alone(a, { email: 'alva@aside.example' });
    await admin`update suppression_hashes set key_print = 'another' where tenant_id = ${a.tenant.id}`;
    const state = await importCsv(a, 'Name,Email\nAlva Still,alva@aside.example\n');
    expect(state).toMatchObject({ status: 'done', rows: { created: 1 }, suppressed: 0 });
  });

  it('are told of in the list of imports too', async () => {
    const a = await owner();
    await alone(a, { email: 'aud@aside.example' });
    await importCsv(a, 'Name,Email\nAud Still,aud@aside.example\n');
    const { items } = await a.json<{ items: ImportState[] }>('/api/v1/imports');
    expect(items).toMatchObject([{ suppressed: 1 }]);
  });
});

describe('values that a rule left out', () => {
  it(
    'are counted by column over all chunks, but not of rows that are refused',
    async () => {
      const a = await owner();
      await a.json('/api/v1/custom-fields', { method: 'POST', body: { name: 'Yachts', type: 'number' } });
      const fill = Array.from({ length: 4_500 }, (_, i) =>
        i % 500 === 0 ? `Filla ${i},no-address ${i},,many` : `Filla ${i},filla${i}@aside.example,,1`,
      );
      const csv = ['Name,Mail,Tel,Yachts', ...fill, 'Frode Out,nor-this,not a number,few', ''].join('\n');
      const { id } = await drafted(a, csv);
      const plan = {
        mapping: { Name: 'name', Mail: 'email', Tel: 'phone', Yachts: 'custom' },
        rules: { Mail: ['drop_unreadable'], Yachts: ['drop_unreadable'] },
      };
      await validate(a, id, plan);
      const said = {
        status: 'done',
        rows: { read: 4_501, created: 4_500, updated: 0, unchanged: 0, refused: 1 },
        suppressed: 0,
        leftOut: [
          { column: 'Mail', values: 9 },
          { column: 'Yachts', values: 9 },
        ],
      };
      expect(await looked(a, id)).toMatchObject(said);
      expect(await started(a, id, plan)).toMatchObject(said);
    },
    SLOW_MS,
  );
});
