import { AsyncLocalStorage } from 'node:async_hooks';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { type AuthDb, authDb } from '../../../db/client.ts';
import * as tables from '../../../db/schema/auth.ts';
import { members } from '../../../db/schema/tenancy.ts';
import { type Env, isLocal, originOf } from '../../../platform/env.ts';
import { makeLog } from '../../../platform/log.ts';
import { sendMail } from '../../../platform/mail.ts';
import { slugsFor } from '../../tenants/host-name.ts';
import { PASSWORD_MAX, PASSWORD_MIN } from '../contract.ts';
import { verificationMail } from './verification-mail.ts';

/** A session ends after this many seconds, used or not: two weeks. */
const SESSION_S = 14 * 24 * 60 * 60;
/** A session of the operator's console ends after a working day; the database holds it to the same. */
const OPERATOR_SESSION_MS = 8 * 60 * 60 * 1000;
/** A verification link is good for a day. */
const VERIFICATION_S = 24 * 60 * 60;

/** What the host of the request says of the sign-in at hand; the identity library does not know of tenants. */
type Visit = {
  tenantId: string | undefined;
  company: string | undefined;
  /** Said where the sign-in is one to the operator's console: the session is the console's, or there is none. */
  operator?: { requestId: string } | undefined;
};
const visit = new AsyncLocalStorage<Visit>();

/** Cookies bound to the very host (RFC 6265bis, `__Host-`); a plain name on a local stack, which has no HTTPS. */
export const sessionCookieName = (env: Env): string => (isLocal(env) ? 'edgewise-session' : '__Host-edgewise-session');

const refuse = () =>
  APIError.from('UNAUTHORIZED', { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' });

/** The user's own workspace, made on the first call. */
export const ensureWorkspace = async (
  db: AuthDb,
  user: { id: string; name: string },
  company: string | undefined,
): Promise<{ tenantId: string; slug: string }> => {
  const name = company ?? `${user.name}’s workspace`;
  const slugs = slugsFor(company ?? user.name, crypto.randomUUID().slice(0, 6));
  const list = sql.join(
    slugs.map((s) => sql`${s}`),
    sql`, `,
  );
  const { rows } = await db.execute<{ tenant_id: string; slug: string }>(
    sql`select tenant_id, slug from app.create_workspace(${user.id}, ${name}, array[${list}]::text[])`,
  );
  const row = rows[0];
  if (!row) throw new Error('The workspace was not made');
  return { tenantId: row.tenant_id, slug: row.slug };
};

const isMember = async (db: AuthDb, userId: string, tenantId: string): Promise<boolean> => {
  const rows = await db
    .select({ role: members.role })
    .from(members)
    .where(and(eq(members.tenantId, tenantId), eq(members.userId, userId), isNull(members.disabledAt)));
  return rows.length > 0;
};

/** Whether a user is an operator of the platform; that one comes in is put on record. */
const admitOperator = async (db: AuthDb, userId: string, requestId: string): Promise<boolean> => {
  const { rows } = await db.execute<{ admitted: boolean }>(
    sql`select app.admit_operator(${userId}, ${requestId}) as admitted`,
  );
  return rows[0]?.admitted ?? false;
};

const build = (env: Env) => {
  const db = authDb(env.AUTH_DATABASE_URL);
  return betterAuth({
    baseURL: { allowedHosts: ['*'], protocol: isLocal(env) ? 'http' : 'https' },
    basePath: '/api/auth',
    secret: env.AUTH_SECRET,
    database: drizzleAdapter(db, { provider: 'pg', schema: tables }),
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: true,
      expiresIn: VERIFICATION_S,
      async sendVerificationEmail({ user, token }) {
        // Where a sign-up was cut off between user and workspace, this is where it is mended.
        const { slug } = await ensureWorkspace(db, user, visit.getStore()?.company);
        const link = `${originOf(env, `${slug}.${env.APP_DOMAIN}`)}/api/auth/verify-email?token=${encodeURIComponent(token)}`;
        await sendMail(env, {
          ...verificationMail(user.name, link),
          to: user.email,
          idempotencyKey: `verify/${token.slice(-40)}`,
        })
          // The account stands; signing in sends the mail again.
          .catch((error) => makeLog({}).error('verification mail not sent', { error }));
      },
    },
    session: {
      expiresIn: SESSION_S,
      disableSessionRefresh: true,
      additionalFields: { tenantId: { type: 'string', required: false, input: false } },
    },
    databaseHooks: {
      session: {
        create: {
          // A session belongs to the tenant whose host it was made on, and only a member gets one; or to the console,
          // and only an operator does.
          async before(session) {
            const { tenantId, operator } = visit.getStore() ?? {};
            if (operator) {
              if (!(await admitOperator(db, session.userId, operator.requestId))) throw refuse();
              return { data: { ...session, tenantId: null, expiresAt: new Date(Date.now() + OPERATOR_SESSION_MS) } };
            }
            if (!tenantId || !(await isMember(db, session.userId, tenantId))) throw refuse();
            return { data: { ...session, tenantId } };
          },
        },
      },
    },
    advanced: {
      useSecureCookies: false,
      // Our pipeline has judged the origin already, by a stricter rule.
      disableCSRFCheck: true,
      cookies: {
        session_token: {
          name: sessionCookieName(env),
          attributes: { secure: !isLocal(env), httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
      ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
    },
  });
};

let instance: { env: Env; auth: ReturnType<typeof build> } | undefined;
const authOf = (env: Env) => {
  if (instance?.env !== env) instance = { env, auth: build(env) };
  return instance.auth;
};

/** Runs one request of the identity library for the tenant of its host. */
export const handleIdentity = (env: Env, request: Request, state: Visit): Promise<Response> =>
  visit.run(state, () => authOf(env).handler(request));
