import type * as z from 'zod';
import type { Source } from '../prospects/contract.ts';
import type { quoteBasis } from './contract.ts';
import { PRICE_MAX } from './prices.ts';

export type Basis = z.infer<typeof quoteBasis>;
/** Calls that were measured: how many, how many of them brought something, and what those cost together. */
export type Measured = { sample: number; hits: number; credits: number };

/** Fewer calls of its own say less of a tenant than those of the whole platform do. */
export const TENANT_SAMPLE_MIN = 20;
/** Fewer calls than this say nothing. */
export const PLATFORM_SAMPLE_MIN = 30;

/**
 * What is assumed before anything was measured: rather too much than too little, so that the first bill is no surprise.
 * ContactOut: the profile with an address, and a phone every second time.
 */
const PRIORS: Record<Source, { hitRate: number; creditsPerHit: number }> = {
  apollo: { hitRate: 0.8, creditsPerHit: 1 },
  exa: { hitRate: 0.7, creditsPerHit: 1 },
  contactout: { hitRate: 0.7, creditsPerHit: 2.5 },
  edgar: { hitRate: 0.1, creditsPerHit: 0 },
  claude: { hitRate: 0.95, creditsPerHit: 1 },
};

const measured = (from: 'tenant' | 'platform', { sample, hits, credits }: Measured, prior: number): Basis => ({
  from,
  sample,
  hitRate: hits / sample,
  creditsPerHit: hits === 0 ? prior : credits / hits,
});

/** What a quote of a source rests on: the tenant's own calls where there are enough, else everybody's, else the prior. */
export const basisOf = (source: Source, own: Measured | undefined, all: Measured | undefined): Basis => {
  const prior = PRIORS[source];
  if (own && own.sample >= TENANT_SAMPLE_MIN) return measured('tenant', own, prior.creditsPerHit);
  if (all && all.sample >= PLATFORM_SAMPLE_MIN) return measured('platform', all, prior.creditsPerHit);
  return { from: 'prior', sample: 0, ...prior };
};

/** Above this a binomial's median is its mean to within one hit, and is not worked out. */
const EXACT_MAX = 10_000;
/** What sums of floats may be off by. */
const ROUNDING = 1e-9;

/** The least number of hits that half of all sets of `n` calls do not exceed, each call hitting with probability `p`. */
export const medianHits = (n: number, p: number): number => {
  if (p <= 0 || n <= 0) return 0;
  if (p >= 1) return n;
  if (n > EXACT_MAX) return Math.round(n * p);
  // By logarithms, as (1 - p)^n is no number any more where n is large.
  let log = n * Math.log1p(-p);
  let below = Math.exp(log);
  let k = 0;
  while (below < 0.5 - ROUNDING && k < n) {
    log += Math.log(((n - k) * p) / ((k + 1) * (1 - p)));
    below += Math.exp(log);
    k += 1;
  }
  return k;
};

/** Credits of `calls` calls of a source: what half of such quotes do not exceed, and what none does. */
export const costOf = (source: Source, calls: number, basis: Basis): { median: number; worst: number } => {
  const worst = calls * PRICE_MAX[source];
  return { median: Math.min(worst, Math.round(medianHits(calls, basis.hitRate) * basis.creditsPerHit)), worst };
};
