import { beforeAll, describe, expect, it } from 'vitest';
import type { FacetAnswer, SearchAnswer } from '../../src/features/prospects/contract.ts';
import { newId } from '../../src/lib/ids.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, tripsOf } from '../support/worker.ts';

/** People of the filters, each for what is asked of them. */
const PEOPLE = [
  { name: 'Quinby Rich', netWorth: 2_000_000_000, email: 'q1@filters.example', company: 'Alpha', enriched: '1 hour' },
  { name: 'Quinby Wealthy', netWorth: 5_000_000, phone: '+41791234567', company: 'beta', enriched: '30 days' },
  { name: 'Quinby Modest', netWorth: 99_999, linkedin: 'https://linkedin.com/in/qm', company: null, enriched: null },
  { name: 'Quinby Unknown', netWorth: null, email: 'q4@filters.example', company: 'Gamma', enriched: null },
  { name: 'Quinby Indebted', netWorth: -500, company: null, enriched: '3 days' },
] as const;
type Person = (typeof PEOPLE)[number] & { email?: string; phone?: string; linkedin?: string };

let a: Member;
let b: Member;
const ids: string[] = [];
const lists = { of: newId(), theirs: newId() };
const importId = newId();

const add = (member: Member, person: Person, id: string, place: number) => admin`
  insert into prospects (tenant_id, id, name, net_worth, email, phone, linkedin_url, company, created_at, updated_at, enriched_at, owner_id, import_id, notes)
  values (${member.tenant.id}, ${id}, ${person.name}, ${person.netWorth}, ${person.email ?? null}, ${person.phone ?? null},
    ${person.linkedin ?? null}, ${person.company}, ${`2026-01-0${place + 1}T12:00:00Z`}, ${`2026-02-0${place + 1}T12:00:00Z`},
    now() - ${person.enriched}::interval, ${place === 0 ? member.userId : null}, ${place < 2 ? importId : null},
    ${place === 4 ? 'plays the harpsichord' : null})`;

beforeAll(async () => {
  [a, b] = await Promise.all([makeMember(await makeTenant()), makeMember(await makeTenant())]);
  for (const [place, person] of (PEOPLE as readonly Person[]).entries()) {
    const id = newId();
    ids.push(id);
    await admin.transaction([add(a, person, id, place), add(b, person, newId(), place)]);
  }
  await admin.transaction([
    admin`insert into lists (tenant_id, id, name, created_by) values (${a.tenant.id}, ${lists.of}, 'Of filters', ${a.userId})`,
    admin`insert into list_members (tenant_id, list_id, prospect_id) values (${a.tenant.id}, ${lists.of}, ${ids[2]}::uuid)`,
  ]);
  const run = async (place: number, status: string, age: string) => {
    const job = newId();
    await admin.transaction([
      admin`insert into jobs (tenant_id, id, kind, state, title, subject_type, subject_id, dedupe, progress_unit, created_by)
        values (${a.tenant.id}, ${job}, 'enrichment', 'done', 'x', 'prospect', ${ids[place]}::uuid, ${job}, 'sources', ${a.userId})`,
      admin`insert into enrichment_runs (tenant_id, prospect_id, job_id, status, trigger, sources, training, created_at)
        values (${a.tenant.id}, ${ids[place]}::uuid, ${job}, ${status}, 'request', '{apollo}', false, now() - ${age}::interval)`,
    ]);
  };
  await run(0, 'failed', '2 days');
  await run(0, 'done', '1 day');
  await run(1, 'failed', '2 days');
  await run(3, 'running', '0');
});

const search = (query: string, as = a) => as.json<SearchAnswer>(`/api/v1/prospects?${query}`);
const found = async (query: string) =>
  (await search(query)).items.map((p) => PEOPLE.findIndex(({ name }) => name === p.name)).toSorted();

describe('filters', () => {
  it.each([
    ['netWorthMin=5000000', [0, 1]],
    ['netWorthMax=99999', [2, 4]],
    ['netWorthMin=-500&netWorthMax=5000000', [1, 2, 4]],
    ['wealth=1b', [0]],
    ['wealth=0&wealth=5m', [1, 2, 4]],
    ['has=email', [0, 3]],
    ['lacks=email', [1, 2, 4]],
    ['lacks=email&lacks=phone', [2, 4]],
    ['has=linkedin&lacks=email', [2]],
    ['createdFrom=2026-01-02&createdTo=2026-01-03', [1, 2]],
    ['updatedTo=2026-02-01', [0]],
    ['enrichment=never', [2, 3]],
    ['enrichment=fresh', [0, 4]],
    ['enrichment=stale', [1]],
    ['enrichment=running', [3]],
    ['enrichment=failed', [1]],
    ['enrichment=failed&enrichment=never', [1, 2, 3]],
    ['owner=nobody', [1, 2, 3, 4]],
    ['q=harpsichord', [4]],
  ])('of %s find whom they mean', async (query, whom) => {
    expect(await found(query)).toEqual(whom);
  });

  it('of an owner, a list, an import and ids find theirs', async () => {
    expect(await found(`owner=${a.userId}`)).toEqual([0]);
    expect(await found(`owner=${a.userId}&owner=nobody`)).toEqual([0, 1, 2, 3, 4]);
    expect(await found(`list=${lists.of}`)).toEqual([2]);
    expect(await found(`import=${importId}`)).toEqual([0, 1]);
    expect(await found(`ids=${ids[1]}&ids=${ids[4]}`)).toEqual([1, 4]);
    const since = new Date(Date.now() - 4 * 86_400_000).toISOString().slice(0, 10);
    expect(await found(`enrichedFrom=${since}`)).toEqual([0, 4]);
    expect(await found(`enrichedTo=${since}`)).toEqual([1]);
  });

  it('show nothing of another tenant, whatever they name of it', async () => {
    for (const query of [`owner=${a.userId}`, `list=${lists.of}`, `ids=${ids[0]}`]) {
      expect([query, (await search(query, b)).total.value]).toEqual([query, 0]);
    }
  });

  it('refuse what is none', async () => {
    const bad = [
      'netWorthMin=1e6',
      'netWorthMax=',
      'createdFrom=2026-02-30',
      'createdTo=0000-01-01',
      'wealth=2m',
      'has=fax',
    ];
    for (const query of [...bad, 'enrichment=soon', 'import=x', 'ids=x', 'netWorthMin=9999999999999999999']) {
      expect([query, (await a.fetch(`/api/v1/prospects?${query}`)).status]).toEqual([query, 422]);
    }
  });
});

describe('facets', () => {
  it('tell how many have what, of how many it is known, and owners by name', async () => {
    const { facets, coverage, facetsExact } = await search('');
    expect(facetsExact).toBe(true);
    expect(coverage).toMatchObject({
      company: 0.6,
      industry: 0,
      wealth: 0.8,
      owner: 0.2,
      email: 0.4,
      phone: 0.2,
      tag: 0,
    });
    expect(facets.owner).toEqual([
      { value: 'nobody', count: 4 },
      { value: a.userId, count: 1, label: 'Member owner' },
    ]);
    expect(facets.wealth.map(({ value, count }) => `${value} ${count}`)).toEqual(['0 2', '1b 1', '5m 1']);
  });

  it('tell the same of what matches as of everything', async () => {
    const [everything, matching] = [await search(''), await search('q=quinby')];
    expect(matching.facets).toEqual(everything.facets);
    expect(matching.coverage).toEqual(everything.coverage);
  });

  it('keep their counts when an owner, a net worth or a phone changes', async () => {
    const c = await makeMember(await makeTenant());
    const id = newId();
    await admin`insert into prospects (tenant_id, id, name) values (${c.tenant.id}, ${id}, 'Changing Quinby')`;
    await admin`update prospects set owner_id = ${c.userId}, net_worth = 1000000, phone = '+1' where tenant_id = ${c.tenant.id} and id = ${id}`;
    const { facets, coverage } = await search('', c);
    expect(facets.owner).toEqual([{ value: c.userId, count: 1, label: 'Member owner' }]);
    expect(facets.wealth).toEqual([{ value: '1m', count: 1 }]);
    expect(coverage).toMatchObject({ wealth: 1, phone: 1, email: 0, owner: 1 });
  });

  it('are searched for values that hold a text', async () => {
    const values = async (query: string, as = a) =>
      (await as.json<FacetAnswer>(`/api/v1/prospects/facets/${query}`)).items.map(({ value }) => value);
    expect(await values('company?text=ET')).toEqual(['beta']);
    expect(await values('company')).toEqual(['Alpha', 'beta', 'Gamma']);
    expect(await values('company?text=%25')).toEqual([]);
    expect(await values('owner?text=member')).toEqual([a.userId]);
    expect(await values('owner?text=nobo')).toEqual(['nobody']);
    expect(await values('owner', b)).not.toContain(a.userId);
    expect((await a.fetch('/api/v1/prospects/facets/notes')).status).toBe(404);
  });
});

describe('pages', () => {
  it.each(['newest', 'name', 'updated', 'netWorth', 'company', 'enriched'])(
    'ordered by %s go forth and back over the same rows',
    async (sort) => {
      const forth: string[][] = [];
      let cursor: string | null = null;
      let last: string | null = null;
      do {
        const page: SearchAnswer = await search(`sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
        expect(page.total).toEqual({ value: 5, exact: true });
        expect(page.prevCursor === null).toBe(cursor === null);
        forth.push(page.items.map(({ name }) => name));
        last = page.prevCursor;
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(forth.flat().toSorted()).toEqual(PEOPLE.map(({ name }) => name).toSorted());
      const back: string[][] = [];
      while (last !== null) {
        const page: SearchAnswer = await search(`sort=${sort}&limit=2&cursor=${last}`);
        expect(page.nextCursor).not.toBeNull();
        back.unshift(page.items.map(({ name }) => name));
        last = page.prevCursor;
      }
      expect(back).toEqual(forth.slice(0, -1));
    },
  );

  it('put whoever has no such value last', async () => {
    const order = async (sort: string) => (await search(`sort=${sort}`)).items.map(({ name }) => name.slice(7));
    expect(await order('netWorth')).toEqual(['Rich', 'Wealthy', 'Modest', 'Indebted', 'Unknown']);
    expect((await order('company')).slice(0, 3)).toEqual(['Rich', 'Wealthy', 'Unknown']);
    expect((await order('enriched')).slice(0, 3)).toEqual(['Rich', 'Indebted', 'Wealthy']);
  });

  it('refuse a place that is none of their order', async () => {
    const forged = (sort: string, k: string) =>
      btoa(JSON.stringify({ s: sort, k, i: ids[0], n: 1, x: true })).replace(/=+$/, '');
    for (const [sort, key] of [
      ['netWorth', 'much'],
      ['netWorth', '9999999999999999999'],
      ['company', 'x'],
      ['enriched', 'infinity'],
      ['newest', '-infinity'],
    ] as const) {
      const r = await a.fetch(`/api/v1/prospects?sort=${sort}&cursor=${forged(sort, key)}`);
      expect([sort, key, r.status]).toEqual([sort, key, 400]);
    }
  });
});

describe('what is spelt alike', () => {
  it('is offered where the words found nobody, and is not counted as found', async () => {
    const { total, items, similar } = await search('q=quimby');
    expect([total.value, items.length]).toEqual([0, 0]);
    expect(similar?.didYouMean).toBe('quinby');
    expect(similar?.items).toHaveLength(5);
  });

  it('keeps to the other filters and to the tenant', async () => {
    const { similar } = await search('q=quimby&has=phone');
    expect(similar?.items.map(({ name }) => name)).toEqual(['Quinby Wealthy']);
    expect(similar?.items[0]?.id).toBe(ids[1]);
  });

  it('is not looked for where enough is found, or no word is long enough', async () => {
    for (const q of ['quinby', 'zq', 'zzqqxxkk']) expect([q, (await search(`q=${q}`)).similar]).toEqual([q, null]);
  });

  it('takes patterns for text, and the longest query in its stride', async () => {
    for (const q of ['%%%%%', '____', '\\\\\\\\', "'''''", `${'%_'.repeat(100)}`, 'x'.repeat(200), 'ab '.repeat(60)]) {
      const r = await a.fetch(`/api/v1/prospects?q=${encodeURIComponent(q)}`);
      expect([q, r.status]).toEqual([q, 200]);
      await r.arrayBuffer();
    }
  });
});

it('reads the database once, with every filter and with what is spelt alike', async () => {
  const all = 'has=email&lacks=phone&wealth=1b&owner=nobody&enrichment=failed&netWorthMin=1&createdFrom=2026-01-01';
  for (const query of ['q=quimby', all, 'sort=netWorth']) {
    const r = await a.fetch(`/api/v1/prospects?${query}`);
    await r.arrayBuffer();
    expect([query, await tripsOf(r)]).toEqual([query, 1]);
  }
});

describe('is answered by an index under the fence', () => {
  let explained: (query: string) => Promise<string>;
  beforeAll(async () => {
    const whale = await makeTenant();
    await admin`
      insert into prospects (tenant_id, name, company, net_worth, email, created_at, enriched_at)
      select ${whale.id}, md5(i::text) || ' ' || md5((i * 7)::text), case when i % 3 > 0 then md5((i * 3)::text) end,
        case when i % 5 = 0 then i * 1000::bigint end, case when i % 5000 = 0 then i || '@whale.example' end,
        now() - make_interval(mins => i), case when i % 4 = 0 then now() - make_interval(hours => i) end
        from generate_series(1, 20000) i`;
    await admin`analyze prospects`;
    explained = async (query) => {
      const [, , plan] = await admin.transaction([
        admin`set local role edgewise_app`,
        admin`select set_config('app.tenant_id', ${whale.id}, true), set_config('pg_trgm.word_similarity_threshold', '0.5', true)`,
        admin.query(`explain select id from prospects_search where ${query} limit 50`),
      ]);
      return JSON.stringify(plan);
    };
  });
  const WORTH = "coalesce(net_worth, '-9223372036854775808'::bigint)";
  const ENRICHED = "coalesce(enriched_at, '-infinity'::timestamptz)";
  const COMPANY = "(company is null), coalesce(lower(company), '')";

  it.each([
    ['net worth, from and to', `${WORTH} >= 19000000 and ${WORTH} <= 19100000`, 'prospects_net_worth'],
    ['the order of net worth', `true order by ${WORTH} desc, id desc`, 'prospects_net_worth'],
    ['the order of net worth, backwards', `true order by ${WORTH} asc, id asc`, 'prospects_net_worth'],
    ['a place in it', `(${WORTH}, id) < (5000, '${newId()}') order by ${WORTH} desc, id desc`, 'prospects_net_worth'],
    ['the order of companies', `true order by ${COMPANY}, id`, 'prospects_company'],
    ['a place in it', `(${COMPANY}, id) > (false, 'm', '${newId()}') order by ${COMPANY}, id`, 'prospects_company'],
    ['the order of enrichment', `true order by ${ENRICHED} desc, id desc`, 'prospects_enriched'],
    ['days of enrichment', `${ENRICHED} > now() - interval '9 hours'`, 'prospects_enriched'],
    ['days of being added', `created_at >= now() - interval '1 hour'`, 'prospects_newest'],
    ['an import', `import_id = '${newId()}'`, 'prospects_import'],
    ['a way to reach them', `facet_keys @> array['has:email']`, 'prospects_found'],
    ['an owner', `facet_keys && array['owner:somebody']`, 'prospects_found'],
    ['a band', `facet_keys && array['wealth:1b']`, 'prospects_found'],
    ['what is spelt alike', `search_text %> 'lovelase'`, 'prospects_found'],
  ])('%s', async (_, query, index) => {
    const plan = await explained(query);
    expect(plan).toContain(index);
    expect(plan).toMatch(/Index Cond: \(+tenant_id = /);
  });
});
