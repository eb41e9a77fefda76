import { and, eq, gt, isNull } from 'drizzle-orm';
import { getSignedCookie } from 'hono/cookie';
import { authDb } from '../../db/client.ts';
import { session, user } from '../../db/schema/auth.ts';
import { members } from '../../db/schema/tenancy.ts';
import type { AppContext } from '../../http/types.ts';
import { type Actor, ROLES } from '../../lib/actor.ts';
import { Lru } from '../../lib/lru.ts';
import type { Env } from '../../platform/env.ts';
import { sessionCookieName } from './identity/better-auth.ts';

/**
 * How long an isolate remembers whose a session is. Safe to be long: the first statement of every transaction asks the
 * database again, and refuses a session that ended or a role that changed.
 */
const MEMO_MS = 60_000;
/** Sessions an isolate remembers. */
const MEMO_MAX = 5_000;

const memo = new Lru<Actor>(MEMO_MAX);

const roleOf = (text: string) => ROLES.find((r) => r === text);

const fromDatabase = async (env: Env, token: string, tenantId: string): Promise<Actor | undefined> => {
  const [row] = await authDb(env.AUTH_DATABASE_URL)
    .select({ sessionId: session.id, userId: user.id, name: user.name, email: user.email, role: members.role })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .innerJoin(
      members,
      and(eq(members.userId, user.id), eq(members.tenantId, session.tenantId), isNull(members.disabledAt)),
    )
    .where(and(eq(session.token, token), eq(session.tenantId, tenantId), gt(session.expiresAt, new Date())));
  const role = row && roleOf(row.role);
  return row && role && { kind: 'member', ...row, role };
};

/** Who sends this request, by its session cookie; undefined for nobody. Good on the host of the session's tenant only. */
export const authenticate = async (c: AppContext, tenantId: string): Promise<Actor | undefined> => {
  const { env } = c.var;
  const token = await getSignedCookie(c, env.AUTH_SECRET, sessionCookieName(env));
  if (!token) return undefined;
  const key = `${tenantId} ${token}`;
  const now = Date.now();
  const known = memo.get(key, now);
  if (known) return known;
  const actor = await fromDatabase(env, token, tenantId);
  if (actor) memo.set(key, actor, now + MEMO_MS);
  return actor;
};

/** Forgets what this isolate believed of the request's session: the database has just said otherwise. */
export const forgetActor = async (c: AppContext, tenantId: string): Promise<void> => {
  const token = await getSignedCookie(c, c.var.env.AUTH_SECRET, sessionCookieName(c.var.env));
  if (token) memo.delete(`${tenantId} ${token}`);
};

/** Ends the session of the request's cookie. Throws where the database does not answer: nothing is over then. */
export const endSession = async (c: AppContext): Promise<void> => {
  const token = await getSignedCookie(c, c.var.env.AUTH_SECRET, sessionCookieName(c.var.env));
  if (token) await authDb(c.var.env.AUTH_DATABASE_URL).delete(session).where(eq(session.token, token));
};
