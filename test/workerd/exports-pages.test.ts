import { readXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { exportTrailer, TRAILER_MARK } from '../../src/features/exports/contract.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

const owner = async () => makeMember(await makeTenant());
const get = (a: Member, format: string, query: string) =>
  a.fetch(`/api/v1/exports/prospects.${format}?trailer=true&${query}`);
const columns = (...keys: string[]) => keys.map((key) => `columns=${encodeURIComponent(key)}`).join('&');

/** A file without its trailer, and what that says; `meanwhile` is done each time that some of it has come. */
const opened = async (r: Response, meanwhile?: () => Promise<unknown>) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of r.body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    await meanwhile?.();
  }
  const all = new Uint8Array(await new Blob(chunks).arrayBuffer());
  const at = all.lastIndexOf(TRAILER_MARK);
  const trailer = exportTrailer.parse(JSON.parse(new TextDecoder().decode(all.subarray(at + 1))));
  expect(trailer.bytes).toBe(at);
  return { file: all.subarray(0, at), trailer };
};
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
const objectsOf = (bytes: Uint8Array): Record<string, unknown>[] =>
  textOf(bytes)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('a page of an export', () => {
  it('says what there is where a value holds the very signs that its cells are told by', async () => {
    const a = await owner();
    await admin`insert into prospects (tenant_id, name, company, notes, net_worth)
      select ${a.tenant.id}, 'Paige ' || lpad(i::text, 5, '0'),
             case i when 3 then 'a' || chr(127) || 'b' when 4 then '~0' when 5 then '' when 6 then null else 'Plain' end,
             case i when 5200 then chr(127) when 5300 then '~0' end, i from generate_series(1, 5400) i`;
    const asked = `sort=name&${columns('name', 'company', 'notes', 'netWorth')}`;
    const lines = await opened(await get(a, 'jsonl', asked));
    expect(lines.trailer.rows).toBe(5400);
    const people = objectsOf(lines.file);
    expect(people.map(({ netWorth }) => netWorth)).toEqual(Array.from({ length: 5400 }, (_, i) => i + 1));
    expect(people.slice(2, 7).map(({ company }) => company)).toEqual(['a\x7fb', '~0', '', null, 'Plain']);
    expect([people[5198], people[5199], people[5299]].map((person) => person?.notes)).toEqual([null, '\x7f', '~0']);

    const table = await opened(await get(a, 'csv', asked));
    const { data } = Papa.parse<string[]>(textOf(table.file).trimEnd());
    expect(data).toHaveLength(5401);
    expect(data.slice(3, 8).map((row) => row[1])).toEqual(['a\x7fb', '~0', '', '', 'Plain']);
    expect([data[5200], data[5300]].map((row) => row?.[2])).toEqual(['\x7f', '~0']);

    const book = await opened(await get(a, 'xlsx', asked));
    const rows = (await readXlsx(book.file)).sheets[0]?.rows ?? [];
    expect(rows).toHaveLength(5401);
    expect(rows[4]).toEqual(['Paige 00004', '~0', null, 4]);
  });

  it('begins where the one before it ended, in every order, also where many stand at one place', async () => {
    const a = await owner();
    await admin`insert into prospects (tenant_id, name, company, net_worth, enriched_at)
      select ${a.tenant.id}, 'Edda ' || i % 5, case when i % 3 > 0 then 'Company ' || i % 4 end, nullif(i % 6, 0),
             case when i % 7 > 0 then now() - make_interval(days => i % 7) end from generate_series(1, 15000) i`;
    const orders = {
      newest: admin`select id from prospects where tenant_id = ${a.tenant.id} order by created_at desc, id desc`,
      name: admin`select id from prospects where tenant_id = ${a.tenant.id} order by lower(name), id`,
      company: admin`select id from prospects where tenant_id = ${a.tenant.id} order by company is null, lower(company), id`,
      netWorth: admin`select id from prospects where tenant_id = ${a.tenant.id} order by net_worth desc nulls last, id desc`,
      enriched: admin`select id from prospects where tenant_id = ${a.tenant.id} order by enriched_at desc nulls last, id desc`,
    };
    for (const [sort, order] of Object.entries(orders)) {
      const { file, trailer } = await opened(await get(a, 'jsonl', `sort=${sort}&${columns('id')}`));
      expect([sort, trailer.rows, trailer.left]).toEqual([sort, 15_000, 0]);
      expect(objectsOf(file)).toEqual(await order);
    }
  });

  it.each(['newest', 'name', 'updated'] as const)(
    'has each person once while others write, in the order by %s, and the counts are of what is in it',
    async (sort) => {
      const a = await owner();
      await admin`insert into prospects (tenant_id, name, company, updated_at) select ${a.tenant.id}, 'Olga ' || lpad(i::text, 5, '0'), 'Was',
        now() - make_interval(secs => i + 100) from generate_series(1, 16000) i`;
      let turn = 0;
      // Of the first and of the last: some change, which moves them where that is the order, some go, and some come.
      const meanwhile = async () => {
        turn += 1;
        const [one, two] = [100 * turn, 16_000 - 100 * turn];
        if (turn > 20) return;
        await admin`update prospects set company = 'Is', name = 'Olga ' || lpad((16001 - right(name, 5)::int)::text, 5, '0') || 'x',
            updated_at = now() + interval '1 second'
          where tenant_id = ${a.tenant.id} and company = 'Was' and (name between ${`Olga ${String(one).padStart(5, '0')}`} and ${`Olga ${String(one + 9).padStart(5, '0')}`}
             or name between ${`Olga ${String(two).padStart(5, '0')}`} and ${`Olga ${String(two + 9).padStart(5, '0')}`})`;
        await admin`update prospects set deleted_at = now() where tenant_id = ${a.tenant.id} and name = ${`Olga ${String(two + 50).padStart(5, '0')}`}`;
        await admin`insert into prospects (tenant_id, name) values (${a.tenant.id}, 'New Olga')`;
      };
      const { file, trailer } = await opened(await get(a, 'jsonl', `sort=${sort}&${columns('id', 'name')}`), meanwhile);
      expect(turn).toBeGreaterThan(3);
      const people = objectsOf(file);
      expect(trailer.rows).toBe(people.length);
      const ids = new Set(people.map(({ id }) => id));
      expect(ids.size).toBe(people.length);
      expect(people.filter(({ name }) => name === 'New Olga')).toEqual([]);
      const stayed =
        await admin`select id from prospects where tenant_id = ${a.tenant.id} and deleted_at is null and name <> 'New Olga'`;
      expect(stayed.filter(({ id }) => !ids.has(id))).toEqual([]);
    },
  );
});
