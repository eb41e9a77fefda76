/** The database's endpoint, told what to do for this file's database alone: other files run beside it. */
import { testEnv } from './worker.ts';

export type DatabaseFault = {
  kind: 'refuse' | '500' | 'drop-after-commit' | 'hang';
  times: number;
  match?: string;
};

const database = new URL(testEnv.ADMIN_DATABASE_URL).pathname.slice(1);
const at = (path: string) => `${testEnv.NEON_CONTROL_URL}/${path}?database=${database}`;

export const orderFault = (fault: DatabaseFault): Promise<Response> =>
  fetch(at('_faults'), { method: 'PUT', body: JSON.stringify({ ...fault, database }) });
export const clearFaults = (): Promise<Response> => fetch(at('_faults'), { method: 'DELETE' });

/** Orders faults while `work` runs. */
export const withDatabaseFault = async <T>(fault: DatabaseFault, work: () => Promise<T>): Promise<T> => {
  await orderFault(fault);
  try {
    return await work();
  } finally {
    await clearFaults();
  }
};

/** Whether what a session was told stays for whoever comes next, as behind a pooler in transaction mode. */
export const keepSessions = (keep: boolean): Promise<Response> =>
  fetch(at('_session'), { method: 'PUT', body: JSON.stringify({ keep, database }) });

/** Round trips that were ever made. */
export const tripsSeen = async (): Promise<number> =>
  ((await (await fetch(at('_trips/seen'))).json()) as { seen: number }).seen;
