import { describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import { withDatabaseFault } from '../support/endpoint.ts';
import { importCsv } from '../support/imports.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

const owner = async () => makeMember(await makeTenant());

/** Cells that break careless writers and readers. */
const NASTY = [
  '=1+1',
  '+49 30 1234',
  '-5',
  '@cmd',
  '\tTab',
  "'=quoted",
  "''@x",
  "'t Hooft",
  'a,b;c|d',
  'say "hi"',
  'two\nlines',
  'Zoë 株式会社 🦉',
  'x'.repeat(900),
];

/** The body as it is: `text()` would take the byte order mark away. */
const textOf = async (r: Response): Promise<string> =>
  new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(await r.arrayBuffer());

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe('an export', () => {
  it('goes in again as it came out', async () => {
    const a = await owner();
    const b = await owner();
    const csv = `Name,Email,Company,Notes,Tags\n${NASTY.map((n, i) => [`N${i} ${n.trim().slice(0, 80)}`, `n${i}@x.example`, n.slice(0, 100), n, 'one; two'].map(quote).join(',')).join('\n')}\n`;
    const first = await importCsv(a, csv);
    expect(first.rows).toMatchObject({ created: NASTY.length, refused: 0 });
    const out = await textOf(await a.fetch('/api/v1/exports/prospects.csv?sort=name'));
    expect(out.startsWith('\uFEFFName,First Name,Last Name,Email,')).toBe(true);
    expect((await importCsv(b, out)).rows).toMatchObject({ created: NASTY.length, refused: 0 });
    expect(await textOf(await b.fetch('/api/v1/exports/prospects.csv?sort=name'))).toBe(out);
    const columns = admin`select name, email, company, notes, tags from prospects where tenant_id = ${a.tenant.id} order by email`;
    const again = admin`select name, email, company, notes, tags from prospects where tenant_id = ${b.tenant.id} order by email`;
    expect(await again).toEqual(await columns);
  });

  it('starts no formula in a spreadsheet', async () => {
    const a = await owner();
    await importCsv(
      a,
      `Name,Email,Notes\n${NASTY.map((n, i) => [`N${i}`, `n${i}@x.example`, n].map(quote).join(',')).join('\n')}\n`,
    );
    const out = await (await a.fetch('/api/v1/exports/prospects.csv')).text();
    expect(out).not.toMatch(/(^|,)"?[=+\-@\t]/m);
  });

  it('holds what the same search finds, in its order, over more than one page', async () => {
    const a = await owner();
    const rows = Array.from(
      { length: 11_000 },
      (_, i) => `P${String(i).padStart(5, '0')},p${i}@big.example,${i % 2 ? 'Odd' : 'Even'} Ltd`,
    );
    await importCsv(a, `Name,Email,Company\n${rows.join('\n')}\n`);
    const out = await (await a.fetch('/api/v1/exports/prospects.csv?company=odd&sort=name')).text();
    const names = out
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
    expect(names).toEqual(rows.map((r) => r.split(',')[0]).filter((_, i) => i % 2));
    const { total } = await a.json<SearchAnswer>('/api/v1/prospects?company=odd');
    expect(total).toEqual({ value: 5500, exact: true });
  });

  it('leaves nobody out who is changed while it runs, in whichever order it was asked for', async () => {
    const a = await owner();
    const rows = Array.from({ length: 11_000 }, (_, i) => `P${i},p${i}@moved.example`);
    await importCsv(a, `Name,Email\n${rows.join('\n')}\n`);
    const r = await a.fetch('/api/v1/exports/prospects.csv?sort=updated');
    const reader = r.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader?.read())?.value ?? '';
    await admin`update prospects set updated_at = now() + interval '1 second' where tenant_id = ${a.tenant.id} and name in ('P0', 'P5500')`;
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) text += part.value;
    expect(text.trimEnd().split('\r\n')).toHaveLength(11_001);
  });

  it('of long rows comes in parts of a size that the database may answer, and whole', async () => {
    const a = await owner();
    await admin`insert into prospects (tenant_id, name, notes) select ${a.tenant.id}, 'P' || i, repeat('n', 15000) from generate_series(1, 700) i`;
    const r = await a.fetch('/api/v1/exports/prospects.csv');
    const sizes: number[] = [];
    for await (const part of r.body as AsyncIterable<Uint8Array>) sizes.push(part.byteLength);
    expect(sizes.reduce((x, y) => x + y, 0)).toBeGreaterThan(700 * 15_000);
    expect(Math.max(...sizes)).toBeLessThan(5 * 1024 * 1024);
  });

  it('breaks off with an error where the database fails on the way, and never ends short', async () => {
    const a = await owner();
    const rows = Array.from({ length: 11_000 }, (_, i) => `P${i},p${i}@cut.example`);
    await importCsv(a, `Name,Email\n${rows.join('\n')}\n`);
    const r = await a.fetch('/api/v1/exports/prospects.csv');
    const reader = r.body?.getReader();
    await reader?.read();
    await withDatabaseFault({ kind: '500', times: 100, match: 'rows unbounded preceding' }, () =>
      expect(
        (async () => {
          for (;;) if ((await reader?.read())?.done !== false) break;
        })(),
      ).rejects.toThrow(),
    );
  });

  it('is for the record, and not for a viewer', async () => {
    const a = await owner();
    const viewer = await makeMember(a.tenant, 'viewer');
    expect((await viewer.fetch('/api/v1/exports/prospects.csv')).status).toBe(403);
    await (await a.fetch('/api/v1/exports/prospects.csv?q=nobody')).text();
    const audit = await admin`select verb, actor_id, detail from audit where tenant_id = ${a.tenant.id}`;
    expect(audit).toEqual([
      {
        verb: 'export.prospects',
        actor_id: a.userId,
        detail: { format: 'csv', sort: 'newest', filter: { q: 'nobody' } },
      },
    ]);
  });
});
