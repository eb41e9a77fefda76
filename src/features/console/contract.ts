import * as z from 'zod';
import { flagRules } from '../../lib/flags.ts';
import { id } from '../../lib/page.ts';
import { BILLING_STATES } from '../access/contract.ts';
import { gateHealth } from '../providers/contract.ts';
import { GATES, PLANS } from '../tenants/contract.ts';

/** Longest reason that an operator gives. */
const REASON_MAX = 500;
const reason = z.string().trim().min(3).max(REASON_MAX);
const moment = z.iso.datetime();

/** `GET /api/console/me` */
export const operator = z.object({ id: z.string(), name: z.string(), email: z.string() });

/** `GET /api/console/tenants?q&state&cursor&limit` */
export const tenantQuery = z.strictObject({
  q: z.string().trim().max(200).optional(),
  state: z.enum(BILLING_STATES).optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const tenantRow = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  plan: z.enum(PLANS),
  billing: z.enum(BILLING_STATES),
  gate: z.enum(GATES),
  members: z.int(),
  prospects: z.int(),
  domains: z.int(),
  openJobs: z.int(),
  createdAt: moment,
});
export const tenantPage = z.object({ items: z.array(tenantRow), nextCursor: z.string().nullable() });
export type TenantRow = z.infer<typeof tenantRow>;

/** `GET /api/console/tenants/{id}` */
export const tenantDetail = tenantRow.extend({
  host: z.string(),
  trialEndsAt: moment.nullable(),
  graceEndsAt: moment.nullable(),
  suspendedReason: z.string().nullable(),
  credits: z.object({ granted: z.int(), reserved: z.int(), spent: z.int() }),
  limits: z.record(z.string(), z.number()),
  domainList: z.array(
    z.object({ host: z.string(), surface: z.string(), state: z.string(), checkedAt: moment.nullable() }),
  ),
  memberList: z.array(z.object({ name: z.string(), email: z.string(), role: z.string(), disabled: z.boolean() })),
  flags: z.array(z.object({ key: z.string(), on: z.boolean(), why: z.string() })),
  audit: z.array(
    z.object({ at: moment, operator: z.string(), verb: z.string(), detail: z.record(z.string(), z.unknown()) }),
  ),
});
export type TenantDetail = z.infer<typeof tenantDetail>;

/** `POST /api/console/tenants/{id}/suspend`, `/resume`, `/plan`, `/credits`, `/impersonate`: one audited verb each. */
export const suspendBody = z.strictObject({ reason });
export const resumeBody = z.strictObject({ reason });
export const planBody = z.strictObject({ plan: z.enum(PLANS), reason });
export const creditsBody = z.strictObject({ amount: z.int().min(1).max(1_000_000), reason });
export const impersonateBody = z.strictObject({ reason });
/** Where to go as a reader of that workspace: good once, for a minute; the session it opens lasts half an hour. */
export const impersonation = z.object({ url: z.string(), expiresAt: moment });

/** `GET /api/console/flags`, `PUT /api/console/flags/{key}`, `POST …/kill`, `POST …/revive` */
export const flagKey = z.string().regex(/^[a-z][a-z0-9.-]{1,63}$/);
export const flag = z.object({
  key: flagKey,
  description: z.string(),
  enabled: z.boolean(),
  killed: z.boolean(),
  rules: flagRules,
  updatedAt: moment,
});
export type FlagView = z.infer<typeof flag>;
export const flagList = z.object({ items: z.array(flag), nextCursor: z.null() });
export const flagBody = z.strictObject({
  description: z.string().trim().min(1).max(300),
  enabled: z.boolean(),
  rules: flagRules,
  reason,
});
export const killBody = z.strictObject({ reason });
/** `GET /api/console/flags/{key}/preview`: who sees what, by tenant; a share of members where it differs within one. */
export const flagPreview = z.object({
  items: z.array(
    z.object({ tenantId: id, slug: z.string(), plan: z.string(), sees: z.enum(['on', 'off', 'some members']) }),
  ),
  on: z.int(),
  off: z.int(),
  some: z.int(),
});

/** `GET /api/console/health` */
export const health = z.object({
  providers: z.array(
    z.object({
      provider: z.string(),
      calls: z.int().describe('In the last hour, over all workspaces'),
      failed: z.int(),
      errorShare: z.number().nullable(),
      medianMs: z.number().nullable(),
      state: z.enum(['well', 'struggling', 'failing', 'idle']),
    }),
  ),
  gates: z.array(gateHealth).describe('How each provider is treated now, in the gate’s own words'),
  jobs: z.array(z.object({ kind: z.string(), queued: z.int(), running: z.int(), oldestQueuedAt: moment.nullable() })),
  outbox: z.object({ waiting: z.int(), oldestAt: moment.nullable() }),
});
