import { jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import { type Actor, ROLES } from '../../lib/actor.ts';
import { sha256 } from '../../lib/encode.ts';
import { type Env, isLocal } from '../../platform/env.ts';

/**
 * What a browser carries beside its session: whose it was when the database last said so, signed by us. It saves an
 * isolate that has never met the session a look-up of its own, and decides nothing: every transaction judges the session
 * and the role again, as it does for what an isolate remembers.
 */

/** How long it is believed. What asks no database at all, such as whether somebody is signed in, may be wrong for so long. */
const GOOD_S = 600;
const ALGORITHM = 'HS256';
/** Nothing else that is signed has it: a token of another purpose is none of these. */
const AUDIENCE = 'edgewise-known-as';

type Member = Extract<Actor, { kind: 'member' }>;

const claims = z.object({
  /** Of the session cookie that it goes with, as that came. */
  cookie: z.string(),
  tenant: z.string(),
  actor: z.object({
    kind: z.literal('member'),
    userId: z.string(),
    sessionId: z.string(),
    role: z.enum(ROLES),
    name: z.string(),
    email: z.string(),
    impersonation: z.object({ until: z.string() }).optional(),
  }),
});

export const knownAsCookieName = (env: Env): string =>
  isLocal(env) ? 'edgewise-known-as' : '__Host-edgewise-known-as';

const keyOf = (env: Env): Uint8Array => new TextEncoder().encode(`known as ${env.AUTH_SECRET}`);

const setCookie = (env: Env, value: string, maxAgeS: number): string =>
  `${knownAsCookieName(env)}=${value}; Max-Age=${maxAgeS}; Path=/; HttpOnly; SameSite=Lax${isLocal(env) ? '' : '; Secure'}`;

/** The Set-Cookie that says whose session the cookie `raw` is. */
export const makeKnownAs = async (env: Env, raw: string, tenantId: string, actor: Member): Promise<string> => {
  const token = await new SignJWT({ cookie: await sha256(raw), tenant: tenantId, actor })
    .setProtectedHeader({ alg: ALGORITHM })
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(`${GOOD_S} s`)
    .sign(keyOf(env));
  return setCookie(env, token, GOOD_S);
};

/** The Set-Cookie that takes it away. */
export const dropKnownAs = (env: Env): string => setCookie(env, '', 0);

/** Whom a token names, where it is ours, goes with the session cookie `raw`, and is of this tenant; else undefined. */
export const readKnownAs = async (
  env: Env,
  token: string,
  raw: string,
  tenantId: string,
): Promise<Actor | undefined> => {
  try {
    const { payload } = await jwtVerify(token, keyOf(env), { algorithms: [ALGORITHM], audience: AUDIENCE });
    const { cookie, tenant, actor } = claims.parse(payload);
    if (tenant !== tenantId || cookie !== (await sha256(raw))) return undefined;
    const { impersonation, ...member } = actor;
    return impersonation ? { ...member, impersonation } : member;
  } catch {
    return undefined;
  }
};
