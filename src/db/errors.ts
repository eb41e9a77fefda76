import { ProblemError } from '../lib/problem.ts';

/** What the database says of a failed statement. `code` is the SQLSTATE; undefined where no answer came at all. */
export type DatabaseError = { code: string | undefined; constraint: string | undefined; message: string };

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Finds the driver's error inside whatever was thrown: alone after a batch, wrapped after a single query. */
export const databaseError = (error: unknown): DatabaseError | undefined => {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e.name === 'NeonDbError') {
      return {
        code: 'code' in e ? text(e.code) : undefined,
        constraint: 'constraint' in e ? text(e.constraint) : undefined,
        message: e.message,
      };
    }
  }
  return undefined;
};

/** SQLSTATE of a worker whose lease was taken over (`app.assert_fence`). */
export const FENCED = 'EW423';
/** SQLSTATE of a caller judged by a role that is no longer theirs (`app.enter`). */
export const ROLE_CHANGED = 'EW409';

/** SQLSTATE of a caller judged by an old record of the tenant (`app.enter`): nothing has happened yet. */
export const RECORD_OLD = 'EW412';

/** SQLSTATE of a filter by a field that cannot be filtered by so (`app.custom_type`); its message is for people. */
const NOT_FILTERED = 'EW422';

/** SQLSTATE of a database that is not safe to serve from (`app.assert_safe`): nothing has happened. */
const UNSAFE = 'EW500';

/** Seconds after which a caller may try again when the database did not answer. */
const RETRY_AFTER_S = 2;

/** What a gate that does not admit a request says (`app.gate`): full, limited, locked or closed. */
export const gateProblem = (gate: string, cause?: unknown): ProblemError => {
  const action = '/billing/reactivate';
  if (gate === 'limited') {
    return new ProblemError(
      'tenant_limited',
      'Reading and exports go on. Its owner can set it right on the billing page.',
      {
        action,
        cause,
      },
    );
  }
  return gate === 'closed'
    ? new ProblemError('tenant_locked', 'It was suspended. Write to support.', { action, cause })
    : new ProblemError('tenant_locked', 'Its owner can unlock it on the billing page.', { action, cause });
};

/** The problem that a refusal by the database means to the caller; undefined where it means a fault of ours. */
export const problemOf = (error: unknown): ProblemError | undefined => {
  const e = databaseError(error);
  if (!e) return undefined;
  switch (e.code) {
    case 'EW401':
    case 'EW404':
      return new ProblemError('unauthenticated', undefined, { cause: error });
    case 'EW402':
      return gateProblem(e.message, error);
    case ROLE_CHANGED:
      return new ProblemError('conflict', 'Your role has just changed. Try again.', { cause: error });
    case RECORD_OLD:
      return new ProblemError('conflict', 'The workspace has just changed. Try again.', { cause: error });
    case NOT_FILTERED:
      return new ProblemError('invalid', e.message, {
        issues: [{ path: 'custom', message: e.message }],
        cause: error,
      });
    case '25006':
      return new ProblemError('forbidden', 'You are looking in as a reader: nothing can be changed.', { cause: error });
    case '22021':
      return new ProblemError('invalid', 'A value holds a character that cannot be stored.', { cause: error });
    case '57014':
      return new ProblemError('unavailable', 'This took too long. Narrow it down, or try again.', {
        retryAfter: RETRY_AFTER_S,
        cause: error,
      });
    case UNSAFE:
    case '40001':
    case '40P01':
    case '53300':
    case '57P01':
    case '57P03':
    case undefined:
      return new ProblemError('unavailable', undefined, { retryAfter: RETRY_AFTER_S, cause: error });
    default:
      return undefined;
  }
};
