import { type Answer, type Billed, FREE } from './types.ts';

/** A JSON answer. */
export function json(
  status: number,
  value: unknown,
  options: { headers?: Record<string, string>; billed?: Billed; personKey?: string | null } = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...options.headers },
    body: JSON.stringify(value),
    billed: options.billed ?? FREE,
    personKey: options.personKey ?? null,
  };
}

/** An answer of any other type; never billed. */
export function text(status: number, contentType: string, body: string, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': contentType, ...headers }, body, billed: FREE, personKey: null };
}

/** The same answer with more headers. */
export function withHeaders(answer: Answer, headers: Record<string, string>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
