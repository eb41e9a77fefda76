import * as z from 'zod';
import type { AppContext } from '../../http/types.ts';
import { ProblemError } from '../../lib/problem.ts';
import { signInBody } from '../access/contract.ts';
import { passForm, readForm } from '../access/sign-in.ts';
import { limitAccount, limitAnonymous } from '../limits/limits.ts';
import { operator } from './contract.ts';

/** The cookie lives as long as the session: eight hours. */
const COOKIE_S = 8 * 60 * 60;

const signedIn = z.object({ user: operator });

/** The answer with the operator alone, and a cookie that ends with the session. */
const asOperator = async (response: Response): Promise<Response> => {
  const { user } = signedIn.parse(await response.json());
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  for (const cookie of response.headers.getSetCookie()) {
    headers.append('set-cookie', cookie.replace(/Max-Age=\d+/i, `Max-Age=${COOKIE_S}`));
  }
  return new Response(JSON.stringify(operator.parse(user)), { headers });
};

/**
 * Signs an operator in to the console: counted as every sign-in is, and refused where it cannot be counted. Undefined for
 * whoever does not come in, whatever the reason, so that the console does not show by what it says of them. The identity
 * library makes the session after all that it asks for; a second factor is asked for there, and until it is shown there
 * is no session, and nobody has come in.
 */
export const signInOperator = async (c: AppContext): Promise<Response | undefined> => {
  const before = c.var.limit;
  await limitAnonymous(c, 'sign-in');
  try {
    const form = await readForm(c, signInBody);
    await limitAccount(c, form.email);
    const answer = await passForm(c, '/api/auth/sign-in/email', form, undefined, { requestId: c.var.requestId });
    return await asOperator(answer);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status >= 500 || error.code === 'rate_limited') throw error;
    c.set('limit', before);
    return undefined;
  }
};
