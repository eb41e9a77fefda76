import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { withClient } from './client.ts';

const MIGRATIONS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'migrations');

/** The role that owns every table. Neither superuser nor BYPASSRLS, so that tests see forced policies hold it too. */
export const OWNER = 'edgewise_owner';
/** Passes the policies by, which takes a superuser to allow, or an owner as Neon's console makes them. */
const FENCE = 'edgewise_fence';
/** The roles that log in, and what each is for. */
export const LOGIN_ROLES = { app: 'edgewise_app', auth: 'edgewise_auth', control: 'edgewise_control' } as const;

export type Passwords = Record<keyof typeof LOGIN_ROLES | 'owner', string>;

const quoted = (text: string) => pg.escapeLiteral(text);
const named = (text: string) => pg.escapeIdentifier(text);

/** Fresh passwords for a cluster of one's own. */
export const newPasswords = (): Passwords => ({
  owner: randomBytes(18).toString('base64url'),
  app: randomBytes(18).toString('base64url'),
  auth: randomBytes(18).toString('base64url'),
  control: randomBytes(18).toString('base64url'),
});

/** On a cluster of one's own: the owner role, the fence, and an empty database that is the owner's. Safe to run again. */
export const prepareDatabase = async (adminUrl: string, database: string, passwords: Passwords): Promise<void> => {
  await withClient(adminUrl, async (c) => {
    await makeRole(c, OWNER, 'nosuperuser nobypassrls createrole nocreatedb');
    await makeRole(c, FENCE, 'nologin');
    await c.query(`alter role ${FENCE} bypassrls`);
    await c.query(`grant ${FENCE} to ${OWNER} with admin true, inherit false, set true`);
    await c.query(`alter role ${OWNER} login password ${quoted(passwords.owner)}`);
    const found = await c.query('select from pg_database where datname = $1', [database]);
    if (!found.rowCount) await c.query(`create database ${named(database)} owner ${OWNER}`);
  });
};

const makeRole = async (c: pg.Client, role: string, attributes: string): Promise<void> => {
  const { rowCount } = await c.query('select from pg_roles where rolname = $1', [role]);
  if (!rowCount) await c.query(`create role ${role} ${attributes}`);
};

/** Brings the schema up to date. `ownerUrl` logs in as the role that owns, or is to own, the tables. */
export const migrate = async (ownerUrl: string): Promise<void> => {
  await withClient(ownerUrl, async (c) => {
    await runMigrations(drizzle({ client: c }), { migrationsFolder: MIGRATIONS });
  });
};

/** Lets the three roles log in. They are made without a password by the migrations. */
export const setPasswords = async (ownerUrl: string, passwords: Omit<Passwords, 'owner'>): Promise<void> => {
  await withClient(ownerUrl, async (c) => {
    for (const [key, role] of Object.entries(LOGIN_ROLES)) {
      await c.query(`alter role ${role} login password ${quoted(passwords[key as keyof typeof LOGIN_ROLES])}`);
    }
  });
};
