import type { Issue, Problem, ProblemCode } from '../../../src/lib/problem.ts';

/** What can go wrong with a call: a problem the API names, no connection, or an answer that is none of ours. */
export type FailureCode = ProblemCode | 'offline' | 'unreadable';

/** An API call that failed, in words for the screen. `requestId` finds the call in the log; null where none was made. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly status: number;
  readonly requestId: string | null;
  readonly issues: readonly Issue[];
  readonly action: string | null;
  readonly detail: string | null;

  constructor(code: FailureCode, title: string, about: Partial<Problem> = {}) {
    super(title);
    this.code = code;
    this.status = about.status ?? 0;
    this.requestId = about.requestId ?? null;
    this.issues = about.issues ?? [];
    this.action = about.action ?? null;
    this.detail = about.detail ?? null;
  }

  /** The refusal of one field, where there is one. */
  issueOf(path: string): string | undefined {
    return this.issues.find((issue) => issue.path === path)?.message;
  }
}

export const offline = (): Failure =>
  new Failure('offline', 'No connection', { detail: 'Check the network, then try again.' });

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The failure that an error answer tells of. Anything but problem+json (a proxy's page, say) keeps only its status. */
export function failureOf(status: number, body: unknown, requestId: string | null): Failure {
  if (isRecord(body) && typeof body.code === 'string' && typeof body.title === 'string') {
    return new Failure(body.code as ProblemCode, body.title, body as Partial<Problem>);
  }
  return new Failure('unreadable', `The server answered ${status}`, {
    status,
    detail: 'Try again in a moment.',
    ...(requestId === null ? {} : { requestId }),
  });
}

/** Any thrown value as a failure. */
export const toFailure = (thrown: unknown): Failure =>
  thrown instanceof Failure
    ? thrown
    : new Failure('unreadable', 'Something went wrong here', {
        detail: thrown instanceof Error ? thrown.message : 'Load the page again.',
      });
