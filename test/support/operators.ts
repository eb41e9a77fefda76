import { newId } from '../../src/lib/ids.ts';
import { sign } from './tenants.ts';
import { admin, fetchWorker } from './worker.ts';

/** The product's own host, where the console is. */
export const ROOT = 'localhost';

export type TestOperator = {
  userId: string;
  sessionId: string;
  name: string;
  cookie: string;
  /** A request to the console, in this operator's name. A body goes as JSON. */
  fetch(
    path: string,
    init?: { method?: string; body?: unknown; host?: string; headers?: Record<string, string> },
  ): Promise<Response>;
  /** The JSON of a request that must succeed; one with a body is a POST, unless it says otherwise. */
  json<T = Record<string, unknown>>(path: string, body?: unknown, method?: string): Promise<T>;
};

/** An operator who has signed in to the console. */
export const makeOperator = async (): Promise<TestOperator> => {
  const [userId, sessionId, token] = [newId(), newId(), newId()];
  const name = `Operator ${userId.slice(-4)}`;
  await admin.transaction([
    admin`insert into auth."user" (id, name, email, email_verified) values (${userId}, ${name}, ${`${userId}@example.com`}, true)`,
    admin`insert into platform.operators (user_id) values (${userId})`,
    admin`insert into auth.session (id, token, user_id, expires_at) values (${sessionId}, ${token}, ${userId}, now() + interval '1 hour')`,
  ]);
  const cookie = `edgewise-session=${await sign(token)}`;
  const call: TestOperator['fetch'] = (path, { method = 'GET', body, host = ROOT, headers = {} } = {}) =>
    fetchWorker(host, `/api/console${path}`, {
      method,
      headers: { cookie, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    userId,
    sessionId,
    name,
    cookie,
    fetch: call,
    async json(path, body, method = body === undefined ? 'GET' : 'POST') {
      const response = await call(path, { method, body });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
      return JSON.parse(text);
    },
  };
};

/** What is on the operators' record of a subject or a tenant, the latest last. */
export const recordOf = async (about: string): Promise<{ operator: string; verb: string; detail: object }[]> =>
  (await admin`
    select operator_id as operator, verb, detail from platform.audit
     where tenant_id::text = ${about} or subject = ${about} order by created_at, id`) as never;
