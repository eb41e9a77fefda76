/** The settings of the Worker in the local stack, as a file of `NAME='value'` lines that wrangler reads. */

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { masked } from '../providers/keys.ts';

/** Bytes of randomness in a secret: 256 bits. */
const SECRET_BYTES = 32;
/** The emulator takes any id of Cloudflare's form; it keeps hostnames by it, so that it must not change. */
const CLOUDFLARE_ZONE_ID = '0e5d9e3a7b1c4f68a2d40c8e6b97f135';

/** The logins of the product's roles, by what they are for. */
export interface Logins {
  readonly app: Login;
  readonly auth: Login;
  readonly control: Login;
}
export interface Login {
  readonly user: string;
  readonly password: string;
}

export interface SettingsInput {
  /** Where the Worker listens. */
  readonly port: number;
  /** Where Neon's endpoint listens. */
  readonly neonPort: number;
  readonly database: string;
  readonly logins: Logins;
  readonly providersUrl: string;
  readonly mailUrl: string;
  readonly authSecret: string;
  /** 32 bytes as base64url: seals the keys that workspaces bring. */
  readonly keySecret: string;
}

/** Everything that the Worker is told here and elsewhere by its real surroundings. */
export function workerSettings(input: SettingsInput): Record<string, string> {
  const { port, neonPort, database, logins, providersUrl, mailUrl, authSecret, keySecret } = input;
  const url = ({ user, password }: Login) =>
    `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${neonPort}/${database}`;
  // The emulators take any key of this length; their names keep them apart in the lists of calls.
  const key = (name: string) => `local-stack-${name}`;
  // The emulators know a key by the fingerprint that stands for it in those lists.
  const keyId = (value: string) => masked(value).replaceAll('*', '');
  return {
    APP_DOMAIN: `localhost:${port}`,
    DATABASE_URL: url(logins.app),
    AUTH_DATABASE_URL: url(logins.auth),
    CONTROL_DATABASE_URL: url(logins.control),
    AUTH_SECRET: authSecret,
    KEY_ENCRYPTION_KEY: `local:${keySecret}`,
    APOLLO_URL: `${providersUrl}/apollo`,
    APOLLO_KEY: key('apollo'),
    EXA_URL: `${providersUrl}/exa`,
    EXA_KEY: key('exa'),
    EXA_ADMIN_URL: `${providersUrl}/exa-admin/team-management`,
    EXA_SERVICE_KEY: key('exa-service'),
    EXA_KEY_ID: keyId(key('exa')),
    CONTACTOUT_URL: `${providersUrl}/contactout`,
    CONTACTOUT_KEY: key('contactout'),
    EDGAR_DATA_URL: `${providersUrl}/edgar-data`,
    EDGAR_WWW_URL: `${providersUrl}/edgar-www`,
    ANTHROPIC_URL: `${providersUrl}/anthropic`,
    ANTHROPIC_KEY: key('anthropic'),
    ANTHROPIC_ADMIN_KEY: key('anthropic-admin'),
    ANTHROPIC_KEY_ID: keyId(key('anthropic')),
    DNS_URL: `${providersUrl}/dns/dns-query`,
    CLOUDFLARE_URL: `${providersUrl}/cloudflare/client/v4`,
    CLOUDFLARE_TOKEN: key('cloudflare'),
    CLOUDFLARE_ZONE_ID,
    PROBE_URL: `${providersUrl}/edge`,
    MAIL_URL: mailUrl,
    MAIL_KEY: key('mail'),
  };
}

/** Writes settings for wrangler's `--env-file`, readable by us alone. */
export function writeSettings(file: string, settings: Readonly<Record<string, string>>): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quoted(value)}`);
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
}

/** wrangler expands `$NAME` even in single quotes, which it else takes as they are and cannot escape. */
function quoted(value: string): string {
  if (/['\r\n\0]/.test(value)) throw new Error('A setting may not hold a single quote or a line break.');
  return `'${value.replaceAll('$', '\\$')}'`;
}

/** A secret that is made once and kept, so that sessions survive a restart. */
export function keptSecret(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return secret;
}
