import * as z from 'zod';
import { readBody } from '../../http/route.ts';
import type { AppContext } from '../../http/types.ts';
import { ProblemError } from '../../lib/problem.ts';
import { authenticate, endSession, forgetActor } from './authenticate.ts';
import { handleIdentity } from './identity/better-auth.ts';
import { dropKnownAs } from './known-as.ts';

/** Largest body of a sign-in or sign-up: a name, an address, a password. */
const BODY_MAX = 16 * 1024;

const failure = z.object({ code: z.string().optional(), message: z.string().optional() }).catch({});

/** What the identity library refuses, in our words. */
const refusal = (status: number, code: string | undefined): ProblemError => {
  if (code === 'EMAIL_NOT_VERIFIED') {
    return new ProblemError('email_not_verified', 'We have sent you the link again. Look into your mail.');
  }
  if (status === 401) return new ProblemError('invalid_credentials');
  if (status >= 500) return new ProblemError('unavailable', undefined, { retryAfter: 2 });
  return new ProblemError('invalid', 'These values were not accepted.');
};

/** The request as the identity library may see it: its own host's, with no header but the cookie and the address. */
const forward = (c: AppContext, path: string, body: unknown): Request => {
  const url = new URL(path, c.req.url);
  const headers = new Headers({ origin: url.origin, host: url.host, 'content-type': 'application/json' });
  for (const name of ['cookie', 'cf-connecting-ip', 'user-agent']) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  return new Request(url, body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) });
};

const answered = (response: Response, body: unknown): Response => {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return new Response(JSON.stringify(body), { status: response.status, headers });
};

/** Reads and checks a JSON body before anything else looks at it. */
export const readForm = async <T extends z.ZodType>(c: AppContext, schema: T): Promise<z.output<T>> => {
  const text = await readBody(c.req.raw, BODY_MAX);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProblemError('bad_request', 'The body is not JSON.');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map((i) => ({ path: i.path.map(String).join('.'), message: i.message }));
  throw new ProblemError('invalid', issues.map((i) => (i.path ? `${i.path}: ${i.message}` : i.message)).join('; '), {
    issues,
  });
};

const userAnswer = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), emailVerified: z.boolean() }).optional(),
});

/** Passes a checked form to the identity library and answers without the session's token, which is the cookie's alone. */
export const passForm = async (
  c: AppContext,
  path: string,
  body: unknown,
  company?: string,
  operator?: { requestId: string },
): Promise<Response> => {
  const visit = { tenantId: c.get('tenant')?.id, company, operator };
  const response = await handleIdentity(c.get('env'), forward(c, path, body), visit);
  const value: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw refusal(response.status, failure.parse(value).code);
  return answered(response, userAnswer.parse(value));
};

/** Ends the session of the request's cookie, and its live sockets with it; without one there is nothing to end. */
export const signOut = async (c: AppContext): Promise<Response> => {
  const { env, tenant } = c.var;
  const actor = tenant && (await authenticate(c, tenant.id));
  // The identity library answers well even where it could not end the session; ours says so.
  await endSession(c);
  const response = await handleIdentity(env, forward(c, '/api/auth/sign-out', {}), {
    tenantId: tenant?.id,
    company: undefined,
  });
  if (tenant && actor?.kind === 'member') {
    forgetActor(c, tenant.id);
    c.set('knownAs', dropKnownAs(env));
    await env.HUB.getByName(tenant.id)
      .endSession(actor.sessionId)
      .catch((error) => c.get('log').warn('sockets not closed', { error }));
  }
  return answered(new Response(null, { status: 200, headers: response.headers }), { success: true });
};

/** Follows a mailed link: verifies the address, makes the session, and goes on to the front end. */
export const verifyEmail = async (c: AppContext, token: string): Promise<Response> => {
  const request = forward(c, `/api/auth/verify-email?token=${encodeURIComponent(token)}`, undefined);
  const response = await handleIdentity(c.get('env'), request, { tenantId: c.get('tenant')?.id, company: undefined });
  const headers = new Headers({
    location: response.ok ? '/signed-up' : '/sign-in?link=expired',
    'cache-control': 'no-store',
  });
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
};
