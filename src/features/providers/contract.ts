import * as z from 'zod';
import { instant } from '../../lib/page.ts';
import { SOURCES } from '../prospects/contract.ts';

/**
 * How a provider is treated. `closed`: it is asked. `open`: it failed so often that nobody asks it until `nextProbeAt`.
 * `half_open`: one call tries whether it is well again, the others wait for what comes of it. `unknown`: the gate itself did
 * not answer; paid providers are not asked meanwhile.
 */
export const BREAKER_STATES = ['closed', 'open', 'half_open', 'unknown'] as const;

/** A limit that calls count against: of the provider for all, or of one workspace. */
export const rateState = z.object({
  limit: z.int(),
  windowSeconds: z.number(),
  used: z.int().describe('In the window that ends now'),
});

/** One provider as its gate sees it. Figures are of the last minute. */
export const gateHealth = z.object({
  provider: z.enum(SOURCES),
  state: z.enum(BREAKER_STATES),
  words: z.string().describe('The same in plain words, with what happens next'),
  since: instant.nullable().describe('Since when it is in this state; null where it never was in another'),
  nextProbeAt: instant.nullable(),
  blockedUntil: instant.nullable().describe('It asked to be left alone until then'),
  calls: z.int(),
  failed: z.int(),
  errorShare: z.number().nullable().describe('Null without calls'),
  inFlight: z.int(),
  inFlightMax: z.int(),
  rate: rateState.nullable().describe('The provider’s own limit, over all workspaces'),
});
export type GateHealth = z.infer<typeof gateHealth>;

/** `GET /api/v1/providers/health`: for those who manage the workspace. `mine` is what this workspace has used. */
export const providersHealth = z.object({
  items: z.array(
    gateHealth.extend({ mine: rateState.nullable().describe('This workspace’s own window; null for a free one') }),
  ),
});
export type ProvidersHealth = z.infer<typeof providersHealth>;
