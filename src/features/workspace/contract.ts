import * as z from 'zod';
import { id } from '../../lib/page.ts';
import { BILLING_STATES } from '../access/contract.ts';
import { GATES, PLANS } from '../tenants/contract.ts';

/** Longest name of a workspace. */
const NAME_MAX = 120;

/** `GET /api/v1/workspace` */
export const workspace = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  host: z.string().describe('Where the workspace lives, with its port where that is not the usual one'),
  plan: z.enum(PLANS),
  billing: z.enum(BILLING_STATES),
  gate: z.enum(GATES),
  trialEndsAt: z.iso.datetime().nullable(),
  graceEndsAt: z.iso.datetime().nullable(),
  suspendedReason: z.string().nullable(),
  formerSlugs: z.array(z.object({ slug: z.string(), endsAt: z.iso.datetime() })).describe('They lead here until then'),
});
export type Workspace = z.infer<typeof workspace>;

/** `PATCH /api/v1/workspace`: what is not given stays. */
export const workspaceChange = z.strictObject({
  name: z.string().trim().min(1).max(NAME_MAX).optional(),
  slug: z
    .string()
    .trim()
    .toLowerCase()
    .min(3)
    .max(40)
    .optional()
    .describe('The name under which the workspace lives. The one before leads here for 90 days.'),
});

/** What a limit is of. */
export const USAGE_KEYS = [
  'prospects',
  'members',
  'creditsPerMonth',
  'exportRows',
  'requestsPerMinute',
  'jobs',
] as const;

/** `GET /api/v1/usage`: what the plan allows, what is used of it, and what used it. */
export const usage = z.object({
  plan: z.enum(PLANS),
  trial: z.boolean().describe('A trial has the limits of the plan pro'),
  period: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).describe('The calendar month in UTC'),
  credits: z.object({ available: z.int(), reserved: z.int() }).describe('Prepaid, whatever the month'),
  items: z.array(
    z.object({
      key: z.enum(USAGE_KEYS),
      limit: z.int(),
      used: z.int().nullable().describe('Null where it is a limit on each single use'),
      per: z.enum(['now', 'month', 'minute', 'file']),
      by: z
        .array(
          z.object({ kind: z.enum(['import', 'role', 'source', 'member', 'job']), label: z.string(), value: z.int() }),
        )
        .describe('What consumed it, most first, ten at most'),
    }),
  ),
});
export type Usage = z.infer<typeof usage>;
