import { sql } from 'drizzle-orm';
import { setSignedCookie } from 'hono/cookie';
import { authDb } from '../../db/client.ts';
import type { AppContext } from '../../http/types.ts';
import { sha256, toHex } from '../../lib/encode.ts';
import { newId } from '../../lib/ids.ts';
import { isLocal } from '../../platform/env.ts';
import { sessionCookieName } from '../access/identity/better-auth.ts';

/** The cookie lives as long as the session, which the database ends: half an hour. */
const COOKIE_S = 30 * 60;
/** Random bytes of the session's token. */
const TOKEN_BYTES = 32;
/** Where one goes whose link is no good, whatever is wrong with it. */
const NO_GOOD = '/sign-in?link=expired';

/**
 * Follows an operator's link into the workspace of the request's host: opens a session that only reads. The database
 * takes the token and makes the session in one transaction, so that of any number of tries one gets in.
 */
export const lookIn = async (c: AppContext, token: string): Promise<Response> => {
  const { env, tenant, requestId } = c.var;
  c.header('cache-control', 'no-store');
  // The link must not go on to any page that is linked from here.
  c.header('referrer-policy', 'no-referrer');
  const mine = toHex(crypto.getRandomValues(new Uint8Array(TOKEN_BYTES)));
  const address = c.req.header('cf-connecting-ip') ?? null;
  const agent = c.req.header('user-agent') ?? null;
  const { rows } = await authDb(env.AUTH_DATABASE_URL).execute<{ until: string | null }>(sql`
    select app.open_impersonation(
      ${await sha256(token)}, ${tenant?.id ?? null}, ${requestId}, ${newId()}, ${mine}, ${address}, ${agent}) as until`);
  if (!rows[0]?.until) return c.redirect(NO_GOOD, 303);
  await setSignedCookie(c, sessionCookieName(env), mine, env.AUTH_SECRET, {
    path: '/',
    httpOnly: true,
    secure: !isLocal(env),
    sameSite: 'Lax',
    maxAge: COOKIE_S,
  });
  return c.redirect('/', 303);
};
