import { runDurableObjectAlarm } from 'cloudflare:test';
import { eventually, workDone } from '../../../support/imports.ts';
import { admin, testEnv } from '../../../support/worker.ts';

/** Names whose watch has nothing left to do. */
const unwatched = new Set<string>();

/**
 * Ends the watch over names that somebody has added and that wait, and over those that somebody has removed: it would
 * look at them in its own time. Those that wait are taken out first, and a watch ends where it finds no row.
 */
const unwatch = async (): Promise<void> => {
  const rows = await admin`
    select d.tenant_id, d.id, d.state from domains d where d.state in ('pending', 'removed') and exists (
      select from audit a where a.tenant_id = d.tenant_id and a.subject_id = d.id::text
        and a.verb in ('domain.added', 'domain.removed'))`;
  for (const { tenant_id, id, state } of rows.filter((row) => !unwatched.has(row.id))) {
    if (state === 'pending') {
      await admin.transaction([
        admin`delete from domain_events where tenant_id = ${tenant_id} and domain_id = ${id}`,
        admin`delete from domains where tenant_id = ${tenant_id} and id = ${id}`,
      ]);
    }
    const object = testEnv.DOMAIN_WATCH.getByName(`${tenant_id}:${id}`) as never;
    await eventually(
      () => runDurableObjectAlarm(object),
      (ran) => ran,
    );
    unwatched.add(id);
  }
};

/** Waits until no accepted work is open, so that nothing but the next request can change a row. */
export const settled = async (): Promise<void> => {
  await workDone();
  await unwatch();
  // The sweeper would do this in its own time.
  await admin`delete from outbox where topic in ('job', 'hosts')`;
};
