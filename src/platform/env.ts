import * as z from 'zod';

/** What the queue carries: ids only. The truth is in the database. */
export type JobMessage = { tenantId: string; jobId: string };

/** The Durable Objects' methods as callers see them; the classes themselves live with their features. */
export interface LimiterRpc {
  /** Grants permits for requests that wait, and for those soon to come; see `features/limits/ledger.ts`. */
  lease(ask: {
    claims: { key: string; limit: number; windowMs: number }[];
    waiting: number;
    ahead: number;
    back: { at: number; lastedMs: number; count: number }[];
  }): Promise<LimitDecision>;
}
/** How many permits were granted when (the object's clock), and what is left of each claim, in the claims' order. */
export type LimitDecision = {
  at: number;
  granted: number;
  leaseMs?: number;
  states: { remaining: number; resetMs: number }[];
};
/** Name a socket's session and tenant to the hub. The Worker sets them; what a client sends under them is overwritten. */
export const SESSION_HEADER = 'x-edgewise-session';
export const TENANT_HEADER = 'x-edgewise-tenant';
export interface HubRpc {
  publish(message: string): Promise<void>;
  endSession(sessionId: string): Promise<void>;
  fetch(request: Request): Promise<Response>;
}
export interface DomainWatchRpc {
  /** Looks after the domain from now on. */
  watch(tenantId: string, domainId: string): Promise<void>;
  /** Looks at once, unless it has just looked. */
  check(tenantId: string, domainId: string): Promise<void>;
}
export interface HostCacheRpc {
  put(key: string, record: string, version: number): Promise<void>;
  purge(keys: string[], version: number): Promise<void>;
}
export interface SweeperRpc {
  arm(): Promise<void>;
}
export interface FilingsFeedRpc {
  /** Follows the feed of new filings from now on. */
  arm(): Promise<void>;
  /** Looks at it at once; null where EDGAR did not answer. */
  look(): Promise<{ announced: number; stored: number; signals: number; past: number } | null>;
}
/**
 * A call that wants out to a provider: of which workspace, with whose key (`platform`, or a print of a workspace's own), and
 * what of the workspace's own share it counts against. `maxWaitMs` is how long it can wait for its turn.
 */
export type GateAsk = {
  provider: 'apollo' | 'exa' | 'contactout' | 'edgar' | 'claude';
  tenantId: string;
  account: string;
  lane: 'enrich' | 'search';
  share: { limit: number; windowMs: number } | null;
  maxWaitMs: number;
};
/**
 * A permit, to be used after `waitMs`; or why not, and when to ask again: `down` (the breaker), `blocked` (it asked to be left
 * alone), `limit` (the provider's own), `share` (the workspace's), `busy` (too many calls are out).
 */
export type GateAnswer =
  | { ok: true; permit: string; waitMs: number }
  | { ok: false; code: 'down' | 'blocked' | 'limit' | 'share' | 'busy'; retryAt: number };
/**
 * What came of a call. `away`: turned away before any work. `everyone` says that a Retry-After was not for one key alone.
 * `unused`: it did not go out.
 */
export type GateReport = {
  permit: string;
  account: string;
  result: 'ok' | 'failed' | 'away' | 'unused';
  retryAfterMs?: number;
  everyone?: boolean;
};
export type GateFigures = {
  state: 'closed' | 'open' | 'half_open';
  since: number | null;
  until: number;
  calls: number;
  failed: number;
  inFlight: number;
  blockedUntil: number | null;
  used: number | null;
  mine: number | null;
};
export interface ProviderGateRpc {
  admit(ask: GateAsk): Promise<GateAnswer>;
  report(provider: GateAsk['provider'], report: GateReport): Promise<void>;
  look(ask: GateAsk): Promise<GateFigures>;
}
type Objects<T> = { getByName(name: string): T };

/** Parameters of an enrichment's workflow instance. */
export type EnrichmentParams = { tenantId: string; jobId: string; fence: number };

/** What the platform gives the Worker, beside the plain settings. */
export interface Bindings {
  ASSETS: { fetch(request: Request): Promise<Response> };
  HOSTS: KVNamespace;
  FILES: R2Bucket;
  JOBS: Queue<JobMessage>;
  LIMITER: Objects<LimiterRpc>;
  HUB: Objects<HubRpc>;
  SWEEPER: Objects<SweeperRpc>;
  HOST_CACHE: Objects<HostCacheRpc>;
  DOMAIN_WATCH: Objects<DomainWatchRpc>;
  FILINGS_FEED: Objects<FilingsFeedRpc>;
  PROVIDER_GATE: Objects<ProviderGateRpc>;
  FILINGS: KVNamespace;
  ENRICHMENT: Workflow<EnrichmentParams>;
}

const url = z.url({ protocol: /^https?$/ });
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL');

const settings = z.object({
  /** The name under which tenants live as `slug.APP_DOMAIN`; with a port where it is not the usual one. */
  APP_DOMAIN: z.string().min(1),
  DATABASE_URL: postgresUrl.describe('Logs in as edgewise_app: row-level security applies'),
  AUTH_DATABASE_URL: postgresUrl.describe('Logs in as edgewise_auth: users and sessions'),
  CONTROL_DATABASE_URL: postgresUrl.describe('Logs in as edgewise_control: host to tenant, the sweeper'),
  AUTH_SECRET: z.string().min(32).describe('Signs session cookies and mail links'),
  APOLLO_URL: url.default('https://api.apollo.io/api/v1'),
  APOLLO_KEY: z.string().optional(),
  EXA_URL: url.default('https://api.exa.ai'),
  EXA_KEY: z.string().optional(),
  EXA_ADMIN_URL: url.default('https://admin-api.exa.ai/team-management'),
  EXA_SERVICE_KEY: z.string().optional().describe('Reads what EXA_KEY was billed for'),
  EXA_KEY_ID: z.string().optional().describe('What Exa calls EXA_KEY'),
  CONTACTOUT_URL: url.default('https://api.contactout.com'),
  CONTACTOUT_KEY: z.string().optional(),
  EDGAR_DATA_URL: url.default('https://data.sec.gov'),
  EDGAR_WWW_URL: url.default('https://www.sec.gov'),
  EDGAR_USER_AGENT: z.string().min(1),
  ANTHROPIC_URL: url.default('https://api.anthropic.com'),
  ANTHROPIC_KEY: z.string().optional(),
  ANTHROPIC_ADMIN_KEY: z.string().optional().describe('Reads what ANTHROPIC_KEY was billed for'),
  ANTHROPIC_KEY_ID: z.string().optional().describe('What Anthropic calls ANTHROPIC_KEY'),
  ANTHROPIC_MODEL: z.string().min(1),
  LOG_READS_ONE_IN: z.coerce
    .number()
    .int()
    .positive()
    .default(1)
    .describe('Of reads that went well, one in so many writes its log line; all that changes, fails or is slow does'),
  DNS_URL: url.default('https://cloudflare-dns.com/dns-query').describe('A resolver that answers JSON over HTTPS'),
  CLOUDFLARE_URL: url.default('https://api.cloudflare.com/client/v4'),
  CLOUDFLARE_TOKEN: z.string().optional().describe('May edit SSL and certificates of the zone'),
  CLOUDFLARE_ZONE_ID: z.string().optional().describe('The zone that answers for the names of customers'),
  PROBE_URL: url.optional().describe('Where a stack without the internet looks for a name'),
  DOMAIN_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Makes the proofs of ownership, AUTH_SECRET where it is not set; changed, every proof would have to be'),
  SUPPRESSION_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      'Makes the hashes of suppression lists, AUTH_SECRET where it is not set; changed, every list is forgotten',
    ),
  KEY_ENCRYPTION_KEY: z
    .string()
    .optional()
    .describe('An id, a colon and 32 bytes as base64url: seals the keys that workspaces bring; without it they cannot'),
  KEY_ENCRYPTION_KEYS_RETIRED: z
    .string()
    .optional()
    .describe('Those before it, with commas: they open and do not seal'),
  MAIL_URL: url.default('https://api.resend.com'),
  MAIL_KEY: z.string().optional(),
  MAIL_FROM: z.string().min(1),
});
export type Settings = z.infer<typeof settings>;
export type Env = Bindings & Settings;

let parsed: { raw: object; env: Env } | undefined;

/**
 * The settings, checked once per isolate. Throws with the names of what is missing or wrong, never with a value:
 * a Worker that is set up wrongly refuses to serve.
 */
export const readEnv = (raw: object): Env => {
  if (parsed?.raw === raw) return parsed.env;
  const result = settings.safeParse(raw);
  if (!result.success) {
    const wrong = result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
    throw new Error(`The Worker's settings are not right: ${wrong}`);
  }
  const env = Object.assign({}, raw as Bindings, result.data);
  parsed = { raw, env };
  return env;
};

/** Whether this is a local stack: plain HTTP on loopback, where cookies cannot be Secure. */
export const isLocal = (env: Pick<Settings, 'APP_DOMAIN'>): boolean => /^localhost(:\d+)?$/.test(env.APP_DOMAIN);

/** The origin of a host of ours. */
export const originOf = (env: Pick<Settings, 'APP_DOMAIN'>, host: string): string =>
  `${isLocal(env) ? 'http' : 'https'}://${host}`;
