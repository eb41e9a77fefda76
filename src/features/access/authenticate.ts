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
import { dropKnownAs, knownAsCookieName, makeKnownAs, readKnownAs } from './known-as.ts';

/**
 * How long an isolate remembers whose a session is. Safe to be long: the first statement of every transaction asks the
 * database again, and refuses a session that ended or a role that changed.
 */
const MEMO_MS = 60_000;
/** Sessions an isolate remembers. */
const MEMO_MAX = 5_000;

const memo = new Lru<Actor>(MEMO_MAX);

const roleOf = (text: string) => ROLES.find((r) => r === text);

const fromDatabase = async (
  env: Env,
  token: string,
  tenantId: string,
): Promise<Extract<Actor, { kind: 'member' }> | undefined> => {
  const [row] = await authDb(env.AUTH_DATABASE_URL)
    .select({
      sessionId: session.id,
      userId: user.id,
      name: user.name,
      email: user.email,
      role: members.role,
      by: session.impersonatedBy,
      until: session.expiresAt,
    })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .leftJoin(
      members,
      and(eq(members.userId, user.id), eq(members.tenantId, session.tenantId), isNull(members.disabledAt)),
    )
    .where(and(eq(session.token, token), eq(session.tenantId, tenantId), gt(session.expiresAt, new Date())));
  if (!row) return undefined;
  const { by, until, role: text, ...who } = row;
  // An operator who looks in is a reader, a member or not.
  if (by !== null) return { kind: 'member', ...who, role: 'viewer', impersonation: { until: until.toISOString() } };
  const role = text === null ? undefined : roleOf(text);
  return role && { kind: 'member', ...who, role };
};

/**
 * The session cookie as it came, signature and all; undefined where there is none, or more than one. Only one whose
 * signature was found good is remembered under it.
 */
const rawCookie = (c: AppContext): string | undefined => cookieAsCame(c, sessionCookieName(c.get('env')));

const cookieAsCame = (c: AppContext, cookie: string): string | undefined => {
  const header = c.req.raw.headers.get('cookie');
  const name = `${cookie}=`;
  const at = header?.indexOf(name) ?? -1;
  if (!header || at < 0 || header.indexOf(name, at + 1) >= 0) return undefined;
  if (at > 0 && header[at - 1] !== ' ' && header[at - 1] !== ';') return undefined;
  const end = header.indexOf(';', at);
  return header.slice(at + name.length, end < 0 ? undefined : end);
};

/** Who sends this request, by its session cookie; undefined for nobody. Good on the host of the session's tenant only. */
export const authenticate = async (c: AppContext, tenantId: string): Promise<Actor | undefined> => {
  const raw = rawCookie(c);
  const key = raw && `${tenantId} ${raw}`;
  const now = Date.now();
  const known = key && memo.get(key, now);
  if (known) return known;
  const env = c.get('env');
  const told = await fromBrowser(c, raw, tenantId);
  if (told && key) memo.set(key, told, now + MEMO_MS);
  if (told) return told;
  const token = await getSignedCookie(c, env.AUTH_SECRET, sessionCookieName(env));
  if (!token) return undefined;
  const actor = await fromDatabase(env, token, tenantId);
  if (actor && key) memo.set(key, actor, now + MEMO_MS);
  if (actor && raw) c.set('knownAs', await makeKnownAs(env, raw, tenantId, actor));
  else if (cookieAsCame(c, knownAsCookieName(env))) c.set('knownAs', dropKnownAs(env));
  return actor;
};

/** Whom the browser says its session is of, unless this very request has found that wrong. */
const fromBrowser = async (c: AppContext, raw: string | undefined, tenantId: string): Promise<Actor | undefined> => {
  const env = c.get('env');
  const token = raw && !c.get('misjudged') ? cookieAsCame(c, knownAsCookieName(env)) : undefined;
  return raw && token ? readKnownAs(env, token, raw, tenantId) : undefined;
};

/** Forgets what was believed of the request's session, here and in the browser: it may be otherwise by now. */
export const forgetActor = (c: AppContext, tenantId: string): void => {
  c.set('misjudged', true);
  const raw = rawCookie(c);
  if (raw) memo.delete(`${tenantId} ${raw}`);
};

/** Ends the session of the request's cookie. Throws where the database does not answer: nothing is over then. */
export const endSession = async (c: AppContext): Promise<void> => {
  const token = await getSignedCookie(c, c.get('env').AUTH_SECRET, sessionCookieName(c.get('env')));
  if (token) await authDb(c.get('env').AUTH_DATABASE_URL).delete(session).where(eq(session.token, token));
};
