/** Who acts: roles, scopes and the actor that every verb, message and job step runs as. */

/** Roles of a member, strongest first. */
export const ROLES = ['owner', 'admin', 'manager', 'member', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What an actor may do. A route names exactly one; a role is a set of them. */
export const SCOPES = [
  'profile:read',
  'prospects:read',
  'prospects:write',
  'lists:write',
  'imports:read',
  'imports:write',
  'exports:create',
  'enrichment:run',
  'jobs:read',
  'tenant:manage',
] as const;
export type Scope = (typeof SCOPES)[number];

const READ: readonly Scope[] = ['profile:read', 'prospects:read', 'imports:read', 'jobs:read'];
const WORK: readonly Scope[] = [
  ...READ,
  'prospects:write',
  'lists:write',
  'imports:write',
  'exports:create',
  'enrichment:run',
];

const SCOPES_OF_ROLE: Record<Role, ReadonlySet<Scope>> = {
  owner: new Set(SCOPES),
  admin: new Set(SCOPES),
  manager: new Set(WORK),
  member: new Set(WORK),
  viewer: new Set(READ),
};

/** The scopes a role holds. */
export const scopesOf = (role: Role): ReadonlySet<Scope> => SCOPES_OF_ROLE[role];

/**
 * The actor of one unit of work. A `member` carries the session it came with, so that the database can refuse a
 * revoked session or a changed role in the same round trip as the work itself, and `impersonation` where they are an
 * operator who looks in as a reader until a moment (ISO 8601); a `job` is the system acting for a
 * tenant on accepted work; `system` is a part of the product at work by itself, as the watch over a domain is.
 */
export type Actor =
  | {
      kind: 'member';
      userId: string;
      sessionId: string;
      role: Role;
      name: string;
      email: string;
      impersonation?: { until: string };
    }
  | { kind: 'job'; jobId: string }
  | { kind: 'system'; name: string };

export const actorScopes = (actor: Actor): ReadonlySet<Scope> =>
  actor.kind === 'member' ? scopesOf(actor.role) : SCOPES_OF_ROLE.owner;

/** The id that activity and audit rows name, stable for the actor's life. */
export const actorId = (actor: Actor): string =>
  actor.kind === 'member' ? actor.userId : actor.kind === 'job' ? actor.jobId : actor.name;
