import { describe, expect, it } from 'vitest';
import { type ImportPreview, PART_BYTES, type Upload } from '../../src/features/imports/contract.ts';
import { sweepUploads } from '../../src/features/imports/upload/sweep.ts';
import { readEnv } from '../../src/platform/env.ts';
import { importEnded } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, testEnv } from '../support/worker.ts';

const owner = async () => makeMember(await makeTenant());
const begin = (a: Member, bytes: number) =>
  a.json<Upload>('/api/v1/uploads', { method: 'POST', body: { name: 'large.csv', bytes } });
const send = (a: Member, id: string, part: number, body: BodyInit) =>
  a.fetch(`/api/v1/uploads/${id}/parts/${part}`, {
    method: 'PUT',
    body,
    headers: { 'content-type': 'application/octet-stream' },
  });
const post = (a: Member, path: string) => a.fetch(`/api/v1/uploads/${path}`, { method: 'POST' });

/** A file of two parts whose seam goes through a letter of two bytes. */
const largeFile = (): Uint8Array<ArrayBuffer> => {
  const encoder = new TextEncoder();
  const head = encoder.encode('Name,Email,Notes\nLara Große,lara@upload.example,"');
  const tail = encoder.encode('é"\nLeo Klein,leo@upload.example,short\n');
  const file = new Uint8Array(PART_BYTES - 1 + tail.length).fill(0x20);
  // What fills the first part are rows without any text, which count as none.
  for (let at = head.length + 1_000; at < PART_BYTES - 1_000; at += 1_000) file[at] = 0x0a;
  file.set(head);
  file.set(encoder.encode('x'), head.length);
  file.set(encoder.encode('"\n'), head.length + 1);
  const last = encoder.encode('\nLea Lang,lea@upload.example,"');
  file.set(last, PART_BYTES - 1 - last.length);
  file.set(tail, PART_BYTES - 1);
  return file;
};

describe('a file that comes in parts', () => {
  it('in any order, some of them twice, becomes an import that waits', async () => {
    const a = await owner();
    const file = largeFile();
    const upload = await begin(a, file.length);
    expect(upload).toMatchObject({ partBytes: PART_BYTES, parts: 2, done: [], state: 'open' });
    expect((await send(a, upload.id, 2, file.subarray(PART_BYTES))).status).toBe(200);
    const early = await post(a, `${upload.id}/complete`);
    expect([early.status, await early.text()]).toEqual([409, expect.stringContaining('missing: 1')]);
    expect((await send(a, upload.id, 1, file.subarray(0, PART_BYTES))).status).toBe(200);
    expect((await send(a, upload.id, 1, file.subarray(0, PART_BYTES))).status).toBe(200);
    expect(await a.json<Upload>(`/api/v1/uploads/${upload.id}`)).toMatchObject({ done: [1, 2] });
    const done = await post(a, `${upload.id}/complete`);
    expect(done.status).toBe(201);
    const preview = (await done.json()) as ImportPreview;
    expect(preview).toMatchObject({
      id: upload.id,
      file: { name: 'large.csv', bytes: file.length, encoding: 'utf-8' },
      plan: { mapping: { Name: 'name', Email: 'email', Notes: 'notes' } },
    });
    // Only its answer was lost: it is told again.
    expect(await (await post(a, `${upload.id}/complete`)).json()).toEqual(preview);
    await a.json(`/api/v1/imports/${upload.id}/start`, { method: 'POST', body: {} });
    const state = await importEnded(a, upload.id);
    expect(state).toMatchObject({ status: 'done', rows: { read: 3, created: 3, refused: 0 } });
    const notes = await admin`select notes from prospects where tenant_id = ${a.tenant.id} and name = 'Lea Lang'`;
    expect(notes).toEqual([{ notes: 'é' }]);
  }, 120_000);

  it('is refused where a part is not as large as it must be, is none, or is of a file that is no CSV', async () => {
    const a = await owner();
    const { id } = await begin(a, 100);
    expect((await send(a, id, 1, 'short')).status).toBe(400);
    expect((await send(a, id, 1, 'x'.repeat(101))).status).toBe(400);
    expect((await send(a, id, 2, 'x'.repeat(100))).status).toBe(404);
    expect((await a.json<Upload>(`/api/v1/uploads/${id}`)).done).toEqual([]);
    expect((await send(a, id, 1, `%PDF-1.7${' '.repeat(92)}`)).status).toBe(200);
    const r = await post(a, `${id}/complete`);
    expect([r.status, await r.text()]).toEqual([422, expect.stringContaining('PDF')]);
    expect((await a.fetch(`/api/v1/uploads/${id}`)).status).toBe(404);
    const huge = await a.fetch('/api/v1/uploads', { method: 'POST', body: { name: 'x.csv', bytes: 512_000_001 } });
    expect([huge.status, await huge.text()]).toEqual([422, expect.stringContaining('512 MB')]);
  });

  it('is taken away where nobody wants it, and a day after nobody came back to it', async () => {
    const a = await owner();
    const { id } = await begin(a, 5);
    await send(a, id, 1, 'Name\n');
    expect((await a.fetch(`/api/v1/uploads/${id}`, { method: 'DELETE' })).status).toBe(200);
    expect(await a.json<Upload>(`/api/v1/uploads/${id}`)).toMatchObject({ state: 'aborted', done: [] });
    expect((await send(a, id, 1, 'Name\n')).status).toBe(409);
    const { id: left } = await begin(a, 5);
    await sweepUploads(readEnv(testEnv));
    expect((await a.fetch(`/api/v1/uploads/${left}`)).status).toBe(200);
    await admin`update uploads set created_at = now() - interval '25 hours' where id = ${left}`;
    expect((await a.fetch(`/api/v1/uploads/${left}`)).status).toBe(404);
    await sweepUploads(readEnv(testEnv));
    expect(await admin`select 1 from uploads where id = ${left}`).toEqual([]);
    const verbs = await admin`select verb from audit where tenant_id = ${a.tenant.id} order by created_at, id`;
    expect(verbs.map(({ verb }) => verb)).toEqual(['upload.create', 'upload.abort', 'upload.create']);
  });
});
