import { PDF } from '@libpdf/core';
import { describe, expect, it } from 'vitest';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

const textOf = async (bytes: ArrayBuffer): Promise<string> => {
  const pdf = await PDF.load(new Uint8Array(bytes));
  return pdf
    .getPages()
    .map((page) => page.extractText().text)
    .join('\n');
};

describe('a dossier', () => {
  it('says what is known, whose word it is, how old and how sure, in the scripts of its font', async () => {
    const a = await makeMember(await makeTenant());
    const names = ['Łukasz Żółć', 'Ζωή Παππά', 'Анна Ёлкина'];
    const [row] = await admin`insert into prospects (tenant_id, name, title, company, notes, custom, enriched_at) values
      (${a.tenant.id}, ${names.join(' ')}, 'Head of Dossiers', '株式会社', 'Met twice', '{"Club": "Rowing"}', now()) returning id`;
    await admin`insert into field_values (tenant_id, prospect_id, field, source, value, confidence, chosen, fetched_at)
      values (${a.tenant.id}, ${row?.id}, 'title', 'apollo', 'Head of Dossiers', 0.91, true, now() - interval '3 days')`;
    const r = await a.fetch(`/api/v1/prospects/${row?.id}/dossier.pdf`);
    expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const text = await textOf(await r.arrayBuffer());
    for (const part of [
      ...names,
      'Head of Dossiers',
      'Apollo',
      '3 days old',
      'confidence 91 %',
      'Met twice',
      'Club',
      'Rowing',
      '\ufffd\ufffd\ufffd\ufffd',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('株');
    expect(text.replace(/\s+/g, ' ')).toContain('stand as \ufffd here');
    const audit = await admin`select verb, subject_id from audit where tenant_id = ${a.tenant.id}`;
    expect(audit).toEqual([{ verb: 'export.dossier', subject_id: row?.id }]);
    const runs = await admin`select 1 from enrichment_runs where tenant_id = ${a.tenant.id}`;
    expect(runs).toEqual([]);
  });

  it('is nobody else’s, and of nobody who is deleted', async () => {
    const [a, b] = [await makeMember(await makeTenant()), await makeMember(await makeTenant())];
    const [row] =
      await admin`insert into prospects (tenant_id, name) values (${a.tenant.id}, 'Dossier Gone') returning id`;
    const path = `/api/v1/prospects/${row?.id}/dossier.pdf`;
    expect((await b.fetch(path)).status).toBe(404);
    expect((await (await makeMember(a.tenant, 'viewer')).fetch(path)).status).toBe(403);
    expect((await a.fetch(path, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    await admin`update prospects set deleted_at = now() where id = ${row?.id}`;
    expect((await a.fetch(path)).status).toBe(404);
    expect(await admin`select 1 from audit where tenant_id in (${a.tenant.id}, ${b.tenant.id})`).toEqual([]);
  });
});
