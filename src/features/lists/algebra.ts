import { type SQL, sql } from 'drizzle-orm';
import type { SetOp } from './contract.ts';

const WORD: Record<SetOp, SQL> = { union: sql`union`, intersection: sql`intersect`, difference: sql`except` };

/**
 * Sets of people taken together, each person once: each set is a query of one column, and so is what comes of them. Sets
 * are taken in the order given, with one operator: SQL reads equal ones from left to right, which is what a difference means.
 */
export const combinedSql = (op: SetOp, sets: readonly SQL[]): SQL =>
  sql`select distinct c.prospect_id from (${sql.join(
    sets.map((set) => sql`(${set})`),
    sql` ${WORD[op]} `,
  )}) c (prospect_id)`;
