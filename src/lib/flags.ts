import * as z from 'zod';

/** Most rules of one flag, and most names in one of them: a record of a tenant carries what is left of all flags. */
const RULES_MAX = 20;
const NAMES_MAX = 500;

/**
 * One rule of a flag: whom it is for, all of it together, and what it says to them. `percent` takes a stable part of
 * the tenants, or of the members where `by` says so.
 */
export const flagRule = z.strictObject({
  tenants: z.array(z.uuid()).max(NAMES_MAX).optional(),
  plans: z.array(z.enum(['free', 'pro', 'enterprise'])).optional(),
  members: z.array(z.string().max(64)).max(NAMES_MAX).optional(),
  percent: z.number().min(0).max(100).optional(),
  by: z.enum(['tenant', 'member']).optional(),
  on: z.boolean(),
});
export type FlagRule = z.infer<typeof flagRule>;
export const flagRules = z.array(flagRule).max(RULES_MAX);

/**
 * The flags that the code asks for, each with what holds where the platform says nothing of it: what is finished is on,
 * and its flag is the switch to kill it by.
 */
export const FLAGS = {
  imports: { description: 'Members can import files', otherwise: true },
  enrichment: { description: 'Profiles are enriched, on request and when they are opened', otherwise: true },
  exports: { description: 'Members can download what they search', otherwise: true },
} as const;
export type FlagKey = keyof typeof FLAGS;

export type Flag = { key: string; enabled: boolean; killed: boolean; rules: FlagRule[] };

/** What is left of a flag once the tenant is known: rules that only a member can decide, and the answer after them. */
export const tenantFlag = z.object({
  rules: z.array(flagRule.pick({ members: true, percent: true, on: true })).optional(),
  on: z.boolean(),
});
export type TenantFlag = z.infer<typeof tenantFlag>;

/** A place from 0 up to 100 that a name always has under a key: FNV-1a over UTF-16 units, spread to two decimals. */
export const placeOf = (key: string, name: string): number => {
  let hash = 0x811c9dc5;
  for (const unit of `${key}:${name}`) {
    hash ^= unit.charCodeAt(0);
    hash = Math.imul(hash, 0x01000193);
  }
  // FNV's last characters move the low bits most: fold the high ones in before the remainder is taken.
  return (((hash ^ (hash >>> 15)) >>> 0) % 10_000) / 100;
};

/** The flag as one tenant has it. Rules that do not concern the tenant are gone; what follows a rule for all is too. */
export const flagFor = (flag: Flag, tenant: { id: string; plan: string }): TenantFlag => {
  if (flag.killed) return { on: false };
  const rules: NonNullable<TenantFlag['rules']> = [];
  const done = (on: boolean): TenantFlag => (rules.length > 0 ? { rules, on } : { on });
  for (const { tenants, plans, members, percent, by, on } of flag.rules) {
    if (tenants && !tenants.includes(tenant.id)) continue;
    if (plans && !plans.some((plan) => plan === tenant.plan)) continue;
    if (percent !== undefined && by !== 'member' && placeOf(flag.key, tenant.id) >= percent) continue;
    const ofMembers = percent !== undefined && by === 'member' ? percent : undefined;
    if (members === undefined && ofMembers === undefined) return done(on);
    rules.push({ ...(members && { members }), ...(ofMembers !== undefined && { percent: ofMembers }), on });
  }
  return done(flag.enabled);
};

/** What the flag says to a member; to nobody in particular, as to a job, what it says after the rules for members. */
export const isOnFor = (key: string, { rules = [], on }: TenantFlag, member: string | undefined): boolean => {
  const match = rules.find(
    (r) =>
      member !== undefined &&
      (r.members?.includes(member) ?? true) &&
      (r.percent === undefined || placeOf(key, member) < r.percent),
  );
  return match ? match.on : on;
};
