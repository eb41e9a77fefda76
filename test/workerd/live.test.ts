import { describe, expect, it } from 'vitest';
import type { LiveMessage } from '../../src/features/live/contract.ts';
import { csvForm, eventually, importEnded } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin } from '../support/worker.ts';

const open = async (a: Member, headers: Record<string, string> = {}) => {
  const r = await a.fetch('/api/v1/live', { headers: { upgrade: 'websocket', ...headers } });
  const socket = r.webSocket;
  const seen: (LiveMessage | 'pong')[] = [];
  socket?.addEventListener('message', ({ data }) => {
    seen.push(data === 'pong' ? 'pong' : JSON.parse(String(data)));
  });
  socket?.accept();
  return { status: r.status, socket, seen };
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
});
