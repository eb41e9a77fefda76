import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { problemOf } from '../db/errors.ts';
import { PROBLEMS, type Problem, type ProblemCode, ProblemError } from '../lib/problem.ts';
import type { AppEnv } from './types.ts';

/** A framework's own refusal, in our words. */
const codeOfStatus = (status: number): ProblemCode =>
  status === 413 ? 'payload_too_large' : status === 404 ? 'not_found' : status < 500 ? 'bad_request' : 'internal';

/** What anything thrown means to the caller. An error we do not know says nothing but its request id. */
export const toProblemError = (error: unknown): ProblemError => {
  if (error instanceof ProblemError) return error;
  if (error instanceof HTTPException) return new ProblemError(codeOfStatus(error.status), undefined, { cause: error });
  return problemOf(error) ?? new ProblemError('internal', undefined, { cause: error });
};

/** Answers RFC 9457 problem+json. */
export const sendProblem = (c: Context<AppEnv>, error: ProblemError): Response => {
  const [status, title] = PROBLEMS[error.code];
  const { retryAfter, ...extra } = error.extra;
  const body: Problem = {
    type: `/docs#problem-${error.code}`,
    title,
    status,
    code: error.code,
    requestId: c.get('requestId'),
    ...extra,
  };
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
  return new Response(JSON.stringify(body), { status, headers });
};

/** The pipeline's last word on an error: the cause goes to the log, the meaning to the caller. */
export const onError = (error: unknown, c: Context<AppEnv>): Response => {
  const problem = toProblemError(error);
  if (problem.code === 'internal') c.get('log').error('unexpected', { error });
  else if (problem.status >= 500) c.get('log').warn('unavailable', { error: problem.cause ?? problem });
  return sendProblem(c, problem);
};
