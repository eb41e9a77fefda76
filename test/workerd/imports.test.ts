import { describe, expect, it } from 'vitest';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import { csvForm, importCsv, importEnded } from '../support/imports.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

const PEOPLE = `First Name,Last Name,Email,Company,Title,Country,Tags
Ada,Lovelace,ada@engine.example,Analytical Engines,Chief Scientist,United Kingdom,math; poetry
Grace,Hopper,grace@navy.example,US Navy,Rear Admiral,United States,
Lin,Broken,not-an-address,Nowhere,Clerk,,
Ada,Lovelace,ada@engine.example,Analytical Engines,Chief Scientist,United Kingdom,math; poetry
`;

const owner = async () => makeMember(await makeTenant());

describe('an import', () => {
  it('goes in, counts every row once, and can be found by every word', async () => {
    const a = await owner();
    const state = await importCsv(a, PEOPLE);
    expect(state).toMatchObject({
      status: 'done',
      rows: { read: 4, created: 2, updated: 0, unchanged: 1, refused: 1 },
    });
    expect(state.progress.bytesDone).toBe(state.progress.bytesTotal);
    const all = await a.json<SearchAnswer>('/api/v1/prospects');
    expect(all.total).toEqual({ value: 2, exact: true });
    expect(all.items.map((p) => p.name).sort()).toEqual(['Ada Lovelace', 'Grace Hopper']);
    for (const q of ['lovelace', 'ANALYT', 'chief scient', 'engine.example', 'lo', 'kingdom']) {
      const found = await a.json<SearchAnswer>(`/api/v1/prospects?q=${encodeURIComponent(q)}`);
      expect([q, found.items.map((p) => p.name)]).toEqual([q, ['Ada Lovelace']]);
    }
  });

  it('of the same file again changes nothing', async () => {
    const a = await owner();
    await importCsv(a, PEOPLE);
    const before = await admin`select id, xmin::text from prospects where tenant_id = ${a.tenant.id} order by id`;
    const again = await importCsv(a, PEOPLE);
    expect(again.rows).toEqual({ read: 4, created: 0, updated: 0, unchanged: 3, refused: 1 });
    expect(await admin`select id, xmin::text from prospects where tenant_id = ${a.tenant.id} order by id`).toEqual(
      before,
    );
  });

  it('of new values updates who is known, and keeps what the file is silent about', async () => {
    const a = await owner();
    await importCsv(a, PEOPLE);
    const state = await importCsv(a, 'Email,Title,City\nADA@engine.example,Countess,London\n');
    expect(state.rows).toEqual({ read: 1, created: 0, updated: 1, unchanged: 0, refused: 0 });
    const { items } = await a.json<SearchAnswer>('/api/v1/prospects?q=lovelace');
    expect(items[0]).toMatchObject({
      title: 'Countess',
      city: 'London',
      company: 'Analytical Engines',
      tags: ['math', 'poetry'],
    });
  });

  it('leaves what a member chose as it is, and keeps what the file says of it beside', async () => {
    const a = await owner();
    await importCsv(a, PEOPLE);
    const { items } = await a.json<SearchAnswer>('/api/v1/prospects?q=lovelace');
    const id = items[0]?.id;
    for (const [field, value] of [
      ['title', 'Enchantress of Numbers'],
      ['netWorth', '1200000'],
    ]) {
      await a.json(`/api/v1/prospects/${id}/fields/${field}`, { method: 'PUT', body: { value } });
    }
    const file = 'Email,Title,City,Net Worth\nada@engine.example,Countess,London,5000000\n';
    expect((await importCsv(a, file)).rows).toMatchObject({ updated: 1, unchanged: 0 });
    const stored = async () => {
      const [row] = await admin`
        select p.title, p.city, p.net_worth::int as "netWorth", p.seniority, p.xmin::text as version,
               (select jsonb_object_agg(v.field || ' ' || v.source, jsonb_build_array(v.value, v.chosen)) from field_values v
                 where v.prospect_id = p.id and v.field in ('title', 'netWorth', 'city')) as ledger
          from prospects p where p.tenant_id = ${a.tenant.id} and p.id = ${id}`;
      return row;
    };
    const once = await stored();
    expect(once).toMatchObject({
      title: 'Enchantress of Numbers',
      netWorth: 1_200_000,
      city: 'London',
      ledger: {
        'title member': ['Enchantress of Numbers', true],
        'title import': ['Countess', false],
        'netWorth member': ['1200000', true],
        'netWorth import': ['5000000', false],
        'city import': ['London', true],
      },
    });
    // What the file says is known now: the same file has nothing new.
    expect((await importCsv(a, `${file}\n`)).rows).toMatchObject({ updated: 0, unchanged: 1 });
    expect(await stored()).toEqual(once);
    // Given back to the rules, the file's value is the one that counts.
    await a.json(`/api/v1/prospects/${id}/fields/title`, { method: 'DELETE' });
    expect(await stored()).toMatchObject({ title: 'Countess', ledger: { 'title import': ['Countess', true] } });
  });

  it('is told by the row itself of a choice that changed no column, as it writes over what it has read only', async () => {
    const a = await owner();
    await importCsv(a, PEOPLE);
    const { items } = await a.json<SearchAnswer>('/api/v1/prospects?q=lovelace');
    const id = items[0]?.id;
    const version = async () =>
      (await admin`select xmin::text as version from prospects where tenant_id = ${a.tenant.id} and id = ${id}`)[0]
        ?.version;
    const before = await version();
    const body = { value: 'Chief Scientist' };
    await a.json(`/api/v1/prospects/${id}/fields/title`, { method: 'PUT', body });
    expect(await version()).not.toBe(before);
  });

  it('names every refused row in a file that goes in again once it is mended', async () => {
    const a = await owner();
    const state = await importCsv(a, PEOPLE);
    const csv = await (await a.fetch(`/api/v1/imports/${state.id}/errors.csv`)).text();
    const [head, line, ...rest] = csv.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(head).toBe('row,column,value,reason,First Name,Last Name,Email,Company,Title,Country,Tags');
    expect(line).toMatch(/^4,Email,not-an-address,.+,Lin,Broken,not-an-address,Nowhere,Clerk,,$/);
    expect(rest).toEqual([]);
    const mended = await importCsv(a, csv.replaceAll('not-an-address', 'lin@nowhere.example'), 'errors.csv');
    expect(mended.rows).toMatchObject({ read: 1, created: 1, refused: 0 });
    const list = await a.json<{ items: unknown[] }>(`/api/v1/imports/${state.id}/errors`);
    expect(list.items).toEqual([{ row: 4, column: 'Email', value: 'not-an-address', reason: expect.any(String) }]);
  });

  it('as a draft waits with a proposal, tells how its rows would fare, and starts once', async () => {
    const a = await owner();
    const r = await a.fetch('/api/v1/imports?draft=true', { method: 'POST', body: csvForm(PEOPLE) });
    expect(r.status).toBe(201);
    const draft = (await r.json()) as { id: string; columns: { name: string; target: string }[]; rows: string[][] };
    expect(draft.columns.map((c) => c.target)).toEqual([
      'firstName',
      'lastName',
      'email',
      'company',
      'title',
      'country',
      'tags',
    ]);
    expect(draft.rows).toHaveLength(4);
    expect(await a.json(`/api/v1/imports/${draft.id}/preview`)).toEqual(draft);
    const mapping = { 'First Name': 'firstName', 'Last Name': 'lastName', Email: 'email', Title: 'skip' };
    const check = await a.json<{ rows: { ok: boolean }[] }>(`/api/v1/imports/${draft.id}/check`, {
      method: 'POST',
      body: { mapping },
    });
    expect(check.rows.map((x) => x.ok)).toEqual([true, true, false, true]);
    const starts = await Promise.all(
      [1, 2, 3].map(() =>
        a.json<{ jobId: string }>(`/api/v1/imports/${draft.id}/start`, { method: 'POST', body: { mapping } }),
      ),
    );
    expect(new Set(starts.map((s) => s.jobId)).size).toBe(1);
    expect(await importEnded(a, draft.id)).toMatchObject({
      status: 'done',
      rows: { read: 4, created: 2, unchanged: 1, refused: 1 },
    });
    const { items } = await a.json<SearchAnswer>('/api/v1/prospects?q=lovelace');
    expect(items[0]).toMatchObject({ title: null });
  });

  it('of two files at once with the same people makes each person once', async () => {
    const a = await owner();
    const rows = Array.from({ length: 3000 }, (_, i) => `Person ${i},p${i}@same.example`);
    const csv = `Name,Email\n${rows.join('\n')}\n`;
    const [x, y] = await Promise.all([importCsv(a, csv, 'x.csv'), importCsv(a, csv, 'y.csv')]);
    expect(x.rows.created + y.rows.created).toBe(3000);
    expect(x.rows.unchanged + y.rows.unchanged).toBe(3000);
    expect((await a.json<SearchAnswer>('/api/v1/prospects')).total).toEqual({ value: 3000, exact: true });
  });
});

describe('what goes wrong quietly elsewhere', () => {
  it('a person known by name and company is the same one after a source has found their address', async () => {
    const a = await owner();
    const csv = 'Name,Company\nAna Doe,Acme Inc.\n';
    await importCsv(a, csv);
    await admin`update prospects set email = 'ana@acme.example', email_key = 'ana@acme.example' where tenant_id = ${a.tenant.id}`;
    const again = await importCsv(a, csv);
    expect([again.status, again.rows]).toEqual(['done', { read: 1, created: 0, updated: 0, unchanged: 1, refused: 0 }]);
  });

  it('a long cell with a character of two halves where it is cut for show goes in whole', async () => {
    const a = await owner();
    const notes = `${'x'.repeat(199)}🦉${'y'.repeat(50)}`;
    const state = await importCsv(a, `Name,Email,Notes\nOwl,owl@x.example,${notes}\n`);
    expect([state.status, state.rows.created]).toEqual(['done', 1]);
    expect(await admin`select notes from prospects where tenant_id = ${a.tenant.id}`).toEqual([{ notes }]);
  });

  it('a draft that was cancelled is not started', async () => {
    const a = await owner();
    const draft = (await (
      await a.fetch('/api/v1/imports?draft=true', { method: 'POST', body: csvForm(PEOPLE) })
    ).json()) as {
      id: string;
    };
    await a.json(`/api/v1/imports/${draft.id}/cancel`, { method: 'POST' });
    const r = await a.fetch(`/api/v1/imports/${draft.id}/start`, { method: 'POST', body: {} });
    expect([r.status, await admin`select id from jobs where tenant_id = ${a.tenant.id}`]).toEqual([409, []]);
  });
});

describe('a body that is no list of people', () => {
  const refused = async (body: BodyInit, type = 'text/csv') => {
    const a = await owner();
    const r = await a.fetch('/api/v1/imports', { method: 'POST', body, headers: { 'content-type': type } });
    const { code, detail } = (await r.json()) as { code: string; detail: string };
    expect(await admin`select count(*)::int as n from imports where tenant_id = ${a.tenant.id}`).toEqual([{ n: 0 }]);
    return { status: r.status, code, detail };
  };

  it('is refused with what it is', async () => {
    expect(await refused('')).toMatchObject({
      status: 422,
      code: 'invalid_file',
      detail: expect.stringMatching(/empty/),
    });
    expect(await refused('%PDF-1.7 …')).toMatchObject({ code: 'invalid_file', detail: expect.stringMatching(/PDF/) });
    expect(await refused('{"a":1}')).toMatchObject({ code: 'invalid_file', detail: expect.stringMatching(/JSON/) });
    expect(await refused('<!doctype html><html>')).toMatchObject({ code: 'invalid_file' });
    expect(await refused('{}', 'application/json')).toMatchObject({ status: 415 });
    expect(await refused(`${','.repeat(1_000_000)}\n`)).toMatchObject({ code: 'invalid_file' });
  });

  it('is refused where its mapping names what is not there', async () => {
    const a = await owner();
    const wrong = await a.fetch('/api/v1/imports', {
      method: 'POST',
      body: csvForm('Email\na@b.example\n', 'a.csv', { Mail: 'email' }),
    });
    expect(wrong.status).toBe(422);
    expect(await wrong.json()).toMatchObject({ code: 'invalid', issues: [{ path: 'mapping.Mail' }, {}] });
    const target = await a.fetch('/api/v1/imports', {
      method: 'POST',
      body: csvForm('Email\na@b.example\n', 'a.csv', { Email: 'password' }),
    });
    expect(target.status).toBe(422);
    const part = new FormData();
    part.set('nothing', 'x');
    expect((await a.fetch('/api/v1/imports', { method: 'POST', body: part })).status).toBe(422);
  });
});

describe('an Idempotency-Key', () => {
  it('imports a file once, and refuses another file under the same key', async () => {
    const a = await owner();
    const post = (csv: string) =>
      a.fetch('/api/v1/imports', { method: 'POST', body: csvForm(csv), headers: { 'idempotency-key': 'k1' } });
    const first = (await (await post(PEOPLE)).json()) as { id: string };
    await importEnded(a, first.id);
    const second = await post(PEOPLE);
    expect([second.status, await second.json()]).toEqual([202, first]);
    expect((await post('Email\nx@y.example\n')).status).toBe(422);
    expect(await admin`select count(*)::int as n from imports where tenant_id = ${a.tenant.id}`).toEqual([{ n: 1 }]);
  });
});
