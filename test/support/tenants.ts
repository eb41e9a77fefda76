import type { Role } from '../../src/lib/actor.ts';
import { newId } from '../../src/lib/ids.ts';
import { admin, fetchWorker, testEnv } from './worker.ts';

/** A cookie value as the identity library signs it: value, dot, base64 of HMAC-SHA256, percent-encoded. */
export const sign = async (value: string): Promise<string> => {
  const secret = new TextEncoder().encode(testEnv.AUTH_SECRET);
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(value)));
  return encodeURIComponent(`${value}.${btoa(String.fromCharCode(...mac))}`);
};

export type TestTenant = { id: string; slug: string; host: string };

/** A tenant of a test's own, with credits. */
export const makeTenant = async (
  options: { billing?: string; plan?: string; credits?: number; slug?: string } = {},
): Promise<TestTenant> => {
  const id = newId();
  const slug = options.slug ?? `t-${id.slice(-12)}`;
  await admin.transaction([
    admin`insert into tenants (id, slug, name, plan, billing) values (${id}, ${slug}, ${slug}, ${options.plan ?? 'enterprise'}, ${options.billing ?? 'active'})`,
    admin`insert into credit_accounts (tenant_id, granted) values (${id}, ${options.credits ?? 1000})`,
  ]);
  return { id, slug, host: `${slug}.localhost` };
};

export type Member = {
  userId: string;
  sessionId: string;
  cookie: string;
  tenant: TestTenant;
  /** A request on the tenant's host, in this member's name. A body that is an object goes as JSON. */
  fetch(path: string, init?: Omit<RequestInit, 'body'> & { body?: unknown }): Promise<Response>;
  /** The JSON of a request that must succeed. */
  json<T = Record<string, unknown>>(path: string, init?: Omit<RequestInit, 'body'> & { body?: unknown }): Promise<T>;
};

const isRaw = (body: unknown): body is BodyInit =>
  typeof body === 'string' ||
  body instanceof FormData ||
  body instanceof ReadableStream ||
  body instanceof Uint8Array ||
  body instanceof Blob;

/** A signed-in member of a tenant. */
export const makeMember = async (tenant: TestTenant, role: Role = 'owner'): Promise<Member> => {
  const userId = newId();
  const sessionId = newId();
  const token = newId();
  const email = `${userId}@example.com`;
  await admin.transaction([
    admin`insert into auth."user" (id, name, email, email_verified) values (${userId}, ${`Member ${role}`}, ${email}, true)`,
    admin`insert into members (tenant_id, user_id, role) values (${tenant.id}, ${userId}, ${role})`,
    admin`insert into auth.session (id, token, user_id, tenant_id, expires_at) values (${sessionId}, ${token}, ${userId}, ${tenant.id}, now() + interval '1 hour')`,
  ]);
  const cookie = `edgewise-session=${await sign(token)}`;
  const call: Member['fetch'] = (path, init = {}) => {
    const { body, ...rest } = init;
    const headers = new Headers(init.headers);
    if (!headers.has('cookie')) headers.set('cookie', cookie);
    const raw = body === undefined || isRaw(body);
    if (!raw) headers.set('content-type', 'application/json');
    return fetchWorker(tenant.host, path, { ...rest, headers, body: raw ? (body as BodyInit) : JSON.stringify(body) });
  };
  return {
    userId,
    sessionId,
    cookie,
    tenant,
    fetch: call,
    async json(path, init) {
      const response = await call(path, init);
      const text = await response.text();
      if (!response.ok) throw new Error(`${init?.method ?? 'GET'} ${path} answered ${response.status}: ${text}`);
      return JSON.parse(text);
    },
  };
};
