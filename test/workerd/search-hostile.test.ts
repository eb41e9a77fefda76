import { PgDialect } from 'drizzle-orm/pg-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FacetAnswer } from '../../src/features/prospects/contract.ts';
import { type Filters, whereOf } from '../../src/features/prospects/filters.ts';
import { newId } from '../../src/lib/ids.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

const PEOPLE = 5_000;
let whale: Member;
const listId = newId();
const importId = newId();
beforeAll(async () => {
  whale = await makeMember(await makeTenant());
  await admin`
    insert into prospects (tenant_id, name, company, title, notes, net_worth, owner_id, import_id, tags, custom, created_at, enriched_at)
    select ${whale.tenant.id}, md5(i::text) || ' ' || repeat('a', 300), 'Hostile ' || i, repeat('ab ', 200), repeat('%_\\', 300),
      case when i % 5 = 0 then i * 1000::bigint end, case when i % 1000 = 0 then ${whale.userId} end,
      case when i % 1000 = 1 then ${importId}::uuid end, array['tag' || i % 50],
      case when i % 100 = 0 then '{"tier": " Gold "}'::jsonb when i % 3 = 0 then '{"tier": "Tin"}'::jsonb else '{}'::jsonb end,
      now() - make_interval(mins => i), case when i % 4 = 0 then now() - make_interval(hours => i) end
      from generate_series(1, ${PEOPLE}::int) i`;
  await admin`insert into lists (tenant_id, id, name, created_by) values (${whale.tenant.id}, ${listId}, 'Hostile', ${whale.userId})`;
  await admin`
    insert into list_members (tenant_id, list_id, prospect_id)
    select tenant_id, ${listId}, id from prospects where tenant_id = ${whale.tenant.id} order by created_at desc limit 40`;
  // Another list, of everybody: beside it the one that is asked for is few rows of many.
  const crowd = newId();
  await admin`insert into lists (tenant_id, id, name, created_by) values (${whale.tenant.id}, ${crowd}, 'Crowd', ${whale.userId})`;
  await admin`
    insert into list_members (tenant_id, list_id, prospect_id)
    select tenant_id, ${crowd}, id from prospects where tenant_id = ${whale.tenant.id}`;
  await admin`analyze prospects`;
  await admin`analyze list_members`;
});

/** What people, tools and attackers put into a box; none of it may be more than text. */
const HOSTILE: [string, string][] = [
  ['per cents', '%'.repeat(200)],
  ['underscores', '_'.repeat(200)],
  ['backslashes', '\\'.repeat(199)],
  ['wild cards in turn', '%_\\'.repeat(66)],
  ['a wild card between all letters', 'a%'.repeat(100)],
  ['the beginning of everything, many times', 'aaaaaaaa '.repeat(22)],
  ['a pattern that backtracks elsewhere', '(a+)+$(a|aa)*b{1,9999}'],
  ['quotes', `'";--${'"'.repeat(100)}`],
  ['from right to left', '\u202eعربى\u2066abc\u2069 עברית'],
  ['marks upon marks', `a${'\u0301'.repeat(199)}`],
  ['half a character', 'a\ud800'],
  ['what is no width', '\u200b\u200d\ufeff'.repeat(60)],
];
const ask = async (path: string, as: Member): Promise<[number, number]> => {
  const r = await as.fetch(path);
  const { items } = (await r.json()) as { items?: unknown[] };
  return [r.status, items?.length ?? -1];
};

describe('a hostile text', () => {
  it.each(HOSTILE)('(%s) is text to every filter that takes one, and to the values of facets', async (_, text) => {
    const value = encodeURIComponent(text.isWellFormed() ? text : text.toWellFormed());
    for (const filter of ['q', 'title', 'company', 'location', 'industry', 'tag', 'owner']) {
      const [status] = await ask(`/api/v1/prospects?${filter}=${value}`, whale);
      // A box of nothing but blanks and the like asks for nothing.
      expect([filter, status]).toEqual([filter, filter === 'q' || status === 200 ? 200 : 422]);
    }
    for (const facet of ['company', 'tag', 'owner']) {
      const [status] = await ask(
        `/api/v1/prospects/facets/${facet}?text=${value.slice(0, 99).replace(/%.?$/, '')}`,
        whale,
      );
      expect([facet, status]).toEqual([facet, 200]);
    }
  });

  it('of wild cards finds only who has them', async () => {
    expect(await ask('/api/v1/prospects?title=%25', whale)).toEqual([200, 0]);
    expect((await ask('/api/v1/prospects?q=%25_%5C', whale))[1]).toBe(50);
    const { items } = await whale.json<FacetAnswer>('/api/v1/prospects/facets/company?text=%25');
    expect(items).toEqual([]);
  });

  it('that is too long, or holds what no text holds, is refused with a word', async () => {
    for (const text of ['x'.repeat(10_000), '%00', 'a%00b']) {
      for (const path of [`prospects?q=${text}`, `prospects?title=${text}`, `prospects/facets/company?text=${text}`]) {
        const r = await whale.fetch(`/api/v1/${path}`);
        const { code } = (await r.json()) as { code: string };
        expect([path.slice(0, 60), r.status, code]).toEqual([path.slice(0, 60), 422, 'invalid']);
      }
    }
    const body = { name: 'a\u0000b', filters: { q: 'a\u0000' }, columns: ['email'] };
    const r = await whale.fetch('/api/v1/views', { method: 'POST', body });
    await r.arrayBuffer();
    expect(r.status).toBe(422);
  });
});

describe('the product’s own condition is answered by indexes under the fence', () => {
  const dialect = new PgDialect();
  /** The plan of a page that a filter asks for, as the app's own role is given it. */
  const planOf = async (filters: Filters): Promise<string> => {
    const where = whereOf(filters);
    if (!where) throw new Error('There is no condition.');
    const { sql, params } = dialect.sqlToQuery(where);
    const results = await admin.transaction([
      admin`set local role edgewise_app`,
      admin`select set_config('app.tenant_id', ${whale.tenant.id}, true), set_config('app.actor_id', ${whale.userId}, true), set_config('app.actor_kind', 'member', true)`,
      admin.query(`explain select id from prospects_search where ${sql} limit 50`, params),
    ]);
    return (results.at(-1) as Record<string, string>[]).map((row) => row['QUERY PLAN']).join('\n');
  };

  it.each<[string, Filters, RegExp]>([
    [
      'a range of net worth',
      { netWorthMin: 4_900_000, netWorthMax: 4_950_000 },
      /prospects_net_worth[\s\S]*tenant_id = [\s\S]*COALESCE\(net_worth/,
    ],
    ['an import', { import: importId }, /prospects_import[\s\S]*tenant_id = [\s\S]*import_id = /],
    ['an owner', { owner: [newId()] }, /prospects_found[\s\S]*tenant_id = [\s\S]*facet_keys && /],
    [
      'a text and a facet, both in one index',
      { q: '4999', tag: ['tag49'] },
      /prospects_found[\s\S]*Index Cond: [^\n]*tenant_id = [^\n]*search_text ~~ [^\n]*facet_keys && /,
    ],
    ['a value of an own field', { custom: ['is:tier:gold'] }, /prospects_custom[\s\S]*tenant_id = [\s\S]*custom_keys/],
    ['a list', { list: listId }, /on list_members lm[\s\S]*Index Cond: [^\n]*tenant_id = [^\n]*list_id = /],
    ['a run that goes on', { enrichment: ['running'] }, /enrichment_runs/],
    ['an enrichment of late', { enrichment: ['fresh'], netWorthMin: 4_999_000 }, /tenant_id = /],
  ])('%s', async (_, filters, used) => {
    const plan = await planOf(filters);
    expect(plan).toMatch(used);
    expect(plan).toMatch(/Index Cond: \(+tenant_id = /);
    expect(plan).not.toMatch(/Seq Scan on prospects\b/);
  });
});
