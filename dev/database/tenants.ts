/** Tenants with their people, written by the roles that sign-up writes them by. Each call is inside a transaction. */
import type pg from 'pg';
import type { Role } from '../../src/lib/actor.ts';
import { become } from './session.ts';

export interface NewTenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly plan: string;
  readonly billing: string;
  /** Granted at the start. */
  readonly credits: number;
}

/** A person with an account, and the role that the tenant gives them. */
export interface NewMember {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export async function insertTenant(client: pg.Client, tenant: NewTenant, members: readonly NewMember[]): Promise<void> {
  const { id, slug, name, plan, billing, credits } = tenant;
  await become(client, 'definer');
  await client.query('insert into tenants (id, slug, name, plan, billing) values ($1, $2, $3, $4, $5)', [
    id,
    slug,
    name,
    plan,
    billing,
  ]);
  await client.query('insert into credit_accounts (tenant_id, granted) values ($1, $2)', [id, credits]);
  await client.query(
    'insert into members (tenant_id, user_id, role) select $1, m.* from unnest($2::text[], $3::text[]) m',
    [id, members.map(({ userId }) => userId), members.map(({ role }) => role)],
  );
}

/** Accounts with a verified address and one password for all of them; who has an account already keeps it. */
export async function insertUsers(
  client: pg.Client,
  people: readonly Omit<NewMember, 'role'>[],
  passwordHash: string,
): Promise<void> {
  await become(client, 'auth');
  const ids = people.map(({ userId }) => userId);
  await client.query(
    `insert into auth."user" (id, name, email, email_verified)
       select u.id, u.name, u.email, true from unnest($1::text[], $2::text[], $3::text[]) u(id, name, email)
     on conflict (id) do nothing`,
    [ids, people.map(({ name }) => name), people.map(({ email }) => email)],
  );
  // The identity library's account of someone who signs in by password: its own id is the user's.
  await client.query(
    `insert into auth.account (id, account_id, provider_id, user_id, password)
       select u.id, u.id, 'credential', u.id, $2 from unnest($1::text[]) u(id)
     on conflict (id) do nothing`,
    [ids, passwordHash],
  );
}
