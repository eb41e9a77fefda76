import * as z from 'zod';
import { keysOf } from './keys.ts';

/**
 * Every error the product answers, in one closed list: code → HTTP status and title. The code is what clients branch
 * on; it never changes its meaning. RFC 9457 (Problem Details for HTTP APIs) gives the shape.
 */
export const PROBLEMS = {
  bad_request: [400, 'The request cannot be read'],
  bad_cursor: [400, 'The cursor is not one of ours'],
  unauthenticated: [401, 'Sign in first'],
  invalid_credentials: [401, 'The e-mail or the password is wrong'],
  email_not_verified: [403, 'The e-mail address is not verified yet'],
  tenant_locked: [402, 'The workspace is locked'],
  tenant_limited: [402, 'The workspace is limited to reading'],
  quota_exceeded: [402, 'The plan does not cover this'],
  insufficient_credits: [402, 'Not enough credits'],
  forbidden: [403, 'Your role does not allow this'],
  cross_origin: [403, 'The request comes from another site'],
  not_found: [404, 'There is nothing here'],
  method_not_allowed: [405, 'This method is not supported here'],
  merged: [410, 'This person was merged into another record'],
  conflict: [409, 'The state has changed meanwhile'],
  idempotency_running: [409, 'The first request with this key still runs'],
  payload_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'This content type is not supported'],
  invalid: [422, 'Some values are not valid'],
  idempotency_mismatch: [422, 'The key was used with another request'],
  invalid_file: [422, 'The file cannot be imported'],
  rate_limited: [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  feature_off: [503, 'This is switched off at the moment'],
  unavailable: [503, 'Briefly not available'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One field that was refused, and why, in words for the person who typed it. */
export const issue = z.object({ path: z.string(), message: z.string() });
export type Issue = z.infer<typeof issue>;

/** The body of every error answer (`application/problem+json`). */
export const problem = z.object({
  type: z.string().describe('A URI reference naming the kind of problem'),
  title: z.string(),
  status: z.int(),
  code: z.enum(keysOf(PROBLEMS)),
  detail: z.string().optional(),
  requestId: z.string(),
  issues: z.array(issue).optional(),
  /** Where to go to mend it, when there is such a place: a path on the same host. */
  action: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;

/** An error with a code that may reach the caller. Anything else thrown is answered as `internal` with no detail. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly extra: { detail?: string; issues?: Issue[]; action?: string; retryAfter?: number };

  constructor(
    code: ProblemCode,
    detail?: string,
    extra: { issues?: Issue[]; action?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    const { cause, ...rest } = extra;
    super(detail ?? PROBLEMS[code][1], cause === undefined ? undefined : { cause });
    this.code = code;
    this.extra = detail === undefined ? rest : { detail, ...rest };
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }
}
