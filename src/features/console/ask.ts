import { type SQL, sql } from 'drizzle-orm';
import { controlDb } from '../../db/client.ts';
import { databaseError } from '../../db/errors.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { Env } from '../../platform/env.ts';
import type { Operator } from './operator.ts';

/** What a verb of the console runs in. `later` runs what nobody waits for and a sweeper repeats. */
export type ConsoleCtx = {
  operator: Operator;
  env: Env;
  requestId: string;
  later(work: Promise<unknown>): void;
};

/** SQLSTATEs of the functions of the console: there is no such thing, and its state does not allow this. */
const MISSING = 'EW404';
const CONFLICT = 'EW409';

/**
 * Asks one function of the console. Each judges the session by itself, and does what it does with its record in one
 * transaction. Gives the values of its rows. Throws `not_found`, `conflict` with the reason, or what the database threw.
 */
export const ask = async ({ env }: Pick<ConsoleCtx, 'env'>, call: SQL): Promise<unknown[]> => {
  try {
    const db = controlDb(env.CONTROL_DATABASE_URL);
    const { rows } = await db.execute<{ answer: unknown }>(sql`select ${call} as answer`);
    return rows.map((row) => row.answer);
  } catch (error) {
    const e = databaseError(error);
    if (e?.code === MISSING) throw new ProblemError('not_found', undefined, { cause: error });
    if (e?.code === CONFLICT) throw new ProblemError('conflict', e.message, { cause: error });
    throw error;
  }
};
