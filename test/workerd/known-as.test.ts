import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { readKnownAs } from '../../src/features/access/known-as.ts';
import { readEnv } from '../../src/platform/env.ts';
import { makeMember, makeTenant } from '../support/tenants.ts';
import { admin, testEnv } from '../support/worker.ts';

const env = readEnv(testEnv);
type Member = Awaited<ReturnType<typeof makeMember>>;

/** What the browser is given at its first request. */
const given = async (member: Member): Promise<string> => {
  const r = await member.fetch('/api/v1/me');
  const cookie = r.headers.getSetCookie().find((one) => one.startsWith('edgewise-known-as=')) ?? '';
  expect(cookie).toMatch(/; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
  return cookie.split(/[=;]/)[1] ?? '';
};
const rawOf = (member: Member): string => member.cookie.slice(member.cookie.indexOf('=') + 1);
const both = (member: Member, token: string) => ({
  headers: { cookie: `${member.cookie}; edgewise-known-as=${token}` },
});

describe('what a browser carries of whose its session is', () => {
  it('names who it was given to, with their very session and tenant only', async () => {
    const [a, b] = [await makeMember(await makeTenant()), await makeMember(await makeTenant())];
    const token = await given(a);
    expect(await readKnownAs(env, token, rawOf(a), a.tenant.id)).toMatchObject({ userId: a.userId, role: 'owner' });
    for (const [of, raw, tenant] of [
      [token, rawOf(b), a.tenant.id],
      [token, rawOf(a), b.tenant.id],
      [`${token}x`, rawOf(a), a.tenant.id],
      ['', rawOf(a), a.tenant.id],
    ] as const) {
      expect(await readKnownAs(env, of, raw, tenant)).toBeUndefined();
    }
    // Another's beside one's own session, on one's own host: it is as if it were not there.
    expect(await (await b.fetch('/api/v1/me', both(b, token))).json()).toMatchObject({ user: { id: b.userId } });
    expect((await b.fetch('/api/v1/me', both(a, token))).status).toBe(401);
  });

  it('is believed only as long as it says, for its own purpose, by our own key and way of signing', async () => {
    const a = await makeMember(await makeTenant());
    const token = await given(a);
    const payload = JSON.parse(atob(token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''));
    const key = (text: string) => new TextEncoder().encode(text);
    const made = (secret: string, over: object, alg = 'HS256') =>
      new SignJWT({ ...payload, ...over }).setProtectedHeader({ alg }).sign(key(secret));
    const right = `known as ${env.AUTH_SECRET}`;
    const read = async (made: Promise<string>) =>
      (await readKnownAs(env, await made, rawOf(a), a.tenant.id)) !== undefined;
    expect(await read(made(right, {}))).toBe(true);
    for (const wrong of [
      made(right, { exp: Math.floor(Date.now() / 1000) - 1 }),
      made(right, { aud: 'another' }),
      made(right, { actor: { ...payload.actor, role: 'god' } }),
      made(right, {}, 'HS512'),
      made(env.AUTH_SECRET, {}),
    ]) {
      expect(await read(wrong)).toBe(false);
    }
    const [, body] = token.split('.');
    expect(await read(Promise.resolve(`${btoa('{"alg":"none"}').replace(/=/g, '')}.${body}.`))).toBe(false);
  });

  it('decides nothing: a session that is over and a role that changed are judged anew, and it is put right', async () => {
    const a = await makeMember(await makeTenant(), 'viewer');
    const token = await given(a);
    await admin`update members set role = 'admin' where user_id = ${a.userId}`;
    const r = await a.fetch('/api/v1/workspace', { ...both(a, token) });
    expect(r.status).toBe(200);
    // What the remembered role would forbid is asked of the database before it is refused.
    const named = await a.fetch('/api/v1/workspace', { ...both(a, token), method: 'PATCH', body: { name: 'Renamed' } });
    expect(named.status).toBe(200);
    await admin`delete from auth.session where id = ${a.sessionId}`;
    const gone = await a.fetch('/api/v1/me', both(a, token));
    expect(gone.status).toBe(401);
    expect(gone.headers.getSetCookie().join()).toContain('edgewise-known-as=; Max-Age=0');
  });
});
