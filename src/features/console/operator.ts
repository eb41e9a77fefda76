import { sql } from 'drizzle-orm';
import { getSignedCookie } from 'hono/cookie';
import { authDb } from '../../db/client.ts';
import type { AppContext } from '../../http/types.ts';
import { Lru } from '../../lib/lru.ts';
import { sessionCookieName } from '../access/identity/better-auth.ts';
import { limitActor } from '../limits/limits.ts';

/** Who runs the platform, by the session that they signed in to the console with. */
export type Operator = { sessionId: string; id: string; name: string; email: string };

/** Requests a minute of all operators together: one takes half of them, as one member does of a workspace's. */
const PER_MINUTE = 1_200;
/**
 * How long, and of how many, an isolate remembers that a session is no operator's: whoever sends it to the root host again
 * and again makes the database look once. One that signs in to the console has a new token.
 */
const STRANGER_MS = 30_000;
const STRANGERS_MAX = 5_000;
/** The operators' own place among the limits, where a workspace has its id. */
const CONSOLE = 'console';

const strangers = new Lru<true>(STRANGERS_MAX);

type Row = { session_id: string; user_id: string; name: string; email: string };

/**
 * The operator of a request, asked of the database each time; undefined on any host but the root, and for anyone else.
 */
export const identify = async (c: AppContext): Promise<Operator | undefined> => {
  const { env, surface } = c.var;
  if (surface !== 'root') return undefined;
  const token = await getSignedCookie(c, env.AUTH_SECRET, sessionCookieName(env));
  const now = Date.now();
  if (!token || strangers.get(token, now)) return undefined;
  const { rows } = await authDb(env.AUTH_DATABASE_URL).execute<Row>(
    sql`select session_id, user_id, name, email from app.operator_session(${token})`,
  );
  const row = rows[0];
  if (!row) strangers.set(token, true, now + STRANGER_MS);
  return row && { sessionId: row.session_id, id: row.user_id, name: row.name, email: row.email };
};

/** Counts a request of an operator. What changes something is refused where it cannot be counted. */
export const limitOperator = (c: AppContext, { id }: Operator): Promise<void> =>
  limitActor(c, { id: CONSOLE, perMinute: PER_MINUTE }, { kind: 'system', name: id });
