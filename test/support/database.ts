import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Client } from 'pg';

// Through require, so that the test runner's browser conditions do not reach a package made for Node.
const pg: { Client: typeof Client } = createRequire(import.meta.url)('pg');

/** What the setup of all tests started, for each test file to connect to. */
export type Stack = {
  postgresPort: number;
  neonPort: number;
  providersUrl: string;
  mailUrl: string;
  passwords: { owner: string; app: string; auth: string; control: string };
};

/** The database that every test file gets a copy of. */
export const TEMPLATE = 'edgewise_template';

const adminUrl = (stack: Stack, database: string) =>
  `postgres://postgres:postgres@127.0.0.1:${stack.postgresPort}/${database}`;

/** A fresh copy of the migrated database, and the settings that point the Worker at it. */
export const cloneDatabase = async (stack: Stack): Promise<Record<string, string>> => {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: adminUrl(stack, 'postgres') });
  await client.connect();
  await client.query(`create database ${name} template ${TEMPLATE} strategy file_copy owner edgewise_owner`);
  await client.end();
  const url = (user: keyof Stack['passwords']) =>
    `postgres://edgewise_${user}:${stack.passwords[user]}@127.0.0.1:${stack.neonPort}/${name}`;
  return {
    APP_DOMAIN: 'localhost',
    DATABASE_URL: url('app'),
    AUTH_DATABASE_URL: url('auth'),
    CONTROL_DATABASE_URL: url('control'),
    OWNER_DATABASE_URL: url('owner'),
    ADMIN_DATABASE_URL: `postgres://postgres:postgres@127.0.0.1:${stack.neonPort}/${name}`,
    NEON_CONTROL_URL: `http://127.0.0.1:${stack.neonPort}`,
    AUTH_SECRET: 'a secret of the tests, thirty-two characters or more',
    KEY_ENCRYPTION_KEY: `test:${'k'.repeat(42)}E`,
    APOLLO_URL: `${stack.providersUrl}/apollo`,
    EXA_ADMIN_URL: `${stack.providersUrl}/exa-admin/team-management`,
    EXA_SERVICE_KEY: 'test-exa-service-key',
    ANTHROPIC_ADMIN_KEY: 'test-anthropic-admin-key',
    EXA_URL: `${stack.providersUrl}/exa`,
    CONTACTOUT_URL: `${stack.providersUrl}/contactout`,
    EDGAR_DATA_URL: `${stack.providersUrl}/edgar-data`,
    EDGAR_WWW_URL: `${stack.providersUrl}/edgar-www`,
    ANTHROPIC_URL: `${stack.providersUrl}/anthropic`,
    DNS_URL: `${stack.providersUrl}/dns/dns-query`,
    CLOUDFLARE_URL: `${stack.providersUrl}/cloudflare/client/v4`,
    CLOUDFLARE_TOKEN: 'test-cloudflare-key',
    CLOUDFLARE_ZONE_ID: '0123456789abcdef0123456789abcdef',
    PROBE_URL: `${stack.providersUrl}/edge`,
    PROVIDERS_CONTROL_URL: `${stack.providersUrl}/_control`,
    APOLLO_KEY: 'test-apollo-key',
    EXA_KEY: 'test-exa-key',
    CONTACTOUT_KEY: 'test-contactout-key',
    ANTHROPIC_KEY: 'test-anthropic-key',
    MAIL_URL: stack.mailUrl,
    MAIL_KEY: 're_test',
  };
};
