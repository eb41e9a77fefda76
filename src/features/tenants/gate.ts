import type { Intent } from '../../db/client.ts';
import type { Gate } from './contract.ts';

/** What the gate is judged by: part of the tenant's record. Moments are ISO 8601; null where there is no end. */
export type BillingState = { billing: string; trialEndsAt: string | null; graceEndsAt: string | null };

const ended = (at: string | null, now: Date): boolean => at !== null && Date.parse(at) <= now.getTime();

/** The database holds the same rule in `app.gate`, which decides; this one saves a refused caller the round trip. */
export const gateOf = ({ billing, trialEndsAt, graceEndsAt }: BillingState, now: Date): Gate => {
  if (billing === 'suspended') return 'closed';
  if (billing === 'unpaid' || billing === 'canceled') return 'locked';
  if (billing === 'past_due' && ended(graceEndsAt, now)) return 'limited';
  if (billing === 'trialing' && ended(trialEndsAt, now)) return 'limited';
  return 'full';
};

const ADMITTED: Record<Gate, ReadonlySet<Intent>> = {
  full: new Set(['work', 'read', 'own', 'any']),
  limited: new Set(['read', 'own', 'any']),
  locked: new Set(['own', 'any']),
  closed: new Set(['any']),
};

export const admits = (gate: Gate, intent: Intent): boolean => ADMITTED[gate].has(intent);
