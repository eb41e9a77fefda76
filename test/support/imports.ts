import { runDurableObjectAlarm } from 'cloudflare:test';
import type { ImportState } from '../../src/features/imports/contract.ts';
import type { Job } from '../../src/features/jobs/contract.ts';
import type { Member } from './tenants.ts';
import { admin, testEnv } from './worker.ts';

/** Looks again until something holds; fails with what it saw last. Work of a queue tells no test when it is done. */
export const eventually = async <T>(
  look: () => Promise<T>,
  holds: (value: T) => boolean,
  limitMs = 90_000,
): Promise<T> => {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`Not within ${limitMs} ms; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

/** Lets the sweeper bring all work to its end, as what follows an import by itself; that of one tenant may stay. */
export const workDone = (except: string | null = null): Promise<unknown> =>
  eventually(
    async () => {
      await admin`update outbox set created_at = now() - interval '1 minute' where topic = 'job'`;
      await runDurableObjectAlarm(testEnv.SWEEPER.getByName('all') as never);
      return admin`select kind from jobs where state in ('queued', 'running') and tenant_id is distinct from ${except}::uuid`;
    },
    (open) => open.length === 0,
  );

export const csvForm = (csv: string | Uint8Array, name = 'people.csv', mapping?: Record<string, string>): FormData => {
  const form = new FormData();
  form.set('file', new File([csv], name, { type: 'text/csv' }));
  if (mapping) form.set('mapping', JSON.stringify(mapping));
  return form;
};

const ENDED = new Set<ImportState['status']>(['done', 'failed', 'cancelled']);

/** The import once it has ended, and its job too. */
export const importEnded = async (member: Member, id: string): Promise<ImportState> => {
  const state = await eventually(
    () => member.json<ImportState>(`/api/v1/imports/${id}`),
    (s) => ENDED.has(s.status),
  );
  if (state.jobId)
    await eventually(
      () => member.json<Job>(`/api/v1/jobs/${state.jobId}`),
      (j) => j.finishedAt !== null,
    );
  return state;
};

/** Imports a CSV and waits until it is done. */
export const importCsv = async (
  member: Member,
  csv: string | Uint8Array,
  name?: string,
  mapping?: Record<string, string>,
): Promise<ImportState> => {
  const started = await member.json<{ id: string }>('/api/v1/imports', {
    method: 'POST',
    body: csvForm(csv, name, mapping),
  });
  return importEnded(member, started.id);
};
