import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { type ExportColumns, exportTrailer, TRAILER_MARK } from '../../src/features/exports/contract.ts';
import { importCsv } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

const owner = async () => makeMember(await makeTenant());
const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const csvOf = (rows: readonly (readonly string[])[]) => `${rows.map((row) => row.map(quote).join(',')).join('\n')}\n`;

const bytesOf = async (r: Response) => new Uint8Array(await r.arrayBuffer());
const textOf = async (r: Response) =>
  new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(await bytesOf(r));
const get = (a: Member, format: string, query: string) => a.fetch(`/api/v1/exports/prospects.${format}?${query}`);
const columns = (...keys: string[]) => keys.map((key) => `columns=${encodeURIComponent(key)}`).join('&');
const post = (a: Member, body: object) =>
  a.fetch('/api/v1/exports/prospects', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** A file without its trailer, and what that says. */
const opened = async (r: Response) => {
  const all = await bytesOf(r);
  const at = all.lastIndexOf(TRAILER_MARK);
  const trailer = exportTrailer.parse(JSON.parse(new TextDecoder().decode(all.subarray(at + 1))));
  return { file: all.subarray(0, at), trailer };
};
const sheetOf = async (bytes: Uint8Array) => (await readXlsx(bytes)).sheets[0]?.rows ?? [];
const idsOf = async (a: Member) =>
  (await admin`select id, name from prospects where tenant_id = ${a.tenant.id} order by name`) as {
    id: string;
    name: string;
  }[];

const PEOPLE = csvOf([
  ['Name', 'Email', 'Company', 'Net Worth (USD)', 'Tags', 'Job', 'Notes'],
  ['Exa Alpha', 'alpha@formats.example', 'Zeta', '5000000', 'one; two', 'Smith', '=1+1'],
  ['Exa Beta', 'beta@formats.example', 'Eta', '', '', '', '<b>&amp; _x0041_\u0007 two\nlines'],
  ['Exa Gamma', 'gamma@formats.example', '', '12', 'three', '@cmd', ''],
]);

describe('the columns of an export', () => {
  it('are the ones asked for, in that order, custom ones among them', async () => {
    const a = await owner();
    await importCsv(a, PEOPLE, 'p.csv', undefined);
    const out = await textOf(await get(a, 'csv', `sort=name&${columns('email', 'custom.Job', 'name', 'tags')}`));
    expect(out.slice(1).split('\r\n')).toEqual([
      'Email,Custom: Job,Name,Tags',
      'alpha@formats.example,Smith,Exa Alpha,"one; two"',
      'beta@formats.example,,Exa Beta,',
      'gamma@formats.example,"\'@cmd",Exa Gamma,three',
      '',
    ]);
    const { columns: known } = await a.json<ExportColumns>('/api/v1/exports/columns');
    expect(known.find(({ key }) => key === 'custom.Job')).toEqual({
      key: 'custom.Job',
      header: 'Custom: Job',
      kind: 'custom',
    });
  });

  it('of one alone loses nobody of whom nothing is known', async () => {
    const a = await owner();
    await importCsv(a, PEOPLE);
    expect(await textOf(await get(a, 'csv', `sort=name&${columns('company')}`))).toBe(
      '\uFEFFCompany\r\nZeta\r\nEta\r\n""\r\n',
    );
  });

  it('that there are not, or twice, are refused', async () => {
    const a = await owner();
    for (const query of [columns('nothing'), columns('custom.'), columns('name', 'name')]) {
      expect((await get(a, 'csv', query)).status).toBe(422);
    }
  });

  it('tell beside each value where it is from, when and how sure', async () => {
    const a = await owner();
    await importCsv(a, PEOPLE);
    const [alpha] = await idsOf(a);
    await admin`update prospects set title = 'Head of Ops' where tenant_id = ${a.tenant.id} and id = ${alpha?.id}`;
    await admin`insert into field_values (tenant_id, prospect_id, field, source, value, confidence, chosen, fetched_at)
      values (${a.tenant.id}, ${alpha?.id}, 'title', 'apollo', 'Head of Ops', 0.875, true, '2026-03-04T05:06:07Z'),
             (${a.tenant.id}, ${alpha?.id}, 'title', 'exa', 'Other', 0.5, false, '2026-03-05T05:06:07Z')`;
    const rows = await textOf(await get(a, 'jsonl', `sort=name&provenance=true&${columns('title', 'company')}`));
    const [first, second] = rows
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({
      title: 'Head of Ops',
      'title.source': 'apollo',
      'title.fetchedAt': '2026-03-04T05:06:07.000Z',
      'title.confidence': 0.88,
      company: 'Zeta',
      'company.source': 'import',
      'company.confidence': 1,
    });
    expect(second).toMatchObject({
      title: null,
      'title.source': null,
      'title.confidence': null,
      'company.source': 'import',
    });
    const head = (await textOf(await get(a, 'csv', `provenance=true&${columns('title')}`))).split('\r\n')[0];
    expect(head).toBe('\uFEFFTitle,Title: source,Title: fetched at,Title: confidence');
    const profile = await a.json<{ fields: { field: string; source: string; chosen: boolean; fetchedAt: string }[] }>(
      `/api/v1/prospects/${alpha?.id}`,
    );
    const shown = profile.fields.filter(({ chosen }) => chosen);
    expect(shown.find(({ field }) => field === 'title')?.source).toBe(first['title.source']);
    const company = shown.find(({ field }) => field === 'company');
    expect(new Date(company?.fetchedAt ?? 0).toISOString()).toBe(first['company.fetchedAt']);
  });
});

describe('the formats', () => {
  it('are JSON lines of objects whose members stand as the columns do', async () => {
    const a = await owner();
    await importCsv(a, PEOPLE);
    const out = await textOf(
      await get(a, 'jsonl', `sort=name&${columns('tags', 'netWorth', 'custom.Job', 'notes', 'name')}`),
    );
    expect(out.split('\n').map((line) => line && JSON.stringify(JSON.parse(line)))).toEqual([
      '{"tags":["one","two"],"netWorth":5000000,"custom.Job":"Smith","notes":"=1+1","name":"Exa Alpha"}',
      '{"tags":[],"netWorth":null,"custom.Job":null,"notes":"<b>&amp; _x0041_\\u0007 two\\nlines","name":"Exa Beta"}',
      '{"tags":["three"],"netWorth":12,"custom.Job":"@cmd","notes":null,"name":"Exa Gamma"}',
      '',
    ]);
  });

  it('are a workbook whose cells are text as it is, never a formula, and numbers', async () => {
    const a = await owner();
    await importCsv(a, PEOPLE);
    const bytes = await bytesOf(
      await get(a, 'xlsx', `sort=name&${columns('name', 'netWorth', 'notes', 'custom.Job', 'tags')}`),
    );
    expect(await sheetOf(bytes)).toEqual([
      ['Name', 'Net Worth (USD)', 'Notes', 'Custom: Job', 'Tags'],
      ['Exa Alpha', 5_000_000, '=1+1', 'Smith', 'one; two'],
      ['Exa Beta', null, '<b>&amp; _x0041_\u0007 two\nlines', null, expect.toBeOneOf([null, ''])],
      ['Exa Gamma', 12, null, '@cmd', 'three'],
    ]);
    const { sheets } = await readXlsx(bytes);
    expect([...(sheets[0]?.cells?.values() ?? [])].filter((cell) => cell.formula !== undefined)).toEqual([]);
  });

  it('hold as many rows as each other, over more than one page', async () => {
    const a = await owner();
    await admin`insert into prospects (tenant_id, name, company) select ${a.tenant.id}, 'Exa ' || i, '=' || i from generate_series(1, 10500) i`;
    const sheet = await opened(
      await post(a, { filter: {}, format: 'xlsx', columns: ['name', 'company'], sort: 'name' }),
    );
    const rows = await sheetOf(sheet.file);
    expect([rows.length, sheet.trailer.rows]).toEqual([10_501, 10_500]);
    expect(rows[1]).toEqual(['Exa 1', '=1']);
    const lines = await opened(await post(a, { filter: {}, format: 'jsonl', columns: ['name'], sort: 'name' }));
    expect(lines.trailer).toEqual({ rows: 10_500, bytes: lines.file.byteLength, left: 0 });
  });
});

describe('exactly what is on the screen', () => {
  it('is what is exported: the ticked ones, in the order of the list', async () => {
    const a = await owner();
    await importCsv(a, PEOPLE);
    const ids = (await idsOf(a)).filter(({ name }) => name !== 'Exa Beta').map(({ id }) => id);
    const { file, trailer } = await opened(await post(a, { ids, sort: 'name', columns: ['name'] }));
    expect(new TextDecoder().decode(file)).toBe('Name\r\nExa Alpha\r\nExa Gamma\r\n');
    expect(trailer.rows).toBe(2);
    expect((await post(a, { ids, filter: {} })).status).toBe(422);
    const audit = await admin`select detail from audit where tenant_id = ${a.tenant.id} and verb = 'export.prospects'`;
    expect(audit).toEqual([{ detail: { format: 'csv', sort: 'name', people: 2, columns: ['name'] } }]);
  });

  it('is nobody of another workspace, also by their ids', async () => {
    const [a, b] = [await owner(), await owner()];
    await importCsv(a, PEOPLE);
    const ids = (await idsOf(a)).map(({ id }) => id);
    expect((await opened(await post(b, { ids }))).trailer.rows).toBe(0);
  });

  it.each(['updated', 'name'] as const)(
    'is in the order by %s, each person once, whoever is changed meanwhile',
    async (sort) => {
      const a = await owner();
      await admin`insert into prospects (tenant_id, name, updated_at) select ${a.tenant.id}, 'Exa ' || lpad(i::text, 5, '0'),
      now() - make_interval(secs => i + 100) from generate_series(1, 11000) i`;
      const r = await get(a, 'csv', `sort=${sort}&trailer=true&${columns('name')}`);
      const reader = r.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = (await reader?.read())?.value ?? '';
      // One that was read already goes to where it is read again; one that was not goes to where it no longer is.
      await admin`update prospects set updated_at = now() + interval '1 second', name = case name when 'Exa 00001' then 'Exa 10999x' else 'Exa 00000' end
      where tenant_id = ${a.tenant.id} and name in ('Exa 00001', 'Exa 10900')`;
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += part.value;
      const [body, seal] = text.split('\x1e');
      const names = body?.trimEnd().split('\r\n').slice(1) ?? [];
      expect(names).toHaveLength(11_000);
      expect(JSON.parse(seal ?? '')).toMatchObject({ rows: 11_000 });
      expect(names.slice(0, 3)).toEqual(['Exa 00001', 'Exa 00002', 'Exa 00003']);
      const still = names.filter((name) => name !== 'Exa 00000');
      expect(still).toEqual([...still].sort());
      expect(names.at(-1)).toBe('Exa 00000');
    },
  );
});

/** Texts that break careless writers and readers, and any others. */
const text = fc.oneof(
  fc.constantFrom(
    '=1+1',
    "'=x",
    "''@y",
    '-5',
    '@a',
    "'t Hooft",
    'a,b;c|d',
    'say "hi"',
    'two\nlines',
    'two\r\nlines',
    '""',
    '"',
  ),
  fc.constantFrom(
    'Łukasz Żółć',
    '株式会社',
    'Ζωή',
    'Анна',
    'שלום',
    'مرحبا',
    '🦉🏽',
    'Ａ＝１',
    'e\u0301',
    '\u200bx',
    '_x0041_',
  ),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const person = fc.record({
  name: text,
  company: text,
  notes: text,
  tags: fc.array(text, { maxLength: 3 }),
  one: text,
  two: text,
});
const ALL = columns(
  'name',
  'firstName',
  'lastName',
  'email',
  'company',
  'tags',
  'notes',
  'custom.Title',
  'custom.Email: source',
);

describe('export, import, export', () => {
  it('is the identity, whatever people are called and whatever is known of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 60, maxLength: 80 }), async (people) => {
        const [a, b] = [await owner(), await owner()];
        const rows = people.map((p, i) => [
          `P${i} ${p.name}`,
          `p${i}@identity.example`,
          p.company,
          p.notes,
          p.tags.join(';'),
          p.one,
          p.two,
        ]);
        const head = ['Name', 'Email', 'Company', 'Notes', 'Tags', 'Title', 'Email: source'];
        const mapping = {
          ...Object.fromEntries(head.slice(0, 5).map((h) => [h, h.toLowerCase()])),
          Title: 'custom',
          'Email: source': 'custom',
        };
        const first = await importCsv(a, csvOf([head, ...rows]), 'a.csv', mapping);
        const out = await textOf(await get(a, 'csv', `sort=newest&${ALL}`));
        const again = await importCsv(b, out);
        expect(again.rows).toMatchObject({ created: first.rows.created, refused: 0, read: first.rows.created });
        const said = (of: Member) =>
          admin`select name, first_name, last_name, email, company, notes, tags, custom from prospects where tenant_id = ${of.tenant.id} order by email`;
        expect(await said(b)).toEqual(await said(a));
        const byMail = (csv: string) => csv.length;
        expect(byMail(await textOf(await get(b, 'csv', `sort=name&${ALL}`)))).toBe(
          byMail(await textOf(await get(a, 'csv', `sort=name&${ALL}`))),
        );
        // The same goes for the other way round: what is known already is not changed by its own export.
        expect((await importCsv(a, out)).rows).toMatchObject({ created: 0, updated: 0, unchanged: first.rows.created });
      }),
      // A failing file is not made smaller: each try is three imports.
      { numRuns: 2, endOnFailure: true },
    );
  }, 180_000);
});
