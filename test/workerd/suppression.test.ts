import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/app.ts';
import { type ExportFile, exportTrailer } from '../../src/features/exports/contract.ts';
import type { Discovered, Matches } from '../../src/features/personas/contract.ts';
import type { BulkEdit } from '../../src/features/records/contract.ts';
import type {
  SuppressedAnswer,
  SuppressionCheck,
  SuppressionEntry,
  SuppressionPage,
  SuppressionsFound,
} from '../../src/features/suppression/contract.ts';
import { padsOf } from '../../src/features/suppression/pads.ts';
import { hmac } from '../../src/lib/hmac.ts';
import { readEnv } from '../../src/platform/env.ts';
import { eventually, importCsv, workDone } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, testEnv } from '../support/worker.ts';

const owner = async () => makeMember(await makeTenant());
type Person = { name: string; email?: string | null; phone?: string | null; company?: string; domain?: string };
const person = async (a: Member, p: Person): Promise<string> => {
  const [row] = await admin`insert into prospects (tenant_id, name, email, phone, company, company_domain)
    values (${a.tenant.id}, ${p.name}, ${p.email ?? null}, ${p.phone ?? null}, ${p.company ?? null}, ${p.domain ?? null}) returning id`;
  return String(row?.id);
};
const post = (a: Member, path: string, body: object = {}) => a.fetch(`/api/v1${path}`, { method: 'POST', body });
const posted = async <T>(a: Member, path: string, body: object = {}): Promise<T> => {
  const answer = await post(a, path, body);
  expect([path, answer.ok]).toEqual([path, true]);
  return (await answer.json()) as T;
};
const add = (a: Member, ...entries: object[]) => posted<SuppressedAnswer>(a, '/suppressions', { entries });
const suppress = (a: Member, ...ids: string[]) => posted<SuppressedAnswer>(a, '/suppressions/people', { ids });
const whoOf = async (a: Member, ids: string[]) =>
  (await posted<SuppressionCheck>(a, '/suppressions/check', { ids })).people.map(({ id }) => id);
const auditOf = async (a: Member) =>
  (await admin`select verb from audit where tenant_id = ${a.tenant.id} order by created_at, id`).map(
    ({ verb }) => verb,
  );
/** A file with its trailer: its lines without the head, and what was left out. */
const fileOf = async (answer: Response) => {
  const [file = '', seal = ''] = (await answer.text()).split('\x1e');
  return { lines: file.trimEnd().split('\r\n').slice(1), ...exportTrailer.parse(JSON.parse(seal)) };
};

describe('the list', () => {
  it('holds nothing of an address but its hash and a hint, and finds it by its exact value', async () => {
    const a = await owner();
    const values = { email: 'Secretive.Sam@hidden-list.example', phone: '+1 (212) 555-0147' };
    expect(await add(a, { email: values.email }, { phone: values.phone })).toEqual({ added: 2, already: 0 });
    expect(await add(a, { email: ` ${values.email.toUpperCase()} ` })).toEqual({ added: 0, already: 1 });
    const { items } = await a.json<SuppressionPage>('/api/v1/suppressions');
    expect(items.map(({ kind, hint, source }) => [kind, hint, source]).sort()).toEqual([
      ['email', 's…@hidden-list.example', 'member'],
      ['phone', '…47', 'member'],
    ]);
    const [stored] = await admin`select
      (select jsonb_agg(s) from suppressions s where tenant_id = ${a.tenant.id})::text ||
      (select jsonb_agg(h) from suppression_hashes h where tenant_id = ${a.tenant.id})::text ||
      (select jsonb_agg(u) from audit u where tenant_id = ${a.tenant.id})::text as text`;
    expect(String(stored?.text).toLowerCase()).not.toMatch(/secretive|5550147|555-0147/);
    const find = async (value: object) =>
      (await posted<SuppressionsFound>(a, '/suppressions/search', { value })).items.length;
    expect(await find({ email: 'secretive.sam@hidden-list.example' })).toBe(1);
    expect(await find({ email: 'secretive.sam@hidden-list.exampl' })).toBe(0);
    expect(await find({ phone: '001 212 555 0147' })).toBe(1);
    expect(await auditOf(a)).toEqual(['suppression.added']);
  });

  it('has hashes that are HMACs by a key of the workspace’s own', async () => {
    const [a, b] = [await owner(), await owner()];
    for (const one of [a, b]) await add(one, { email: 'same@two-lists.example' });
    const env = readEnv(testEnv);
    const { inner, outer } = await padsOf({ env, tenantId: a.tenant.id });
    const text = await hmac(env.AUTH_SECRET, 'edgewise suppression 1', a.tenant.id);
    const key = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(text),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode('email:same@two-lists.example'));
    const hex = Array.from(new Uint8Array(mac), (x) => x.toString(16).padStart(2, '0')).join('');
    expect([inner.length, outer.length]).toEqual([128, 128]);
    const rows =
      await admin`select tenant_id, hash from suppression_hashes where tenant_id in (${a.tenant.id}, ${b.tenant.id})`;
    expect(rows.find((row) => row.tenant_id === a.tenant.id)?.hash).toBe(hex);
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(2);
  });

  it('lets nobody out where it was made by another secret', async () => {
    const a = await owner();
    await person(a, { name: 'Secret Changed', email: 'changed@secrets-list.example' });
    await add(a, { email: 'changed@secrets-list.example' });
    await admin`update suppression_hashes set key_print = 'another' where tenant_id = ${a.tenant.id}`;
    expect((await a.fetch('/api/v1/exports/prospects.csv')).status).toBe(500);
  });

  it('is added to by members, lifted from by admins, and says who did', async () => {
    const a = await owner();
    const member = await makeMember(a.tenant, 'member');
    const id = await person(a, { name: 'Lifted Lee', email: 'lee@lifted.example', company: 'Lift Ltd' });
    expect(await suppress(member, id)).toEqual({ added: 1, already: 0 });
    expect(await suppress(member, id)).toEqual({ added: 0, already: 1 });
    const [entry] = (await a.json<SuppressionPage>('/api/v1/suppressions')).items;
    expect(entry).toMatchObject({
      kind: 'person',
      hint: 'L… L…, Lift Ltd · l…@lifted.example',
      createdBy: member.userId,
    });
    expect(await whoOf(a, [id])).toEqual([id]);
    expect((await post(member, `/suppressions/${entry?.id}/lift`)).status).toBe(403);
    const lifted = await posted<SuppressionEntry>(a, `/suppressions/${entry?.id}/lift`);
    expect(lifted.liftedAt).not.toBeNull();
    expect(await posted<SuppressionEntry>(a, `/suppressions/${entry?.id}/lift`)).toEqual(lifted);
    expect(await whoOf(a, [id])).toEqual([]);
    expect((await a.json<SuppressionPage>('/api/v1/suppressions')).items).toEqual([]);
    expect((await a.json<SuppressionPage>('/api/v1/suppressions?lifted=true')).items).toEqual([lifted]);
    expect(await auditOf(a)).toEqual(['suppression.added', 'suppression.lifted']);
    expect((await post(await owner(), `/suppressions/${entry?.id}/lift`)).status).toBe(404);
    const viewer = await makeMember(a.tenant, 'viewer');
    expect((await post(viewer, '/suppressions', { entries: [{ email: 'x@y.example' }] })).status).toBe(403);
  });

  it('takes everybody once, however many put them there at the same time', async () => {
    const a = await owner();
    const entries = Array.from({ length: 20 }, (_, i) => ({ email: `once${i}@at-once.example` }));
    const answers = await Promise.all(Array.from({ length: 6 }, () => add(a, ...entries)));
    expect(answers.reduce((sum, { added }) => sum + added, 0)).toBe(20);
    expect(answers.every(({ added, already }) => added + already === 20)).toBe(true);
  });

  it('pages, newest first, and refuses what is no address', async () => {
    const a = await owner();
    for (let i = 0; i < 5; i += 1) await add(a, { email: `page${i}@pages-list.example` });
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await a.json<SuppressionPage>(`/api/v1/suppressions?limit=2${cursor}`);
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    for (const entry of [
      { email: 'nobody' },
      { phone: '12' },
      { name: 'Only Name' },
      {},
      { email: 'a@b.example', x: 1 },
    ]) {
      expect((await post(a, '/suppressions', { entries: [entry] })).status).toBe(422);
    }
  });
});

/** The same value as somebody else writes it. */
const noisy = {
  email: fc.constantFrom(
    (v: string) => v,
    (v: string) => v.toUpperCase(),
    (v: string) => `  ${v} `,
  ),
  phone: fc.constantFrom(
    (v: string) => v,
    (v: string) => v.replace('+', '00'),
    (v: string) => v.replace(/(\d{3})/g, '$1-'),
    (v: string) => `${v.slice(0, 5)} (${v.slice(5, 7)}) ${v.slice(7)}`,
  ),
  name: fc.constantFrom(
    (v: string) => v,
    (v: string) => v.toUpperCase(),
    (v: string) => v.replace(' ', '  '),
    (v: string) => v.normalize('NFD'),
  ),
  company: fc.constantFrom(
    (v: string) => v,
    (v: string) => `${v}, Inc.`,
    (v: string) => `${v} GmbH`,
    (v: string) => v.toLowerCase(),
  ),
};

describe('all that match', () => {
  const bulk = async (m: Member, path: string, body: object, state: BulkEdit['state']) => {
    const { id } = await posted<BulkEdit>(m, `/bulk-edits${path}`, body);
    await workDone();
    const ended = await m.json<BulkEdit>(`/api/v1/bulk-edits/${id}`);
    expect(ended.state).toBe(state);
    return ended;
  };

  it('are put on the list by a job, each once, and it alone is taken back, by who may lift', async () => {
    const a = await owner();
    const ids = await Promise.all(
      [
        { name: 'Allmatch Aune', email: 'aune@allmatch.example' },
        { name: 'Allmatch Brit', phone: '+47 22 11 44 55', company: 'Fjord' },
        { name: 'Allmatch Brit', phone: '+47 22 11 44 55', company: 'Fjord' },
        { name: 'Allmatch Carl' },
        { name: 'Allmatch Dora', email: 'dora@allmatch.example' },
        { name: 'Somebody Else', email: 'else@another-match.example' },
      ].map((one) => person(a, one)),
    );
    const [aune = '', brit = '', twin = '', , dora = '', other = ''] = ids;
    await suppress(a, dora);
    const change = { kind: 'suppress', reason: 'Asked at the fair' };
    const member = await makeMember(a.tenant, 'member');
    const done = await bulk(member, '', { filter: { q: 'Allmatch' }, change }, 'done');
    // One of the two who are the same, nobody who is known by nothing or was there already.
    expect(done.people).toMatchObject({ total: 5, changed: 2, same: 3 });
    expect((await whoOf(a, ids)).sort()).toEqual([aune, brit, twin, dora].sort());
    const { items } = await a.json<SuppressionPage>('/api/v1/suppressions');
    expect(items.map(({ reason, source, createdBy }) => [reason, source, createdBy])).toEqual([
      ['Asked at the fair', 'member', member.userId],
      ['Asked at the fair', 'member', member.userId],
      [null, 'member', a.userId],
    ]);

    expect((await post(member, `/bulk-edits/${done.id}/undo`)).status).toBe(403);
    expect(await whoOf(a, [aune])).toEqual([aune]);
    const lifted = items.find(({ hint }) => hint.includes('allmatch'))?.id;
    await posted(a, `/suppressions/${lifted}/lift`);
    const undone = await bulk(a, `/${done.id}/undo`, {}, 'undone');
    expect(undone.people).toMatchObject({ undone: 1, kept: 1 });
    expect(await whoOf(a, ids)).toEqual([dora]);
    const [gone] = (await a.json<SuppressionPage>('/api/v1/suppressions?lifted=true')).items;
    expect(gone?.liftedByName).toBe('Member owner');
    expect((await auditOf(a)).filter((verb) => verb.startsWith('suppression.'))).toEqual([
      'suppression.added',
      'suppression.added',
      'suppression.lifted',
      'suppression.lifted',
    ]);
    expect(await whoOf(a, [other])).toEqual([]);
  });
});

describe('a long list', () => {
  it('is asked by its index, however many it was just added to with', async () => {
    const a = await owner();
    await admin`insert into prospects (tenant_id, name, email, phone, company)
      select ${a.tenant.id}, 'Longlist ' || n, 'n' || n || '@longlist.example', '+1 212 555 ' || n, 'House ' || n
        from generate_series(1000, 2199) n`;
    expect(await posted<SuppressedAnswer>(a, '/suppressions/people', { filter: { q: 'longlist' } })).toEqual({
      added: 1_200,
      already: 0,
    });
    const some = await admin`select id from prospects where tenant_id = ${a.tenant.id} order by id limit 100`;
    expect(
      await whoOf(
        a,
        some.map(({ id }) => String(id)),
      ),
    ).toHaveLength(100);
    const file = await fileOf(await a.fetch('/api/v1/exports/prospects.csv?trailer=true'));
    expect([file.rows, file.left]).toEqual([0, 1_200]);
  });
});

describe('whoever is suppressed by any of what they are known by', () => {
  it('is in no export, and nobody else is left out', async () => {
    const a = await owner();
    const people = Array.from({ length: 12 }, (_, i) => ({
      name: `Zoë Laws${String.fromCharCode(97 + i)}`,
      email: `zoe${i}@laws-list.example`,
      phone: `+4930123${4500 + i}`,
      company: `Lawhouse ${i}`,
      domain: `law${i}.example`,
    }));
    const ids: string[] = [];
    for (const one of people) ids.push(await person(a, one));
    const by = fc.constantFrom('email', 'phone', 'domain', 'company');
    const target = fc.record({ at: fc.nat({ max: people.length - 1 }), by, ...noisy });
    await fc.assert(
      fc.asyncProperty(fc.array(target, { maxLength: 5 }), async (targets) => {
        await admin`delete from suppressions where tenant_id = ${a.tenant.id}`;
        const entries = targets.map((t) => {
          const p = people[t.at] as (typeof people)[number];
          if (t.by === 'email') return { email: t.email(p.email) };
          if (t.by === 'phone') return { phone: t.phone(p.phone) };
          const name = t.name(p.name);
          return t.by === 'domain'
            ? { name, companyDomain: `www.${p.domain}` }
            : { name, company: t.company(p.company) };
        });
        if (entries.length > 0) await add(a, ...entries);
        const out = new Set(targets.map(({ at }) => ids[at]));
        const kept = ids.filter((id) => !out.has(id));
        for (const sort of ['newest', 'name']) {
          const file = await fileOf(
            await a.fetch(`/api/v1/exports/prospects.csv?columns=id&sort=${sort}&trailer=true`),
          );
          expect([sort, [...file.lines].sort()]).toEqual([sort, [...kept].sort()]);
          expect([file.rows, file.left]).toEqual([kept.length, out.size]);
        }
        expect(new Set(await whoOf(a, ids))).toEqual(out);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('is in no file of any route that gives one', async () => {
    const a = await owner();
    const ids = [
      await person(a, { name: 'Canary Suppressed', email: 'canary@gone-list.example' }),
      await person(a, { name: 'Plain Kept', email: 'plain@gone-list.example' }),
    ];
    await suppress(a, ids[0] as string);
    const files = ROUTES.filter((r) => r.scope === 'exports:create' && r.answerType !== undefined);
    const paths = files.map((r) => `${r.method} ${r.path}`);
    expect(paths.sort(), 'a new way out needs the check, and a line here').toEqual([
      'get /v1/exports/files/{token}',
      'get /v1/exports/prospects.csv',
      'get /v1/exports/prospects.jsonl',
      'get /v1/exports/prospects.xlsx',
      'get /v1/prospects/{id}/dossier.pdf',
      'post /v1/exports/prospects',
    ]);
    for (const format of ['csv', 'jsonl']) {
      for (const provenance of ['', '&provenance=true']) {
        const text = await (await a.fetch(`/api/v1/exports/prospects.${format}?sort=name${provenance}`)).text();
        expect([text.includes('canary@'), text.includes('plain@')]).toEqual([false, true]);
      }
    }
    for (const format of ['csv', 'jsonl', 'xlsx']) {
      const text = await (await post(a, '/exports/prospects', { ids, format })).text();
      expect(JSON.parse(text.slice(text.lastIndexOf('\x1e') + 1))).toMatchObject({ rows: 1, left: 1 });
    }
    expect((await a.fetch(`/api/v1/prospects/${ids[0]}/dossier.pdf`)).status).toBe(409);
    expect((await a.fetch(`/api/v1/prospects/${ids[1]}/dossier.pdf`)).status).toBe(200);
  });

  it('is left out of a file that is made in the background, and of one made before, when it is fetched', async () => {
    const a = await owner();
    const ids: string[] = [];
    for (const name of ['Amy', 'Ben', 'Cat', 'Dan'])
      ids.push(await person(a, { name: `${name} Ground`, email: `${name}@background.example` }));
    await suppress(a, ids[1] as string);
    const { id } = await posted<{ id: string }>(a, '/exports', { filter: {}, sort: 'name', columns: ['name'] });
    const file = await eventually(
      () => a.json<ExportFile>(`/api/v1/exports/${id}`),
      ({ status }) => status === 'done' || status === 'failed',
    );
    expect(file).toMatchObject({ status: 'done', rows: { done: 3, total: 4 }, leftOut: 1 });
    const { url } = await posted<{ url: string }>(a, `/exports/${id}/link`);
    const fetched = async () => fileOf(await a.fetch(`${url.slice(url.indexOf('/api/'))}?trailer=true`));
    expect(await fetched()).toMatchObject({ lines: ['Amy Ground', 'Cat Ground', 'Dan Ground'], rows: 3, left: 1 });
    await add(a, { email: 'DAN@background.example' });
    expect(await fetched()).toMatchObject({ lines: ['Amy Ground', 'Cat Ground'], rows: 2, left: 2 });
    const { items } = await a.json<SuppressionPage>('/api/v1/suppressions');
    for (const one of items) await posted(a, `/suppressions/${one.id}/lift`);
    // Who was left out when it was made is not in it: nothing was written of them.
    expect(await fetched()).toMatchObject({ lines: ['Amy Ground', 'Cat Ground', 'Dan Ground'], rows: 3, left: 1 });
  });

  it('is enriched by nobody: not by a look, not by a wish, not in bulk, not by one source', async () => {
    const a = await owner();
    const id = await person(a, { name: 'Enriched Never', email: 'never@no-enrich.example' });
    await suppress(a, id);
    for (const [path, body] of [
      [`/prospects/${id}/enrichments`, {}],
      [`/prospects/${id}/sources/apollo/retry`, {}],
    ] as const) {
      const answer = await post(a, path, body);
      expect([path, answer.status, (await answer.json<{ detail: string }>()).detail]).toEqual([
        path,
        409,
        expect.stringContaining('suppression list'),
      ]);
    }
    await a.json(`/api/v1/prospects/${id}`, { headers: { 'sec-fetch-site': 'same-origin' } });
    const bulk = await posted<{ id: string }>(a, '/enrichments', { ids: [id], onlyStale: false });
    await eventually(
      () => a.json<{ state: string; people: { skipped: number } }>(`/api/v1/enrichments/${bulk.id}`),
      ({ state, people }) => state === 'done' && people.skipped === 1,
    );
    expect(await admin`select 1 from enrichment_runs where tenant_id = ${a.tenant.id}`).toEqual([]);
    const [entry] = (await a.json<SuppressionPage>('/api/v1/suppressions')).items;
    await posted(a, `/suppressions/${entry?.id}/lift`);
    expect((await post(a, `/prospects/${id}/enrichments`, {})).status).toBe(202);
  });

  it('is offered by no search for people like one, here or in Apollo', async () => {
    const a = await owner();
    const [one, other] = [
      await person(a, { name: 'Like One', email: 'one@like-list.example' }),
      await person(a, { name: 'Like Other', email: 'other@like-list.example' }),
    ];
    await admin`update prospects set title = 'Chief Sommelier' where tenant_id = ${a.tenant.id}`;
    const matches = async () =>
      (await posted<Matches>(a, '/personas/matches', { definition: { titles: ['sommelier'] } })).items.map(
        (x) => x.person.id,
      );
    expect(new Set(await matches())).toEqual(new Set([one, other]));
    await add(a, { email: 'one@like-list.example' });
    expect(await matches()).toEqual([other]);
    const discover = () => posted<Discovered>(a, '/personas/discover', { definition: { titles: ['Director'] } });
    const before = await discover();
    const [found] = before.items;
    const [first = '', last = ''] = found?.name.split(' ') ?? [];
    const [begin = '', end = ''] = last.split('***');
    // Somebody whom the workspace has no record of: only the list knows them.
    await add(a, { name: `${first} ${begin}anyletters${end}`, company: found?.company ?? '' });
    const after = await discover();
    expect(after.items.map(({ id }) => id)).not.toContain(found?.id);
    expect(after.leftOut).toBe(before.leftOut + 1);
  });

  it('is marked when a file brings them back', async () => {
    const a = await owner();
    await add(a, { email: 'back@brought-back.example' });
    await importCsv(a, 'Name,Email\nBack Again,back@brought-back.example\nNew One,new@brought-back.example\n');
    const { items } = await a.json<{ items: { id: string; name: string }[] }>('/api/v1/prospects');
    const marked = await whoOf(
      a,
      items.map(({ id }) => id),
    );
    expect(items.filter(({ id }) => marked.includes(id)).map(({ name }) => name)).toEqual(['Back Again']);
  });
});
