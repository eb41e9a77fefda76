import * as z from 'zod';
import { ROLES, SCOPES } from '../../lib/actor.ts';
import { id, pageOf, pageQuery } from '../../lib/page.ts';
import { GATES } from '../tenants/contract.ts';

/** Shortest password taken. NIST SP 800-63B-4 asks for 15 without a second factor; 12 is what most managers make. */
export const PASSWORD_MIN = 12;
/** Longest password taken: hashing is the cost, and nobody types more. */
export const PASSWORD_MAX = 128;

export const BILLING_STATES = ['trialing', 'active', 'past_due', 'unpaid', 'canceled', 'suspended'] as const;

/** `POST /api/auth/sign-up/email`: makes a user and a workspace of their own. */
export const signUpBody = z.strictObject({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254),
  password: z.string().min(PASSWORD_MIN).max(PASSWORD_MAX),
  company: z.string().trim().min(1).max(120).optional().describe('Name of the workspace; the person’s own otherwise'),
});

/** `POST /api/auth/sign-in/email`, on the tenant's own host. */
export const signInBody = z.strictObject({
  email: z.email().max(254),
  password: z.string().min(1).max(PASSWORD_MAX),
});

/** `GET /api/v1/me` */
export const me = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  tenant: z.object({
    id,
    slug: z.string(),
    name: z.string(),
    plan: z.string(),
    billing: z.enum(BILLING_STATES),
    gate: z.enum(GATES).describe('What the billing state allows at the moment'),
    trialEndsAt: z.iso.datetime().nullable(),
    graceEndsAt: z.iso.datetime().nullable(),
  }),
  /** Each flag, as it is for the caller. */
  flags: z.record(z.string(), z.boolean()),
  role: z.enum(ROLES),
  scopes: z.array(z.enum(SCOPES)),
  /** There where support looks into the workspace as a reader: who, and until when. */
  impersonation: z.object({ by: z.string(), until: z.iso.datetime() }).optional(),
});
export type Me = z.infer<typeof me>;

/** `GET /api/v1/members`, in the order of their names. */
export const membersQuery = z.strictObject(pageQuery);

/** Somebody of the workspace. `id` is what all they do is signed with: `memberId`, `setBy` and the like name it. */
export const member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable().describe('Null where the caller does not manage the workspace; one’s own always'),
  role: z.enum(ROLES),
  status: z.enum(['active', 'disabled']).describe('A disabled one cannot come in; what they did keeps their name'),
});
export type Member = z.infer<typeof member>;
export const membersAnswer = pageOf(member);
