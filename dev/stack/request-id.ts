/** Which request a call to the database belongs to, read from what the product sends anyway. */
import type { Statement } from '../neon/protocol.ts';

/** `app.enter(tenant, kind, subject, session, role, intent, request)`: the first statement of a tenant's transaction. */
const ENTER = /\bapp\.enter\(/;
const REQUEST_PARAMETER = 6;

/** The id of the request, undefined for a call that enters no tenant. */
export function requestIdOf([first]: readonly Statement[]): string | undefined {
  return first && ENTER.test(first.query) ? (first.params[REQUEST_PARAMETER] ?? undefined) : undefined;
}
