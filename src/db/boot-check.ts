import { neon } from '@neondatabase/serverless';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/neon-http';
import { ProblemError } from '../lib/problem.ts';

/**
 * What must hold before anything is served from a database: the role neither is nor can become one that passes row-level
 * security by, owns no table, every table with a tenant is forced behind a policy, and without a tenant no row shows
 * (`app.unsafe_reason`). A database found safe stays so for an isolate's life.
 */
const foundSafeAt = new Map<string, number>();

/** Whether this isolate has found the database safe. */
export const isFoundSafe = (url: string): boolean => foundSafeAt.has(url);

/** The database has just passed the check, as the first statement of a transaction (`app.assert_safe`). */
export const markSafe = (url: string): void => {
  foundSafeAt.set(url, Date.now());
};

/** Why the database is not safe to serve from, or null where it is. Throws where it does not answer. */
export const unsafeReason = async (url: string): Promise<string | null> => {
  const { rows } = await drizzle({ client: neon(url) }).execute<{ reason: string | null }>(
    sql`select app.unsafe_reason() as reason`,
  );
  const row = rows[0];
  return row ? row.reason : 'the check gave no answer';
};

/**
 * Refuses to serve from a database that is not safe. One found safe within `maxAgeMs` is not asked; one that did not
 * answer is asked again.
 */
export const assertSafe = async (url: string, maxAgeMs = Number.POSITIVE_INFINITY): Promise<void> => {
  const at = foundSafeAt.get(url);
  if (at !== undefined && Date.now() - at < maxAgeMs) return;
  const reason = await unsafeReason(url);
  if (reason !== null) {
    throw new ProblemError('unavailable', undefined, { cause: new Error(`Refused to serve: ${reason}`) });
  }
  markSafe(url);
};
