import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer, SearchCounts, SearchPage } from '../../src/features/prospects/contract.ts';
import { importCsv } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, tripsOf } from '../support/worker.ts';

const INDUSTRIES = ['Software', 'Banking', 'Health'];
const TITLES = ['CEO', 'VP Sales', 'Engineer', 'Chief Counsel'];
const rows = Array.from({ length: 240 }, (_, i) =>
  [
    `Person ${String(i).padStart(3, '0')}`,
    `p${i}@search.example`,
    i % 4 === 0 ? 'Acme' : i % 4 === 1 ? 'Acme Labs' : `Company ${i % 7}`,
    TITLES[i % 4],
    INDUSTRIES[i % 3],
    i % 2 ? 'Berlin' : 'Paris',
    i % 2 ? 'Germany' : 'France',
    i % 10 === 0 ? 'vip; gala' : '',
  ].join(','),
);
const CSV = `Name,Email,Company,Title,Industry,City,Country,Tags\n${rows.join('\n')}\n`;

let a: Member;
let b: Member;
beforeAll(async () => {
  a = await makeMember(await makeTenant());
  b = await makeMember(await makeTenant());
  await Promise.all([importCsv(a, CSV), importCsv(b, CSV.replaceAll('search.example', 'other.example'))]);
});

const search = (query: string, as = a) => as.json<SearchAnswer>(`/api/v1/prospects?${query}`);
const expected = (holds: (i: number) => boolean) => rows.filter((_, i) => holds(i)).length;

describe('filters', () => {
  it('match a part or, in quotes, the whole of company, title and place', async () => {
    expect((await search('company=acme')).total.value).toBe(expected((i) => i % 4 < 2));
    expect((await search('company=%22acme%22')).total.value).toBe(expected((i) => i % 4 === 0));
    expect((await search('title=chief')).total.value).toBe(expected((i) => i % 4 === 3));
    expect((await search('title=%22ceo%22')).total.value).toBe(expected((i) => i % 4 === 0));
    expect((await search('location=berl')).total.value).toBe(120);
  });

  it('match whole values of industry, country, seniority and tag, any of one kind and all of different kinds', async () => {
    expect((await search('industry=software')).total.value).toBe(80);
    expect((await search('industry=soft')).total.value).toBe(0);
    expect((await search('industry=Software&industry=banking')).total.value).toBe(160);
    expect((await search('industry=Software&country=Germany')).total.value).toBe(
      expected((i) => i % 3 === 0 && i % 2 === 1),
    );
    expect((await search('tag=vip')).total.value).toBe(24);
    expect((await search('seniority=c_suite')).total.value).toBe(expected((i) => i % 4 === 0));
  });

  it('take patterns for what they are: text', async () => {
    for (const q of ['%', '_', '\\', '%%%', "'", '"', '%25%25', 'a%b', "'; drop table prospects; --"]) {
      const r = await a.fetch(`/api/v1/prospects?q=${encodeURIComponent(q)}&title=${encodeURIComponent(q)}`);
      expect([q, r.status, ((await r.json()) as SearchAnswer).total.value]).toEqual([q, 200, 0]);
    }
  });

  it('refuse what they do not know', async () => {
    for (const query of ['sort=secret', 'limit=0', 'limit=201', 'list=x', 'colour=red', 'industry=']) {
      expect([query, (await a.fetch(`/api/v1/prospects?${query}`)).status]).toEqual([query, 422]);
    }
  });
});

it('takes a character that no text holds for a wrong value', async () => {
  for (const path of ['prospects', 'exports/prospects.csv']) {
    expect([path, (await a.fetch(`/api/v1/${path}?q=%00`)).status]).toEqual([path, 422]);
  }
});

describe('facets', () => {
  it('count everything where nothing is filtered, most first', async () => {
    const { facets, total } = await search('');
    expect(total).toEqual({ value: 240, exact: true });
    expect(facets.industry).toEqual(INDUSTRIES.toSorted().map((value) => ({ value, count: 80 })));
    expect(facets.country).toEqual([
      { value: 'France', count: 120 },
      { value: 'Germany', count: 120 },
    ]);
    expect(facets.tag).toEqual([
      { value: 'gala', count: 24 },
      { value: 'vip', count: 24 },
    ]);
    expect(facets.company?.[0]).toEqual({ value: 'Acme', count: 60 });
  });

  it('count what matches, and of a facet that is filtered by also its other values', async () => {
    const { facets, total } = await search('q=person&country=Germany');
    expect(total.value).toBe(120);
    expect(facets.country).toEqual([
      { value: 'France', count: 120 },
      { value: 'Germany', count: 120 },
    ]);
    expect(facets.industry?.map((f) => f.count)).toEqual([40, 40, 40]);
  });

  it('stay right when a prospect changes or goes', async () => {
    const c = await makeMember(await makeTenant());
    await importCsv(c, 'Name,Email,Industry\nA,a@f.example,Law\nB,b@f.example,Law\n');
    await importCsv(c, 'Email,Industry\na@f.example,Art\n');
    await admin`update prospects set deleted_at = now() where tenant_id = ${c.tenant.id} and name = 'B'`;
    const { facets, total } = await search('', c);
    expect([total.value, facets.industry]).toEqual([1, [{ value: 'Art', count: 1 }]]);
  });
});

describe('pages', () => {
  it.each(['newest', 'name', 'updated'])(
    'ordered by %s give every row once, in order, with the same total',
    async (sort) => {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: SearchAnswer = await search(`sort=${sort}&limit=50&q=person${cursor && `&cursor=${cursor}`}`);
        expect(page.total).toEqual({ value: 240, exact: true });
        seen.push(...page.items.map((p) => p.name));
        cursor = page.nextCursor;
      }
      expect(seen).toHaveLength(240);
      expect(new Set(seen).size).toBe(240);
      if (sort === 'name') expect(seen).toEqual(seen.toSorted());
      if (sort === 'newest') expect(seen).toEqual(seen.toSorted().reverse());
    },
  );

  it('refuse a cursor that is cut, forged or of another order', async () => {
    const { nextCursor } = await search('limit=10');
    const forged = btoa(JSON.stringify({ s: 'newest', k: 'x', i: 'y' }));
    for (const query of [
      `cursor=${nextCursor?.slice(3)}`,
      'cursor=%00',
      `cursor=${forged}`,
      `sort=name&cursor=${nextCursor}`,
      'cursor=e30',
    ]) {
      const r = await a.fetch(`/api/v1/prospects?${query}`);
      expect([query, r.status, ((await r.json()) as { code: string }).code]).toEqual([query, 400, 'bad_cursor']);
    }
  });
});

describe('rows and counts, each by itself', () => {
  const QUERIES = [
    '',
    'q=person&country=Germany&industry=Software',
    'q=person&fits=1',
    'q=persan',
    'company=%22acme%22',
  ];

  it.each(QUERIES)('say of “%s” together what a search says', async (query) => {
    const { items, nextCursor: _, prevCursor, ...counts } = await search(query);
    expect(await a.json<SearchCounts>(`/api/v1/prospects/counts?${query}`)).toEqual(counts);
    const page = await a.json<SearchPage>(`/api/v1/prospects?${query}&counts=false`);
    const facets = Object.fromEntries(Object.keys(counts.facets).map((facet) => [facet, []]));
    expect(page).toMatchObject({ items, prevCursor, total: null, facets, coverage: {}, similar: null });
  });

  it('page to the end and back without a total', async () => {
    const pages: SearchPage[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: SearchPage = await a.json(
        `/api/v1/prospects?counts=false&limit=100&sort=name${cursor && `&cursor=${cursor}`}`,
      );
      expect(page.total).toBeNull();
      pages.push(page);
      cursor = page.nextCursor;
    }
    expect(pages.map(({ items }) => items.length)).toEqual([100, 100, 40]);
    const back = await a.json<SearchPage>(`/api/v1/prospects?limit=100&sort=name&cursor=${pages[2]?.prevCursor}`);
    expect([back.total, back.items]).toEqual([null, pages[1]?.items]);
  });

  it('count the same in whichever order, which is not asked for', async () => {
    expect((await a.fetch('/api/v1/prospects/counts?sort=name')).status).toBe(422);
    expect((await a.fetch('/api/v1/prospects?counts=perhaps')).status).toBe(422);
  });
});

it('reads the database once', async () => {
  const queries = ['', 'q=person&country=Germany&industry=Software', 'sort=name&limit=10', 'q=person&counts=false'];
  const counts = ['', 'q=person&country=Germany&industry=Software'].map((query) => `/counts?${query}`);
  for (const path of [...queries.map((query) => `?${query}`), ...counts]) {
    const r = await a.fetch(`/api/v1/prospects${path}`);
    await r.arrayBuffer();
    expect([path, await tripsOf(r)]).toEqual([path, 1]);
  }
});

it('shows nothing of another tenant', async () => {
  const mine = await search('limit=200&q=search.example');
  expect(mine.total.value).toBe(240);
  expect((await search('q=other.example')).total.value).toBe(0);
  expect((await search('q=search.example', b)).total.value).toBe(0);
});

it('is found by its indexes under the fence: a rare word by itself, a common one along the order', async () => {
  const whale = await makeTenant();
  const [, , , , rare, common] = await admin.transaction([
    // Enough rows that reading them all would be the dearer plan.
    admin`insert into prospects (tenant_id, name, company)
      select ${whale.id}, md5(i::text) || ' ' || md5((i * 7)::text), 'Analytical Engines' from generate_series(1, 20000) i`,
    admin`analyze prospects`,
    admin`set local role edgewise_app`,
    admin`select set_config('app.tenant_id', ${whale.id}, true)`,
    admin`explain select id from prospects_search where search_text like '%lovelace%' order by created_at desc, id desc limit 50`,
    admin`explain select id from prospects_search where search_text like '%engines%' order by created_at desc, id desc limit 50`,
  ]);
  expect(JSON.stringify(rare)).toMatch(/Index Cond: \(\(tenant_id = .+ AND \(search_text ~~ '%lovelace%'/);
  expect(JSON.stringify(common)).toMatch(/Index Scan.* using prospects_newest/);
});
