import { expect, it } from 'vitest';
import { eventually, importCsv } from '../../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';

const open = async (m: Member) => {
  const r = await m.fetch('/api/v1/live', { headers: { upgrade: 'websocket' } });
  const socket = r.webSocket;
  if (!socket) throw new Error(`No socket: ${r.status}`);
  const seen: string[] = [];
  let closed = false;
  socket.addEventListener('message', ({ data }) => {
    seen.push(String(data));
  });
  socket.addEventListener('close', () => {
    closed = true;
  });
  socket.accept();
  return { seen, isClosed: () => closed };
};

it('a live socket ends with the session that opened it, and tells nothing after', async () => {
  const leaver = await makeMember(await makeTenant());
  const colleague = await makeMember(leaver.tenant);
  const [left, stayed] = [await open(leaver), await open(colleague)];
  expect((await leaver.fetch('/api/auth/sign-out', { method: 'POST' })).status).toBe(200);
  expect((await leaver.fetch('/api/v1/me')).status).toBe(401);

  await importCsv(colleague, 'Name,Email\nAda,ada@example.com\n', 'after-sign-out.csv');
  await eventually(
    async () => stayed.seen,
    (seen) => seen.some((text) => text.includes('after-sign-out.csv') && text.includes('"done"')),
  );
  expect({ closed: left.isClosed(), told: left.seen.filter((text) => text.includes('after-sign-out.csv')) }).toEqual({
    closed: true,
    told: [],
  });
});
