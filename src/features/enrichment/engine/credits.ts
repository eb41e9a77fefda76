import { type SQL, sql } from 'drizzle-orm';
import { tenants } from '../../../db/schema/tenancy.ts';
import type { Cap } from '../../credits/contract.ts';
import type { KeyUse } from '../../credits/keys-for.ts';
import { PRICE_MAX } from '../../credits/prices.ts';
import type { Source } from '../../prospects/contract.ts';
import { limitSql } from '../../tenants/plans.ts';
import { SOURCE_NAMES, skipped } from '../sources/outcome.ts';
import type { SourceOutcome } from '../sources/types.ts';

/** How an entry of the ledger ends. `unknown` stays put aside until the provider was asked whether it billed. */
export type Settlement = { state: 'settled' | 'refunded' | 'unknown'; credits: number };

/** What an outcome means for the credits that were put aside for it: what brought nothing costs nothing. */
export const settlementOf = (outcome: Pick<SourceOutcome, 'cost' | 'unsettled'>, reserved: number): Settlement => {
  if (outcome.unsettled) return { state: 'unknown', credits: 0 };
  const credits = Math.min(outcome.cost, reserved);
  return credits > 0 ? { state: 'settled', credits } : { state: 'refunded', credits: 0 };
};

/** What the provider takes from us for the call, in its own unit: null where nobody knows, 0 where it was not asked. */
export const billedOf = ({ unsettled, bill }: SourceOutcome): number | null =>
  unsettled ? null : bill === undefined ? 0 : bill.units;

/** One paid call, as the ledger knows it. `requestId` is what the provider is told to call it. */
export type Call = { jobId: string; source: Source; requestId: string; key: KeyUse };

/**
 * Puts credits aside for a call: an expression that is `ok`, or the cap that stands in the way. To be evaluated once.
 * A second entry for the same call refuses the whole statement. Where `paidFor` holds, the question was paid before.
 */
export const reserve = ({ jobId, source, requestId, key }: Call, paidFor: SQL = sql`false`): SQL => sql`
  app.reserve_credits(${jobId}::uuid, ${source}, ${source}, case when ${paidFor} then 0 else ${PRICE_MAX[source]}::bigint end, ${key.owner}, ${key.print}::text,
    ${requestId}::uuid, (select ${limitSql('creditsPerMonth')} from ${tenants} t where t.id = app.tenant()))`;

/** Ends the entry of a call: an expression, true where it did. Ended once, it stays as it is. */
export const settle = (call: { jobId: string; source: Source }, outcome: SourceOutcome): SQL => {
  const { state, credits } = settlementOf(outcome, PRICE_MAX[call.source]);
  return sql`
  app.settle_call(${call.jobId}::uuid, ${call.source}, ${call.source}, ${state}, ${credits}::bigint, ${outcome.reason}::text,
    ${billedOf(outcome)}::numeric, ${outcome.bill?.requestId ?? null}::text)`;
};

const WHY: Record<Cap, string> = {
  balance: 'Not enough credits',
  run: 'The budget of one enrichment does not cover it',
  batch: 'The budget of this bulk enrichment is used up',
  member: 'Your budget of this month is used up',
  team: 'Your team’s budget of this month is used up',
  day: 'The workspace’s budget of today is used up',
  month: 'The workspace’s budget of this month is used up',
  plan: 'The plan’s credits of this month are used up',
};

/** What becomes of a source that a cap stands in the way of. */
export const tooFewCredits = (source: Source, cap: Cap): SourceOutcome => {
  const price = PRICE_MAX[source];
  const takes = `${SOURCE_NAMES[source]} takes ${price === 1 ? '1' : `up to ${price}`}`;
  const then = cap === 'balance' ? 'Add credits, then retry.' : 'Raise it or wait, then retry.';
  return skipped(`${WHY[cap]}: ${takes}. ${then}`);
};
