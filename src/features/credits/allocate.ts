import type { PaidSource } from './contract.ts';

/**
 * What one call can be billed at most, in the provider's own unit. Apollo: a person. ContactOut: profile, e-mail, phone.
 * Exa: a search of up to 25 results with text and highlights of eight pages (exa.ai/pricing). Claude: as many tokens as a
 * question and its answer may have here.
 */
export const BILLED_MAX: Record<PaidSource, number> = { apollo: 1, exa: 0.023, contactout: 3, claude: 60_000 };

/** Millionths: what the ledger keeps, so that sums of dollars meet exactly. */
const SCALE = 1_000_000;
const fixed = (units: number): number => Math.round(units * SCALE);

/**
 * Shares what a provider billed beyond the calls that are known out to those that are not, the oldest first, each with as
 * much as it can have cost. Undefined where they cannot have cost that: the provider's sum holds something else.
 */
export const allocate = (provider: PaidSource, billed: number, calls: number): number[] | undefined => {
  const most = fixed(BILLED_MAX[provider]);
  let rest = fixed(billed);
  if (rest < 0 || rest > most * calls) return undefined;
  return Array.from({ length: calls }, () => {
    const part = Math.min(most, rest);
    rest -= part;
    return part / SCALE;
  });
};
