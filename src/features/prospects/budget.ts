import { sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Ctx } from '../../ctx.ts';
import { databaseError } from '../../db/errors.ts';
import { ProblemError } from '../../lib/problem.ts';
import { type Filters, wordsOf } from './filters.ts';

/** Milliseconds of the database for all statements of one search together; each had ten seconds of its own, so that six had a minute. */
const BUDGET_MS = 10_000;
/** The same of a text that no index narrows down: it is worth no more, and whoever wants many such at once gets little. */
const WEAK_BUDGET_MS = 1_000;
/** SQLSTATE of a statement that ran into its time limit. */
const TIMED_OUT = '57014';

/** Three letters or digits in a row: what an index of trigrams finds a text by. */
const FINDABLE = /[\p{L}\p{N}]{3}/u;

/** Whether texts are asked for, and none of them has anything that an index finds it by. */
export const isWeak = ({ q, title, company, location }: Filters): boolean => {
  const texts = [...wordsOf(q), ...[title, company, location].flatMap((given) => given ?? [])];
  return texts.length > 0 && !texts.some((text) => FINDABLE.test(text));
};

/**
 * Runs the statements of a search in one round trip and one transaction, within one budget of time: what one of them has taken the
 * next ones do not have. Gives their results; throws a problem that says what to do where a text finds too much.
 */
export const withinBudget = async (
  ctx: Ctx,
  filters: Filters,
  statements: readonly BatchItem<'pg'>[],
): Promise<unknown[]> => {
  const weak = isWeak(filters);
  const left = sql`greatest(1, ${weak ? WEAK_BUDGET_MS : BUDGET_MS}::int - 1000 * date_part('epoch', clock_timestamp() - now()))::int`;
  const limit = () => ctx.db.execute(sql`select set_config('statement_timeout', ${left}::text, true)`);
  try {
    const results: unknown[] = await ctx.db.batch([
      limit(),
      ...statements.flatMap((statement, i) => (i === 0 ? [statement] : [limit(), statement])),
    ]);
    return results.filter((_, i) => i % 2 === 1);
  } catch (error) {
    if (!weak || databaseError(error)?.code !== TIMED_OUT) throw error;
    throw new ProblemError(
      'unavailable',
      'Signs and single letters alone meet too many people. Write a word, or three letters of one.',
      { cause: error },
    );
  }
};
