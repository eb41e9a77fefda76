import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { unsafeReason } from '../../src/db/boot-check.ts';
import { tenantDb } from '../../src/db/client.ts';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import type { Problem } from '../../src/lib/problem.ts';
import { importCsv, importEnded } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, testEnv } from '../support/worker.ts';

const owner = async () => makeMember(await makeTenant());
const names = async (a: Member) =>
  (await a.json<SearchAnswer>('/api/v1/prospects?sort=name&limit=200')).items.map((p) => p.name);
const upload = async (a: Member, body: BodyInit) => {
  const r = await a.fetch('/api/v1/imports', { method: 'POST', body, headers: { 'content-type': 'text/csv' } });
  return { status: r.status, body: (await r.json()) as Problem & { id: string } };
};

/** Bytes of a text in UTF-16, little endian, with its mark. */
const utf16 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(2 + text.length * 2);
  bytes.set([0xff, 0xfe]);
  for (let i = 0; i < text.length; i++) bytes.set([text.charCodeAt(i) & 255, text.charCodeAt(i) >> 8], 2 + i * 2);
  return bytes;
};
const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

describe('a file that is unusual goes in as it is', () => {
  it.each<[string, string | Uint8Array, string[]]>([
    ['UTF-16', utf16('Name;Email\r\nZoë Žižek;zoe@x.example\r\n'), ['Zoë Žižek']],
    ['windows-1252', latin('Name,Email\nJos\xe9 Mu\xf1oz,jose@x.example\n'), ['José Muñoz']],
    ['one column', 'Email\nsolo@x.example\n', ['solo@x.example']],
    ['NUL characters', 'Name,Email\nA\0da,ada@x.example\n', ['Ada']],
    [
      'no line end at the end, mixed ones before',
      'Name,Email\rA,a@x.example\r\nB,b@x.example\nC,c@x.example',
      ['A', 'B', 'C'],
    ],
    ['two columns of one name', 'Email,email,Name\na@x.example,b@x.example,Dup\n', ['Dup']],
  ])('%s', async (_, file, expected) => {
    const a = await owner();
    const state = await importCsv(a, file);
    expect([state.status, state.rows.refused]).toEqual(['done', 0]);
    expect(await names(a)).toEqual(expected);
  });
});

describe('a file that is wrong is refused, and nothing of it is lost or left', () => {
  it.each<[string, BodyInit, RegExp]>([
    ['nothing', '', /empty/],
    ['only blanks', ' \n \n', /no text/],
    ['a million columns', `${'a,'.repeat(1_000_000)}\n`, /columns|record|line/i],
    ['one line of megabytes', 'x'.repeat(5_000_000), /./],
    ['a picture', latin('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), /./],
  ])('%s', async (_, body, reason) => {
    const a = await owner();
    const r = await upload(a, body);
    expect([r.status, r.body.code]).toEqual([422, 'invalid_file']);
    expect(r.body.detail).toMatch(reason);
    expect((await testEnv.FILES.list({ prefix: `tenant/${a.tenant.id}/` })).objects).toEqual([]);
  });

  it('a quote that is never closed: the rows before it are kept, the rest is in the error file', async () => {
    const a = await owner();
    const state = await importCsv(a, 'Name,Email\nGood,good@x.example\n"Bad,bad@x.example\nSwallowed,s@x.example\n');
    expect(state).toMatchObject({ status: 'done', rows: { read: 2, created: 1, refused: 1 } });
    const errors = await (await a.fetch(`/api/v1/imports/${state.id}/errors.csv`)).text();
    expect(errors).toContain('Swallowed');
  });

  it('a line of megabytes further down: what came before stays, and the reason names the row', async () => {
    const a = await owner();
    const rows = Array.from({ length: 3000 }, (_, i) => `P${i},p${i}@x.example`).join('\n');
    const started = await upload(a, `Name,Email\n${rows}\n"${'y'.repeat(9_000_000)}`);
    const state = await importEnded(a, started.body.id);
    expect(state.rows.created).toBeGreaterThan(1900);
    expect(state.rows.read).toBe(state.rows.created + state.rows.refused);
    if (state.status === 'failed') expect(state.error?.message).toMatch(/3,?002/);
  });
});

describe('a body of JSON', () => {
  const post = (a: Member, body: BodyInit, headers: HeadersInit = {}) =>
    a.fetch(`/api/v1/imports/${crypto.randomUUID()}/start`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('is counted while it comes, whatever it announces', async () => {
    const a = await owner();
    const endless = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(`"${'x'.repeat(64_000)}",`));
      },
    });
    const r = await post(a, endless, {});
    expect([r.status, ((await r.json()) as Problem).code]).toEqual([413, 'payload_too_large']);
  });

  it('that is none, of another type, or with a field we do not know, is refused by name', async () => {
    const a = await owner();
    expect((await post(a, '{')).status).toBe(400);
    expect((await post(a, '<a/>', { 'content-type': 'text/xml' })).status).toBe(415);
    const r = await post(a, '{"mapping":{},"colour":"red"}');
    expect(r.status).toBe(422);
    expect(await r.json()).toMatchObject({ code: 'invalid', detail: expect.stringContaining('colour') });
  });
});

it('an id of another tenant’s object answers as one that was never given', async () => {
  const a = await owner();
  const b = await owner();
  const theirs = await importCsv(b, 'Name,Email\nB,b@x.example\n');
  const [person] = await admin`select id from prospects where tenant_id = ${b.tenant.id}`;
  const seen = async (path: string) => {
    const r = await a.fetch(path);
    const { requestId: _, ...body } = (await r.json()) as Problem;
    return [r.status, body];
  };
  for (const [kind, id] of [
    ['imports', theirs.id],
    ['jobs', theirs.jobId],
    ['prospects', person?.id],
  ]) {
    expect(await seen(`/api/v1/${kind}/${id}`)).toEqual(await seen(`/api/v1/${kind}/${crypto.randomUUID()}`));
    expect(await seen(`/api/v1/${kind}/${id}`)).toEqual(await seen(`/api/v1/${kind}/not-an-id`));
  }
});

it('a database whose role passes row-level security by, or owns it, is not served from', async () => {
  expect(await unsafeReason(testEnv.DATABASE_URL)).toBeNull();
  expect(await unsafeReason(testEnv.ADMIN_DATABASE_URL)).toMatch(/passes/);
  expect(await unsafeReason(testEnv.OWNER_DATABASE_URL)).toMatch(/passes|owns/);
});

it('work in a tenant’s name is refused by its own first transaction where the database is not safe, and nothing of it stays', async () => {
  const { tenant, userId, sessionId } = await owner();
  const actor = { kind: 'member', userId, sessionId, role: 'owner', name: '', email: '' } as const;
  for (const url of [testEnv.ADMIN_DATABASE_URL, testEnv.OWNER_DATABASE_URL]) {
    const entrance = { tenantId: tenant.id, actor, intent: 'work', requestId: 'unsafe', epoch: null } as const;
    for (let times = 0; times < 2; times += 1) {
      const work = tenantDb(url, entrance).execute(
        sql`insert into lists (name, created_by) values ('Mine', ${userId})`,
      );
      await expect(work).rejects.toMatchObject({ cause: { code: 'EW500' } });
    }
  }
  expect(await admin`select from lists where tenant_id = ${tenant.id}`).toEqual([]);
});
