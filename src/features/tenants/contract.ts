/** What a tenant can have bought. */
export const PLANS = ['free', 'pro', 'enterprise'] as const;
export type Plan = (typeof PLANS)[number];

/**
 * What a billing state allows at a moment. `full`: all; `limited`: reading and exports, after a trial or the grace for a
 * missed payment has ended; `locked`: one's own data and paying; `closed`: paying alone, suspended by the operator.
 */
export const GATES = ['full', 'limited', 'locked', 'closed'] as const;
export type Gate = (typeof GATES)[number];
