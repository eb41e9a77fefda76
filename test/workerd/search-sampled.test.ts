import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import { finerOf } from '../../src/features/prospects/facets.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

/** More than are counted one by one. Half are in France; one of four has a company, one of a hundred a title of their own. */
const PEOPLE = 24_000;
/** What a sample of a sixteenth may be off by: seven times its standard deviation, which no run of the tests will meet. */
const NEAR = 0.2;

let a: Member;
const search = (query: string) => a.json<SearchAnswer>(`/api/v1/prospects?${query}`);
const near = (value: number, of: number) => {
  expect(value).toBeGreaterThan(of * (1 - NEAR));
  expect(value).toBeLessThan(of * (1 + NEAR));
};

beforeAll(async () => {
  a = await makeMember(await makeTenant());
  await admin`
    insert into prospects (tenant_id, name, country, company, title, tags)
    select ${a.tenant.id}, 'Sampled Person ' || i, case when i % 2 = 0 then 'France' else 'Chile' end,
      case when i % 4 = 0 then 'Quarter Works' end, case when i % 100 = 0 then 'Hundredth' end,
      array(select 't' || n from generate_series(1, i % 7) n)
      from generate_series(1, ${PEOPLE}::int) i`;
});

describe('in a workspace of more people than are counted', () => {
  it('what many match is estimated from a sample, in total and by facet, and said to be so', async () => {
    const { total, facets, facetsExact, coverage } = await search('q=sampled&limit=1');
    expect(total.exact).toBe(false);
    near(total.value, PEOPLE);
    expect(facetsExact).toBe(false);
    const { country } = facets;
    expect(country.map(({ value }) => value).sort()).toEqual(['Chile', 'France']);
    for (const { count } of country) near(count, PEOPLE / 2);
    near(coverage.company ?? 0, 0.25);
    expect(coverage.email).toBe(0);
  });

  it('a total that is just above what is counted is one as well', async () => {
    const { total } = await search('q=sampled&lacks=email&country=Chile&limit=1');
    expect(total.exact).toBe(false);
    near(total.value, PEOPLE / 2);
  });

  it('what fewer match is counted', async () => {
    const quarter = await search('q=quarter&limit=1');
    expect(quarter.total).toEqual({ value: PEOPLE / 4, exact: true });
    const few = await search('q=hundredth&limit=1');
    expect(few.total).toEqual({ value: PEOPLE / 100, exact: true });
    expect(few.facetsExact).toBe(true);
    expect(few.facets.country).toEqual([{ value: 'France', count: PEOPLE / 100 }]);
  });

  it('a value of one facet has its kept count, and the others of that facet are told beside it', async () => {
    const { total, facets } = await search('country=France&limit=1');
    expect(total).toEqual({ value: PEOPLE / 2, exact: true });
    expect(facets.country).toEqual([
      { value: 'Chile', count: PEOPLE / 2 },
      { value: 'France', count: PEOPLE / 2 },
    ]);
  });

  it('nobody is told of the sample, and the tags beyond the fourth are found as the first are', async () => {
    const { facets } = await search('q=hundredth&limit=1');
    expect(JSON.stringify(facets)).not.toContain('sample');
    for (const tag of ['t1', 't6']) {
      const { total } = await search(`q=hundredth&tag=${tag}&limit=1`);
      const [row] = await admin`
        select count(*)::int as n from prospects where tenant_id = ${a.tenant.id} and title = 'Hundredth' and ${tag} = any (tags)`;
      expect(total.value).toBe(row?.n);
      expect(total.value).toBeGreaterThan(0);
    }
  });
});

it('is one of sixteen people, half of them in the next sample, and so on', async () => {
  const rows = await admin`
    select k, count(*)::int as n from prospects, unnest(facet_keys) k
     where tenant_id = ${a.tenant.id} and k like 'sample:%' group by 1`;
  const n = new Map(rows.map(({ k, n }) => [k, Number(n)]));
  near(n.get('sample:4') ?? 0, PEOPLE / 16);
  for (let level = 5; level <= 16; level += 1) {
    expect(n.get(`sample:${level}`) ?? 0).toBeLessThanOrEqual(n.get(`sample:${level - 1}`) ?? 0);
  }
});

describe('the fine sample', () => {
  it('has 400 to 800 of those who match, or is the finest, or no coarser than the coarse one', async () => {
    const { sql: level, params } = new PgDialect().sqlToQuery(finerOf(sql`about`));
    const rows = await admin.query(
      `select about, ${level} as level from generate_series(0, 400000, 3700) about, (select 4 as finest, 8 as level) l`,
      params,
    );
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) {
      const [about, is] = [Number(row.about), Number(row.level)];
      const matches = about / 2 ** is;
      if (is > 4) expect([about, matches >= 400]).toEqual([about, true]);
      if (is < 8) expect([about, matches < 800]).toEqual([about, true]);
      expect([about, is >= 4 && is <= 8]).toEqual([about, true]);
    }
  });
});

describe('in a workspace of more than a hundred thousand', () => {
  const rare = 'cccccccc-0000-7000-8000-00000000000b';
  beforeAll(async () => {
    await admin`insert into prospects (tenant_id, id, name) values (${a.tenant.id}, ${rare}, 'Zyxwvutsr Odd')`;
    // Said to be as large as that, so that nobody has to be made.
    await admin`update prospect_facets set n = 200000 where tenant_id = ${a.tenant.id} and facet = 'all' and key = ''`;
  });

  it('some thousands are told by the sample as well, and said to be about so many', async () => {
    const { total, facets, facetsExact, coverage } = await search('q=quarter&limit=1');
    expect([total.exact, facetsExact]).toEqual([false, false]);
    near(total.value, PEOPLE / 4);
    expect(facets.country.map(({ value }) => value)).toEqual(['France']);
    near(facets.country[0]?.count ?? 0, PEOPLE / 4);
    expect(coverage.company).toBe(1);
  });

  it('what many match is told by a fine sample, what few match is counted', async () => {
    near((await search('q=sampled&limit=1')).total.value, PEOPLE);
    expect((await search('q=hundredth&limit=1')).total).toEqual({ value: PEOPLE / 100, exact: true });
  });

  it('a page is found whether many, some or few match, in any order', async () => {
    for (const sort of ['newest', 'name']) {
      const names = (query: string) =>
        search(`${query}&sort=${sort}&limit=100`).then(({ items }) => items.map((i) => i.name));
      expect(new Set(await names('q=sampled')).size).toBe(100);
      expect(new Set(await names('q=quarter')).size).toBe(100);
      expect(new Set(await names('q=hundredth')).size).toBe(100);
      expect(await names('q=hundredth%20sampled&tag=t6')).toHaveLength(
        (await search('q=hundredth%20sampled&tag=t6')).total.value,
      );
    }
  });

  it('what is spelt alike is looked for among a sixteenth first, and among all where none of those is like it', async () => {
    const { similar } = await search('q=hundredht&limit=1');
    expect(similar?.didYouMean).toBe('hundredth');
    expect(similar?.items.every(({ id }) => id.endsWith('0'))).toBe(true);
    const odd = await search('q=zyxwvutrs&limit=1');
    expect(odd.similar?.items.map(({ id }) => id)).toEqual([rare]);
  });
});
