/** Tenants and signed-in members for the load: rate limits count by both, and are no subject here. */
import { createHmac } from 'node:crypto';
import type pg from 'pg';

/** Signs the session cookies of the benchmarks' Worker. */
export const AUTH_SECRET = 'a secret of the benchmarks, thirty-two characters or more';
/** 32 bytes as base64url. */
export const KEY_SECRET = `${'k'.repeat(42)}E`;
/** Of a Worker whose domain is `localhost`. */
const COOKIE = 'edgewise-session';

export interface Member {
  readonly host: string;
  readonly cookie: string;
}

/** The session cookie as the identity library signs it: value, dot, base64 of HMAC-SHA256, percent-encoded. */
function cookieOf(token: string): string {
  const mac = createHmac('sha256', AUTH_SECRET).update(token).digest('base64');
  return `${COOKIE}=${encodeURIComponent(`${token}.${mac}`)}`;
}

/**
 * Owners of a tenant, made and signed in where they are not yet. The tenant is put on the largest plan: 60 000 requests
 * a minute, and half of it for each member.
 * @param client a superuser's, in the database of the Worker
 */
export async function signIn(client: pg.Client, slug: string, count: number): Promise<readonly Member[]> {
  const { rows } = await client.query<{ id: string }>(
    `insert into tenants (slug, name, plan, billing) values ($1, $1, 'enterprise', 'active')
       on conflict (slug) do update set plan = excluded.plan returning id`,
    [slug],
  );
  const ids = Array.from({ length: count }, (_, n) => `bench-${slug}-${n}`);
  await client.query(
    `insert into auth."user" (id, name, email, email_verified)
       select u, u, u || '@bench.example', true from unnest($1::text[]) u on conflict do nothing`,
    [ids],
  );
  await client.query(
    `insert into members (tenant_id, user_id, role) select $1, u, 'owner' from unnest($2::text[]) u
       on conflict do nothing`,
    [rows[0]?.id, ids],
  );
  await client.query(
    `insert into auth.session (id, token, user_id, tenant_id, expires_at)
       select u, u, u, $1, now() + interval '1 day' from unnest($2::text[]) u
       on conflict (id) do update set expires_at = excluded.expires_at`,
    [rows[0]?.id, ids],
  );
  await client.query('insert into credit_accounts (tenant_id) values ($1) on conflict do nothing', [rows[0]?.id]);
  return ids.map((token) => ({ host: `${slug}.localhost`, cookie: cookieOf(token) }));
}
