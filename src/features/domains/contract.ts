import * as z from 'zod';
import { id, instant, pageOf } from '../../lib/page.ts';

/**
 * `pending` waits for its records; `ready` serves; `drifting` serves although something is wrong by now; `stopped` does
 * not serve any more, and does again as soon as its records stand; `removed` was taken away by someone of the tenant.
 */
export const DOMAIN_STATES = ['pending', 'ready', 'drifting', 'stopped', 'removed'] as const;
export type DomainState = (typeof DOMAIN_STATES)[number];

/** What is served under the name: the workspace itself, or the tenant's public pages. */
export const SURFACES = ['app', 'site'] as const;
export type Surface = (typeof SURFACES)[number];

/** `amber` is on its way or worth a look, `red` is for someone to mend, `grey` could not be looked at or waits for another light. */
export const LIGHT_STATES = ['green', 'amber', 'red', 'grey'] as const;

/** One light: how it stands in one sentence, and what to do about it; null where there is nothing to do. */
export const light = z.object({
  state: z.enum(LIGHT_STATES),
  text: z.string(),
  advice: z.string().nullable(),
});
export type Light = z.infer<typeof light>;

/** The name itself (its records), its certificate, and whether we answer under it. Ready is all three green. */
export const lights = z.object({ hostname: light, certificate: light, site: light });
export type Lights = z.infer<typeof lights>;

/** `ALIAS` is what a DNS service may also call ANAME or CNAME flattening: the CNAME of a name that cannot have one. */
export const RECORD_TYPES = ['TXT', 'CNAME', 'ALIAS', 'CAA'] as const;
export const RECORD_PURPOSES = ['ownership', 'routing', 'certificate'] as const;
export const RECORD_STATES = ['found', 'missing', 'wrong', 'duplicated', 'proxied', 'cached', 'unknown'] as const;

/**
 * A record that the customer has to set. `found` is what stands there now, as the public DNS gives it, and `ttlLeft` the
 * seconds for which resolvers may still give that; `unknown` means that nobody could look.
 */
export const dnsRecord = z.object({
  type: z.enum(RECORD_TYPES),
  name: z.string(),
  value: z.string(),
  purpose: z.enum(RECORD_PURPOSES),
  state: z.enum(RECORD_STATES),
  found: z.array(z.string()),
  ttlLeft: z.int().nullable(),
  text: z.string(),
});
export type DnsRecord = z.infer<typeof dnsRecord>;

/**
 * Of a name that is a registrable domain itself, where a CNAME cannot stand: whether its DNS service gives our addresses
 * for it, and the way round where it cannot. Null for every other name.
 */
export const apex = z.object({
  flattened: z.boolean(),
  text: z.string(),
  redirectFrom: z.string(),
  useInstead: z.string(),
});
export type Apex = z.infer<typeof apex>;

/** What the last check saw. `lights` and `records` speak of the moment `checkedAt`. */
export const diagnosis = z.object({ lights, records: z.array(dnsRecord), apex: apex.nullable() });
export type Diagnosis = z.infer<typeof diagnosis>;

/** A tenant's own name. `verifiedAt` is set while it serves. `checkedAt` is null before the first check. */
export const domain = z.object({
  id,
  host: z.string(),
  surface: z.enum(SURFACES),
  state: z.enum(DOMAIN_STATES),
  ...diagnosis.shape,
  verifiedAt: instant.nullable(),
  checkedAt: instant.nullable(),
  createdAt: instant,
  removedAt: instant.nullable(),
});
export type Domain = z.infer<typeof domain>;

export const EVENT_KINDS = [
  'added',
  'proven',
  'ready',
  'drifting',
  'recovered',
  'stopped',
  'moved',
  'removed',
  'handed_off',
  'told',
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** One line of a domain's timeline, in words; newest first. */
export const domainEvent = z.object({
  id,
  kind: z.enum(EVENT_KINDS),
  text: z.string(),
  createdAt: instant,
});
export type DomainEvent = z.infer<typeof domainEvent>;

/** `GET /api/v1/domains/{id}` and every answer about one domain. Removed ones can still be read by their id. */
export const domainDetail = z.object({ ...domain.shape, events: z.array(domainEvent) });
export type DomainDetail = z.infer<typeof domainDetail>;

/** `GET /api/v1/domains`: newest first, without the removed ones. Whole: a tenant has few, and `nextCursor` is null. */
export const domainPage = pageOf(domain);

/** Longest text that is looked at: the longest host name and what people paste around it. */
const HOST_TEXT_MAX = 300;

/**
 * `POST /api/v1/domains` → 201 `domainDetail`. `host` may be given as people paste it (upper case, https://, a path, in
 * Unicode). A name that cannot be had answers 422 `invalid` with an issue at `host`; one that another workspace serves,
 * or one above or under such a name, answers 409 `conflict` with the proof to publish as issues at `proof.name` and
 * `proof.value`, and is taken as soon as that stands. A name that the tenant has already answers 409 without issues.
 */
export const addDomainBody = z.strictObject({
  host: z.string().trim().min(1, 'Type the name').max(HOST_TEXT_MAX),
  surface: z.enum(SURFACES).default('app'),
});

/** `POST /api/v1/domains/{id}/handoff`: the address of a page for whoever keeps the DNS: `/handoff/{token}` on the root host. */
export const handoffLink = z.object({ url: z.url(), expiresAt: instant });
export type HandoffLink = z.infer<typeof handoffLink>;

/** `GET /api/v1/handoffs/{token}` and `POST …/check`, public: the name and its records, and nothing else of the tenant. */
export const handoff = z.object({
  host: z.string(),
  state: z.enum(DOMAIN_STATES),
  ...diagnosis.shape,
  checkedAt: instant.nullable(),
  expiresAt: instant,
});
export type Handoff = z.infer<typeof handoff>;
