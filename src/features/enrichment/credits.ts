import { type SQL, sql } from 'drizzle-orm';
import { creditAccounts, creditLedger, tenants } from '../../db/schema/tenancy.ts';
import type { Source } from '../prospects/contract.ts';
import { limitSql } from '../tenants/plans.ts';
import { APOLLO_CREDITS } from './sources/apollo.ts';
import { CLAUDE_CREDITS } from './sources/claude.ts';
import { CONTACTOUT_CREDITS_MAX } from './sources/contactout.ts';
import { EXA_CREDITS } from './sources/exa.ts';
import type { SourceOutcome } from './sources/types.ts';

/**
 * What a source may cost at most: that much is put aside before the call. What it brought is paid, the rest comes back;
 * what brought nothing costs nothing. A price of 0 means that the source is free, and may be asked again at any time.
 */
export const PRICE_MAX: Record<Source, number> = {
  apollo: APOLLO_CREDITS,
  exa: EXA_CREDITS,
  contactout: CONTACTOUT_CREDITS_MAX,
  edgar: 0,
  claude: CLAUDE_CREDITS,
};

export const isPaid = (source: Source): boolean => PRICE_MAX[source] > 0;

/** How an entry of the ledger ends. `unknown` stays put aside until someone has asked the provider. */
export type Settlement = { state: 'settled' | 'refunded' | 'unknown'; credits: number };

/** What an outcome means for the credits that were put aside for it. */
export const settlementOf = (outcome: Pick<SourceOutcome, 'cost' | 'unsettled'>, reserved: number): Settlement => {
  if (outcome.unsettled) return { state: 'unknown', credits: 0 };
  const credits = Math.min(outcome.cost, reserved);
  return credits > 0 ? { state: 'settled', credits } : { state: 'refunded', credits: 0 };
};

/** The calendar month of a moment, in UTC. */
const monthOf = (moment: SQL): SQL => sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM')`;
const usedThisMonth = sql`case when month = ${monthOf(sql`now()`)} then month_used else 0 end`;

/**
 * Common table expressions that put credits aside for one call where `asked` (the name of one before them) has a row:
 * `reserved` has a row where there were enough. A second entry for the same call breaks the ledger's unique key, and so
 * refuses the whole statement.
 */
export const reserve = (call: { jobId: string; source: Source }, asked: SQL): SQL => {
  const price = PRICE_MAX[call.source];
  return sql`
    reserved as (
      update ${creditAccounts} a set reserved = reserved + ${price}::bigint,
        month = ${monthOf(sql`now()`)}, month_used = ${usedThisMonth} + ${price}::bigint
       where exists (select from ${asked}) and granted - reserved - spent >= ${price}::bigint
         and ${usedThisMonth} + ${price}::bigint <=
           (select ${limitSql('creditsPerMonth')} from ${tenants} t where t.id = a.tenant_id)
      returning 1
    ), booked as (
      insert into ${creditLedger} (job_id, step, provider, reserved)
      select ${call.jobId}::uuid, ${call.source}, ${call.source}, ${price}::bigint from reserved
    )`;
};

/** Common table expressions that end the entry of a call where `ended` has a row. Ended once, it stays as it is. */
export const settle = (
  call: { jobId: string; source: Source },
  { state, credits }: Settlement,
  reason: string | null,
  ended: SQL,
): SQL => sql`
    entry as (
      update ${creditLedger} set state = ${state}, settled = ${credits}::bigint, reason = ${reason}, settled_at = now()
       where job_id = ${call.jobId} and step = ${call.source} and provider = ${call.source} and state = 'reserved'
         and exists (select from ${ended})
      returning reserved, created_at
    ), account as (
      update ${creditAccounts} a set reserved = a.reserved - entry.reserved, spent = a.spent + ${credits}::bigint,
        month_used = a.month_used - case when a.month = ${monthOf(sql`entry.created_at`)}
          then entry.reserved - ${credits}::bigint else 0 end
        from entry where ${state}::text <> 'unknown'
    )`;
