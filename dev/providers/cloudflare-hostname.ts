import * as z from 'zod';
import { destinationOf, textsAt } from './dns-destination.ts';
import { TYPE_CODES } from './dns-names.ts';
import { resolveName } from './dns-resolve.ts';
import type { Zones } from './dns-zones.ts';
import { hexOf } from './hash.ts';

/** Documented values of `status` and `ssl.status` (developers.cloudflare.com/api, Custom Hostnames). */
const STATUSES = [
  'active',
  'pending',
  'active_redeploying',
  'moved',
  'pending_deletion',
  'deleted',
  'pending_blocked',
  'pending_migration',
  'pending_provisioned',
  'provisioned',
  'blocked',
] as const;
const SSL_STATUSES = [
  'initializing',
  'pending_validation',
  'pending_issuance',
  'pending_deployment',
  'active',
  'initializing_timed_out',
  'validation_timed_out',
  'issuance_timed_out',
  'deployment_timed_out',
  'pending_deletion',
  'deletion_timed_out',
  'pending_expiration',
  'expired',
  'deleted',
] as const;

/** The authority that issues by default, and the name it has in CAA records (pki.goog/faq). */
const AUTHORITY = 'google';
const AUTHORITY_CAA = 'pki.goog';

/** What a test or a person says instead of what DNS says; `errors` are shown beside it. */
export const forcedState = z.strictObject({
  status: z.enum(STATUSES).optional(),
  ssl: z.enum(SSL_STATUSES).optional(),
  errors: z.array(z.string()).optional(),
});
export type ForcedState = z.infer<typeof forcedState>;

/** One custom hostname as it is kept. */
export const hostname = z.object({
  id: z.string(),
  /** The SaaS provider's zone at Cloudflare. */
  zoneId: z.string(),
  hostname: z.string(),
  createdAt: z.string(),
  /** Everything that is random at Cloudflare comes from this text. */
  seed: z.string(),
  status: z.enum(STATUSES),
  ssl: z.object({
    status: z.enum(SSL_STATUSES),
    method: z.enum(['http', 'txt', 'email']),
    minTlsVersion: z.string(),
    /** Counts requests for validation, so that a new one has new tokens. */
    round: z.int(),
  }),
  metadata: z.record(z.string(), z.string()).optional(),
  forced: forcedState.optional(),
});
export type Hostname = z.infer<typeof hostname>;

const uuid = (seed: string): string => hexOf(seed, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The record that proves a hostname before its traffic comes. */
export const ownershipOf = ({ hostname: host, seed }: Hostname) => ({
  type: 'txt',
  name: `_cf-custom-hostname.${host}`,
  value: uuid(`${seed}|ownership`),
});

/** What the authority wants to see for a certificate, by the method of the hostname. */
export function validationRecord({ hostname: host, seed, ssl }: Hostname): Record<string, unknown> {
  const token = hexOf(`${seed}|${ssl.round}|token`, 43);
  if (ssl.method === 'txt') return { txt_name: `_acme-challenge.${host}`, txt_value: token };
  if (ssl.method === 'email') return { emails: [`admin@${host}`, `hostmaster@${host}`] };
  const account = hexOf(`${seed}|account`, 43);
  return { http_url: `http://${host}/.well-known/acme-challenge/${token}`, http_body: `${token}.${account}` };
}

/** The name whose CAA records forbid a certificate for the host, or null (RFC 8659, 3: the closest set above counts). */
export function forbiddenBy(zones: Zones, host: string): string | null {
  const labels = host.split('.');
  for (let at = 0; at < labels.length; at += 1) {
    const name = labels.slice(at).join('.');
    const found = resolveName(zones, name, TYPE_CODES.CAA, 'authority');
    const records = found.answers.filter((record) => record.type === TYPE_CODES.CAA);
    if (records.length === 0) continue;
    const issuers = records.flatMap(({ data }) => /^\d+ issue "([^";]*)/.exec(data)?.[1]?.trim() ?? []);
    return issuers.length === 0 || issuers.includes(AUTHORITY_CAA) ? null : name;
  }
  return null;
}

/** What Cloudflare looks at in DNS: it asks the name servers, no cache. */
interface Seen {
  pointsHere: boolean;
  owned: boolean;
  forbidden: string | null;
  validated: boolean;
}

function look(zones: Zones, fallback: string, of: Hostname): Seen {
  const pointsHere = destinationOf(zones, of.hostname, fallback, 'authority') === 'here';
  const { name, value } = ownershipOf(of);
  const forbidden = forbiddenBy(zones, of.hostname);
  const record = validationRecord(of);
  // With the method http Cloudflare serves the token itself once the traffic comes to it; nobody reads mails here.
  const proven =
    of.ssl.method === 'txt'
      ? textsAt(zones, String(record.txt_name)).includes(String(record.txt_value))
      : of.ssl.method === 'http' && pointsHere;
  return {
    pointsHere,
    owned: textsAt(zones, name).includes(value),
    forbidden,
    validated: proven && forbidden === null,
  };
}

const NEXT_SSL = { pending_issuance: 'pending_deployment', pending_deployment: 'active' } as const;

/**
 * The hostname after Cloudflare looked at it once: every request that shows it counts as a look. It is active while its
 * traffic comes here or its TXT stands, `moved` when neither holds any more. The certificate goes one step at a look,
 * and an issued one stays.
 */
export function advanced(zones: Zones, fallback: string, of: Hostname): Hostname {
  const seen = look(zones, fallback, of);
  const was = of.status === 'active' || of.status === 'moved';
  const status = seen.pointsHere || seen.owned ? 'active' : was ? 'moved' : 'pending';
  const { ssl } = of;
  if (ssl.status === 'initializing' || ssl.status === 'pending_validation') {
    return { ...of, status, ssl: { ...ssl, status: seen.validated ? 'pending_issuance' : 'pending_validation' } };
  }
  if (ssl.status !== 'pending_issuance' && ssl.status !== 'pending_deployment') return { ...of, status };
  return { ...of, status, ssl: { ...ssl, status: NEXT_SSL[ssl.status] } };
}

/** Status of hostname and certificate as the outside sees them: what is forced goes over what came of itself. */
export const shownStatus = ({ status, ssl, forced }: Hostname) => ({
  status: forced?.status ?? status,
  ssl: forced?.ssl ?? ssl.status,
});

const NOT_OURS =
  'None of the A or AAAA records are owned by this account and the pre-generated ownership verification token was not found.';

/** A hostname as the API gives it. Tokens are shown only for as long as they are needed, as the real one does. */
export function shownHostname(zones: Zones, fallback: string, of: Hostname): Record<string, unknown> {
  const seen = look(zones, fallback, of);
  const { status, ssl } = shownStatus(of);
  const { forced } = of;
  const onlySsl = forced?.ssl !== undefined && forced.status === undefined;
  const onlyStatus = forced?.status !== undefined && forced.ssl === undefined;
  const caa = seen.forbidden === null ? [] : [`caa_error: CAA records of ${seen.forbidden} forbid ${AUTHORITY_CAA}`];
  const sslErrors = onlyStatus ? [] : (forced?.errors ?? (ssl === 'pending_validation' ? caa : []));
  const errors = onlySsl ? [] : (forced?.errors ?? (status === 'active' ? [] : [NOT_OURS]));
  const ownership = ownershipOf(of);
  const waiting = ssl === 'pending_validation' || ssl === 'validation_timed_out';
  return {
    id: of.id,
    hostname: of.hostname,
    ssl: {
      id: uuid(`${of.seed}|ssl`),
      type: 'dv',
      method: of.ssl.method,
      status: ssl,
      settings: { min_tls_version: of.ssl.minTlsVersion },
      bundle_method: 'ubiquitous',
      wildcard: false,
      certificate_authority: AUTHORITY,
      ...(waiting ? { validation_records: [{ status: 'pending', ...validationRecord(of) }] } : {}),
      ...(sslErrors.length > 0 ? { validation_errors: sslErrors.map((message) => ({ message })) } : {}),
    },
    ...(of.metadata === undefined ? {} : { custom_metadata: of.metadata }),
    status,
    ...(errors.length > 0 ? { verification_errors: errors } : {}),
    ...(status === 'active'
      ? {}
      : {
          ownership_verification: ownership,
          ownership_verification_http: {
            http_url: `http://${of.hostname}/.well-known/cf-custom-hostname-challenge/${of.id}`,
            http_body: ownership.value,
          },
        }),
    created_at: of.createdAt,
  };
}

/** A hostname that was just asked for; `seed` must be new for each. */
export function newHostname(
  input: Pick<Hostname, 'zoneId' | 'hostname' | 'seed' | 'metadata'> & { at: number } & Pick<
      Hostname['ssl'],
      'method' | 'minTlsVersion'
    >,
): Hostname {
  const { at, method, minTlsVersion, ...rest } = input;
  return {
    ...rest,
    id: uuid(`${input.seed}|id`),
    createdAt: new Date(at).toISOString(),
    status: 'pending',
    ssl: { status: 'initializing', method, minTlsVersion, round: 0 },
  };
}
