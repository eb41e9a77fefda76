import { describe, expect, it } from 'vitest';
import { type ExportFile, exportTrailer, type startedExport } from '../../src/features/exports/contract.ts';
import { prefixOf } from '../../src/features/exports/keep.ts';
import { sweepExports } from '../../src/features/exports/sweep.ts';
import type { Job } from '../../src/features/jobs/contract.ts';
import { sweep } from '../../src/features/jobs/sweep.ts';
import { toBase64Url } from '../../src/lib/encode.ts';
import { hmac } from '../../src/lib/hmac.ts';
import { readEnv } from '../../src/platform/env.ts';
import { clearFaults, orderFault } from '../support/endpoint.ts';
import { eventually } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, fetchWorker, testEnv } from '../support/worker.ts';

const owner = async () => makeMember(await makeTenant());
const many = (a: Member, n: number) =>
  admin`insert into prospects (tenant_id, name, company, updated_at) select ${a.tenant.id}, 'Job ' || lpad(i::text, 5, '0'), 'Line' || chr(10) || i,
    now() - make_interval(secs => i + 100) from generate_series(1, ${n}::int) i`;

const post = (a: Member, path: string, body: object = {}) =>
  a.fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const start = async (a: Member, body: object) =>
  (await (await post(a, '/exports', body)).json()) as typeof startedExport._output;
const stateOf = (a: Member, id: string) => a.json<ExportFile>(`/api/v1/exports/${id}`);
const ENDED = new Set(['done', 'failed', 'cancelled']);
const ended = (a: Member, id: string) =>
  eventually(
    () => stateOf(a, id),
    ({ status }) => ENDED.has(status),
    90_000,
  );
const done = async (a: Member, body: object) => {
  const { id } = await start(a, body);
  const file = await ended(a, id);
  expect(file.status).toBe('done');
  return file;
};
const linkTo = async (a: Member, id: string) => {
  const { url } = (await (await post(a, `/exports/${id}/link`)).json()) as { url: string };
  return url.slice(url.indexOf('/api/'));
};
const textOf = async (r: Response) =>
  new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(await r.arrayBuffer());
/** What a link gives, and what its trailer says. */
const fetched = async (a: Member, path: string) => {
  const [file = '', seal = ''] = (await textOf(await a.fetch(`${path}?trailer=true`))).split('\x1e');
  return { file, trailer: exportTrailer.parse(JSON.parse(seal)) };
};
const auditOf = async (a: Member) =>
  (
    await admin`select verb from audit where tenant_id = ${a.tenant.id} and verb like 'export.%' order by created_at, id`
  ).map(({ verb }) => verb);
const objectsOf = async (a: Member, id: string) =>
  (await testEnv.FILES.list({ prefix: prefixOf(a.tenant.id, id) })).objects.length;

describe('a file made in the background', () => {
  it.each(['csv', 'jsonl'] as const)('is, as %s, the one that a download gives, byte for byte', async (format) => {
    const a = await owner();
    await many(a, 11_000);
    const file = await done(a, { filter: { company: ['line'] }, format, sort: 'name', columns: ['name', 'company'] });
    expect(file.rows).toEqual({ done: 11_000, total: 11_000 });
    const job = await a.json<Job>(`/api/v1/jobs/${file.jobId}`);
    expect(job).toMatchObject({
      kind: 'export',
      state: 'done',
      progress: { done: 11_000, total: 11_000, unit: 'rows' },
    });
    const direct = await textOf(
      await a.fetch(`/api/v1/exports/prospects.${format}?company=line&sort=name&columns=name&columns=company`),
    );
    const { file: kept, trailer } = await fetched(a, await linkTo(a, file.id));
    expect(kept === direct).toBe(true);
    expect(trailer).toEqual({ rows: 11_000, left: 0, bytes: new TextEncoder().encode(direct).byteLength });
    expect(await auditOf(a)).toEqual(['export.requested', 'export.prospects', 'export.link', 'export.download']);
  });

  it('goes on after a worker that was lost at any of its statements, and is the same then', async () => {
    const a = await owner();
    await many(a, 10_100);
    for (const match of [
      '"export_parts"',
      'rows between unbounded preceding',
      'update "export_files" set "status"',
      '"progress_done"',
    ]) {
      const { id } = await start(a, { filter: {}, sort: 'name', columns: ['name'] });
      await orderFault({ kind: '500', times: 1, match });
      try {
        // A try that failed is taken up again when its time has come, which is now.
        const file = await eventually(
          async () => {
            await admin`update jobs set lease_until = now() - interval '1 second' where tenant_id = ${a.tenant.id} and state = 'running' and error is not null`;
            await sweep(readEnv(testEnv));
            return stateOf(a, id);
          },
          ({ status }) => ENDED.has(status),
          90_000,
        );
        expect([match, file.status, file.rows.done]).toEqual([match, 'done', 10_100]);
      } finally {
        await clearFaults();
      }
      const { file, trailer } = await fetched(a, await linkTo(a, id));
      expect(trailer.rows).toBe(10_100);
      const names = file.trimEnd().split('\r\n').slice(1);
      expect(names).toEqual(Array.from({ length: 10_100 }, (_, i) => `Job ${String(i + 1).padStart(5, '0')}`));
    }
  }, 120_000);

  it('is fetched without those who were deleted since, and says how many they were', async () => {
    const a = await owner();
    await many(a, 5);
    const file = await done(a, { filter: {}, sort: 'name', columns: ['name', 'company'] });
    const link = await linkTo(a, file.id);
    await admin`update prospects set deleted_at = now() where tenant_id = ${a.tenant.id} and name in ('Job 00002', 'Job 00005')`;
    const { file: text, trailer } = await fetched(a, link);
    expect(text).toBe('\uFEFFName,Company\r\nJob 00001,"Line\n1"\r\nJob 00003,"Line\n3"\r\nJob 00004,"Line\n4"\r\n');
    expect(trailer).toMatchObject({ rows: 3, left: 2 });
  });

  it('breaks off where a part of it is gone, and never ends short', async () => {
    const a = await owner();
    await many(a, 10_100);
    const file = await done(a, { filter: {}, columns: ['name'] });
    const link = await linkTo(a, file.id);
    const { objects } = await testEnv.FILES.list({ prefix: prefixOf(a.tenant.id, file.id) });
    expect(objects.length).toBeGreaterThan(2);
    await testEnv.FILES.delete(objects.at(-1)?.key ?? '');
    const r = await a.fetch(`${link}?trailer=true`);
    await expect(r.arrayBuffer()).rejects.toThrow();
  });

  it('can be given up, and leaves nothing behind', async () => {
    const a = await owner();
    await many(a, 5);
    const { id, jobId } = await start(a, { filter: {}, columns: ['name'] });
    // Held in the queue: the job is another worker's for the while.
    await post(a, `/exports/${id}/cancel`);
    const file = await ended(a, id);
    expect(['cancelled', 'done']).toContain(file.status);
    const again = await post(a, `/exports/${id}/cancel`);
    expect(((await again.json()) as ExportFile).status).toBe(file.status);
    expect((await a.json<Job>(`/api/v1/jobs/${jobId}`)).state).toBe(file.status);
    await admin`update export_files set expires_at = now() - interval '1 second' where tenant_id = ${a.tenant.id}`;
    await sweepExports(readEnv(testEnv), () => undefined);
    expect(await objectsOf(a, id)).toBe(0);
  });

  it('is taken away when its time is over, and says so', async () => {
    const a = await owner();
    await many(a, 5);
    const file = await done(a, { filter: {}, columns: ['name'] });
    const link = await linkTo(a, file.id);
    expect(await objectsOf(a, file.id)).toBe(1);
    await admin`update export_files set expires_at = now() - interval '1 second' where tenant_id = ${a.tenant.id}`;
    expect((await a.fetch(link)).status).toBe(409);
    await sweepExports(readEnv(testEnv), () => undefined);
    expect(await objectsOf(a, file.id)).toBe(0);
    expect(await stateOf(a, file.id)).toMatchObject({ status: 'expired', expiresAt: null });
    expect((await post(a, `/exports/${file.id}/link`)).status).toBe(409);
    const list = await a.json<{ items: ExportFile[] }>('/api/v1/exports');
    expect(list.items.map(({ id, status }) => [id, status])).toEqual([[file.id, 'expired']]);
  });

  it('is refused at once where the plan does not cover so many rows', async () => {
    const a = await owner();
    await admin`update tenants set limits = ${JSON.stringify({ exportRows: 3 })}::jsonb where id = ${a.tenant.id}`;
    await many(a, 5);
    const refused = await post(a, '/exports', { filter: {} });
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([402, 'quota_exceeded']);
    expect((await post(a, '/exports', { filter: { q: '00001' } })).status).toBe(202);
  });

  it('is refused at once for a filter that cannot be asked, whoever is there, and leaves nothing behind', async () => {
    const a = await owner();
    const make = (body: object) => a.json<{ id: string }>('/api/v1/custom-fields', { method: 'POST', body });
    const gone = await make({ name: 'Old club', type: 'text' });
    await make({ name: 'Club', type: 'text' });
    await a.fetch(`/api/v1/custom-fields/${gone.id}`, { method: 'DELETE' });
    const asked = async (...custom: string[]) => {
      const r = await post(a, '/exports', { filter: { custom, q: 'nobody at all' } });
      const { detail, issues } = (await r.json()) as { detail: string; issues?: { path: string }[] };
      return [r.status, detail, issues?.[0]?.path];
    };
    for (const people of [0, 3]) {
      await many(a, people);
      expect(await asked('is:Nowhere:x')).toEqual([422, 'There is no field “Nowhere”.', 'custom']);
      expect(await asked('is:Club:x', 'known:Old club')).toEqual([
        422,
        'The field “Old club” is archived. Restore it, or take its filter away.',
        'custom',
      ]);
      expect((await asked('min:Club:2'))[0]).toBe(422);
      expect((await asked('is:Club:x'))[0]).toBe(404);
    }
    expect(await admin`select id from export_files where tenant_id = ${a.tenant.id}`).toEqual([]);
    expect(await admin`select id from jobs where tenant_id = ${a.tenant.id}`).toEqual([]);
  });

  it('says of whom it is, and in which order', async () => {
    const a = await owner();
    await many(a, 3);
    const filter = { q: 'Job', netWorthMax: 5, lacks: ['email'] };
    await admin`update prospects set net_worth = 1 where tenant_id = ${a.tenant.id}`;
    const of = await start(a, { filter, sort: 'name' });
    const [person] = await admin`select id from prospects where tenant_id = ${a.tenant.id} limit 1`;
    const ticked = await start(a, { ids: [person?.id], sort: 'updated' });
    expect(await ended(a, of.id)).toMatchObject({ filter, sort: 'name', selected: null });
    expect(await ended(a, ticked.id)).toMatchObject({ filter: null, sort: 'updated', selected: 1 });
  });
});

describe('a link to a file', () => {
  it('opens for members who may export, and for nobody else', async () => {
    const a = await owner();
    await many(a, 2);
    const file = await done(a, { filter: {}, columns: ['name'] });
    const link = await linkTo(a, file.id);
    const colleague = await makeMember(a.tenant, 'member');
    expect((await colleague.fetch(link)).status).toBe(200);
    expect((await (await makeMember(a.tenant, 'viewer')).fetch(link)).status).toBe(403);
    expect((await fetchWorker(a.tenant.host, link)).status).toBe(401);
    const stranger = await owner();
    expect((await stranger.fetch(link)).status).toBe(404);
    expect((await a.fetch(link, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });

  it('that is over, of no file, or not ours opens nothing', async () => {
    const a = await owner();
    await many(a, 2);
    const one = await done(a, { filter: {} });
    const token = (await linkTo(a, one.id)).split('/').at(-1) ?? '';
    const signed = async (end: number, id = one.id, secret = readEnv(testEnv).AUTH_SECRET) => {
      const payload = toBase64Url(JSON.stringify([a.tenant.id, id, end]));
      return `${payload}.${await hmac(secret, 'edgewise exports link 1', payload)}`;
    };
    const soon = Date.now() + 60_000;
    expect((await a.fetch(`/api/v1/exports/files/${await signed(soon)}`)).status).toBe(200);
    const elsewhere = await owner();
    for (const bad of [
      await signed(Date.now() - 1),
      await signed(soon, elsewhere.tenant.id),
      await signed(soon, one.id, 'x'.repeat(40)),
      `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`,
      `${token}.x`,
      'x',
    ]) {
      expect([bad, (await a.fetch(`/api/v1/exports/files/${bad}`)).status]).toEqual([bad, 404]);
    }
    expect((await auditOf(a)).filter((verb) => verb === 'export.download')).toHaveLength(1);
  });
});
