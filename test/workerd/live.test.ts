import { runDurableObjectAlarm } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../src/features/live/contract.ts';
import { csvForm, eventually, importCsv, importEnded } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, testEnv } from '../support/worker.ts';

const open = async (a: Member, headers: Record<string, string> = {}) => {
  const r = await a.fetch('/api/v1/live', { headers: { upgrade: 'websocket', ...headers } });
  const socket = r.webSocket;
  const seen: (LiveMessage | 'pong')[] = [];
  const closed = new Promise<number>((resolve) => socket?.addEventListener('close', ({ code }) => resolve(code)));
  socket?.addEventListener('message', ({ data }) => {
    seen.push(data === 'pong' ? 'pong' : JSON.parse(String(data)));
  });
  socket?.accept();
  return { status: r.status, socket, seen, closed };
};

describe('the live socket', () => {
  it('tells of an import while it runs, to its own tenant alone', async () => {
    const a = await makeMember(await makeTenant());
    const b = await makeMember(await makeTenant());
    const [mine, theirs] = await Promise.all([open(a), open(b)]);
    expect([mine.status, theirs.status]).toEqual([101, 101]);
    const rows = Array.from({ length: 3000 }, (_, i) => `P${i},p${i}@live.example`).join('\n');
    const { id } = await a.json<{ id: string }>('/api/v1/imports', {
      method: 'POST',
      body: csvForm(`Name,Email\n${rows}\n`),
    });
    await importEnded(a, id);
    const last = await eventually(
      async () =>
        mine.seen.filter((m) => m !== 'pong' && m.type === 'import').at(-1) as Exclude<LiveMessage, 'pong'> | undefined,
      (m) => m?.type === 'import' && m.import.status === 'done',
    );
    expect(last).toMatchObject({ import: { id, rows: { read: 3000, created: 3000 } } });
    expect(mine.seen[0]).toEqual({ type: 'hello' });
    expect(mine.seen.some((m) => m !== 'pong' && m.type === 'job' && m.job.state === 'done')).toBe(true);
    expect(theirs.seen).toEqual([{ type: 'hello' }]);
    mine.socket?.send('ping');
    await eventually(
      async () => mine.seen.at(-1),
      (m) => m === 'pong',
    );
  });

  it('opens for nobody from another site, without a session, or with one that was revoked', async () => {
    const a = await makeMember(await makeTenant());
    const foreign: Record<string, string>[] = [
      { origin: 'http://evil.localhost' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      expect((await open(a, headers)).status).toBe(403);
    }
    expect((await open(a, { cookie: '' })).status).toBe(401);
    expect((await a.fetch('/api/v1/live')).status).toBe(400);
    await (await a.fetch('/api/v1/me')).text();
    await admin`delete from auth.session where id = ${a.sessionId}`;
    expect((await open(a)).status).toBe(401);
  });

  it.each<[string, (a: Member) => Promise<unknown>]>([
    ['whose session was revoked', (a) => admin`delete from auth.session where id = ${a.sessionId}`],
    ['whose session ran out', (a) => admin`update auth.session set expires_at = now() where id = ${a.sessionId}`],
    ['who was disabled', (a) => admin`update members set disabled_at = now() where user_id = ${a.userId}`],
  ])('tells one %s nothing more, and goes on for the others', async (_, end) => {
    const tenant = await makeTenant();
    const [a, b] = [await makeMember(tenant), await makeMember(tenant)];
    const [theirs, mine] = [await open(a), await open(b)];
    await end(a);
    await importCsv(b, 'Name,Email\nAda,ada@live.example\n');
    expect(await theirs.closed).toBe(1008);
    expect(theirs.seen).toEqual([{ type: 'hello' }]);
    await eventually(
      async () => mine.seen.length,
      (n) => n > 1,
    );
  });

  it('closes without any news when the workspace is locked', async () => {
    const a = await makeMember(await makeTenant());
    const { closed } = await open(a);
    await admin`update tenants set billing = 'unpaid' where id = ${a.tenant.id}`;
    expect(await runDurableObjectAlarm(testEnv.HUB.getByName(a.tenant.id) as never)).toBe(true);
    expect(await closed).toBe(1008);
  });
});
