import { runDurableObjectAlarm } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { databaseError, FENCED } from '../../src/db/errors.ts';
import type { ImportState } from '../../src/features/imports/contract.ts';
import { assertFence, type Claim, claimJob, endJob, nextInLine } from '../../src/features/jobs/claim.ts';
import type { Job } from '../../src/features/jobs/contract.ts';
import { sweep } from '../../src/features/jobs/sweep.ts';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import { readEnv } from '../../src/platform/env.ts';
import { jobCtx } from '../support/context.ts';
import { withDatabaseFault } from '../support/endpoint.ts';
import { csvForm, eventually, importCsv, importEnded, workDone } from '../support/imports.ts';
import { type Member, makeMember, makeTenant } from '../support/tenants.ts';
import { admin, testEnv } from '../support/worker.ts';

const people = (n: number) =>
  `Name,Email\n${Array.from({ length: n }, (_, i) => `Person ${i},p${i}@jobs.example`).join('\n')}\n`;

/** What time would bring: the sweeper's alarm, until the import has ended. */
const swept = (a: Member, importId: string): Promise<ImportState> =>
  eventually(
    async () => {
      await runDurableObjectAlarm(testEnv.SWEEPER.getByName('all') as never);
      return a.json<ImportState>(`/api/v1/imports/${importId}`);
    },
    (s) => s.finishedAt !== null,
    60_000,
  );

/** A job that nobody was told of: what a crash between acceptance and wake-up leaves behind. */
const strandedImport = async (a: Member, csv: string): Promise<{ id: string; jobId: string }> => {
  const done = await importCsv(a, csv);
  await admin`update jobs set state = 'queued', finished_at = null, attempt = 0, lease_until = null, created_at = now() - interval '1 minute' where id = ${done.jobId}`;
  await admin`update imports set status = 'queued', finished_at = null, next_byte = null, next_row = 1, rows_read = 0, rows_created = 0, rows_unchanged = 0 where id = ${done.id}`;
  await admin`insert into outbox (tenant_id, topic, ref, created_at) values (${a.tenant.id}, 'job', ${done.jobId}, now() - interval '1 minute')`;
  return { id: done.id, jobId: done.jobId as string };
};

describe('accepted work', () => {
  it('that nobody was told of is taken up by the sweeper', async () => {
    const a = await makeMember(await makeTenant());
    const { id } = await strandedImport(a, people(10));
    expect(await swept(a, id)).toMatchObject({ status: 'done', rows: { read: 10, unchanged: 10 } });
  });

  it('goes on where it stood when the answer to a commit is lost, and counts every row once', async () => {
    const a = await makeMember(await makeTenant());
    const state = await withDatabaseFault(
      { kind: 'drop-after-commit', times: 1, match: 'insert into prospects (' },
      async () => {
        const { id } = await a.json<{ id: string }>('/api/v1/imports', { method: 'POST', body: csvForm(people(5000)) });
        return swept(a, id);
      },
    );
    expect(state).toMatchObject({
      status: 'done',
      rows: { read: 5000, created: 5000, updated: 0, unchanged: 0, refused: 0 },
    });
    expect(await a.json<Job>(`/api/v1/jobs/${state.jobId}`)).toMatchObject({ state: 'done', attempt: 2, error: null });
    expect((await a.json<SearchAnswer>('/api/v1/prospects')).total.value).toBe(5000);
  });

  it('is called for until a worker claims it: a call that the queue took and lost is repeated', async () => {
    const a = await makeMember(await makeTenant());
    const { jobId } = await strandedImport(a, people(3));
    const calls = () => admin`select sent_at is not null as sent from outbox where ref = ${jobId}`;
    const lossy: typeof testEnv = { ...testEnv, JOBS: { sendBatch: async () => {} } as never };
    // Of other tests there may be calls too, for what follows an import by itself.
    const { woken, open } = await sweep(readEnv(lossy));
    expect([woken >= 1, open]).toEqual([true, true]);
    expect(await calls()).toEqual([{ sent: true }]);
    expect(await sweep(readEnv(lossy)), 'a call that was sent has a while to be answered').toMatchObject({ woken: 0 });
    await admin`update outbox set sent_at = now() - interval '1 minute' where ref = ${jobId}`;
    expect(await sweep(readEnv(lossy))).toMatchObject({ woken: 1 });
    const broken: typeof testEnv = {
      ...testEnv,
      JOBS: { sendBatch: () => Promise.reject(new Error('down')) } as never,
    };
    await admin`update outbox set sent_at = null where ref = ${jobId}`;
    await expect(sweep(readEnv(broken))).rejects.toThrow('down');
    expect(await calls(), 'what the queue did not take is not taken for sent').toEqual([{ sent: false }]);
    const ctx = jobCtx(a.tenant, jobId);
    const claim = await claimJob(ctx, jobId);
    expect(await calls()).toEqual([]);
    await endJob(ctx, claim as Claim, 'cancelled');
  });

  it('of a locked workspace waits without keeping others from being woken, and goes on once it is open', async () => {
    const a = await makeMember(await makeTenant());
    const { id } = await strandedImport(a, people(3));
    await admin`update tenants set billing = 'unpaid' where id = ${a.tenant.id}`;
    await workDone(a.tenant.id);
    expect(await sweep(readEnv(testEnv))).toEqual({ woken: 0, open: false });
    await admin`update tenants set billing = 'active' where id = ${a.tenant.id}`;
    // Its alarm rests where nothing was open; the cron looks as well.
    expect(await sweep(readEnv(testEnv))).toMatchObject({ open: true });
    expect(await importEnded(a, id)).toMatchObject({ status: 'done' });
  });

  it('that took its workers down too often is given up', async () => {
    const a = await makeMember(await makeTenant());
    const { id, jobId } = await strandedImport(a, people(3));
    await admin`update jobs set state = 'running', attempt = 6, lease_until = now() - interval '1 second' where id = ${jobId}`;
    expect(await swept(a, id)).toMatchObject({ status: 'failed' });
  });

  it('is given up with its reason where every try fails', async () => {
    const a = await makeMember(await makeTenant());
    const { id, jobId } = await strandedImport(a, people(3));
    await admin`update jobs set attempt = 5 where id = ${jobId}`;
    await withDatabaseFault({ kind: '500', times: 1000, match: 'update "jobs" set "progress_done"' }, async () => {
      await eventually(
        async () => {
          await runDurableObjectAlarm(testEnv.SWEEPER.getByName('all') as never);
          return a.json<Job>(`/api/v1/jobs/${jobId}`);
        },
        (j) => j.state === 'failed',
      );
    });
    expect(await a.json<Job>(`/api/v1/jobs/${jobId}`)).toMatchObject({
      state: 'failed',
      attempt: 6,
      error: { code: 'internal' },
    });
    expect(await a.json<ImportState>(`/api/v1/imports/${id}`)).toMatchObject({ status: 'failed' });
  });
});

it('a first answer that nobody may ask for any more is taken away by the sweeper, and no other', async () => {
  const { id } = await makeTenant();
  const keep = (key: string, age: string) =>
    admin`insert into idempotency (tenant_id, actor_id, route, key, request_hash, claim, created_at)
      values (${id}, 'a', 'POST /x', ${key}, 'h', gen_random_uuid(), now() - ${age}::interval)`;
  await keep('old', '31 hours');
  await keep('young', '23 hours');
  await sweep(readEnv(testEnv));
  expect(await admin`select key from idempotency where tenant_id = ${id}`).toEqual([{ key: 'young' }]);
});

it('of bulk work as many run as the plan covers: the next is taken when one has ended', async () => {
  const a = await makeMember(await makeTenant());
  await admin`update tenants set limits = '{"jobs": 1}' where id = ${a.tenant.id}`;
  // Both have ended before either is queued again: the end of one would call a worker for the other.
  const [first, second] = [await importCsv(a, people(1)), await importCsv(a, people(2))].map((i) => ({
    jobId: i.jobId as string,
  })) as [{ jobId: string }, { jobId: string }];
  await admin`update jobs set state = 'queued', finished_at = null, lease_until = null where tenant_id = ${a.tenant.id}`;
  const ctx = jobCtx(a.tenant, first.jobId);
  const claim = await claimJob(ctx, first.jobId);
  expect(claim).toBeDefined();
  expect(await claimJob(ctx, second.jobId), 'there is no room').toBeUndefined();
  await endJob(ctx, claim as Claim, 'cancelled');
  expect(await nextInLine(ctx, 'import')).toBe(second.jobId);
  const next = await claimJob(ctx, second.jobId);
  expect(next).toBeDefined();
  await endJob(ctx, next as Claim, 'cancelled');
});

describe('a job', () => {
  const newJob = async () => {
    const a = await makeMember(await makeTenant());
    const { jobId } = await strandedImport(a, people(1));
    return { a, jobId, ctx: jobCtx(a.tenant, jobId) };
  };

  it('is claimed by one of any number of workers', async () => {
    const { jobId, ctx } = await newJob();
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimJob(ctx, jobId)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('taken over from a worker that was not heard of obeys the new one alone', async () => {
    const { jobId, ctx } = await newJob();
    const slow = await claimJob(ctx, jobId);
    await admin`update jobs set lease_until = now() - interval '1 second' where id = ${jobId}`;
    const quick = await claimJob(ctx, jobId);
    if (!slow || !quick) throw new Error('not claimed');
    const late = await ctx.db
      .batch([assertFence(ctx, slow), endJob(ctx, slow, 'done')])
      .then(() => undefined, databaseError);
    expect(late?.code).toBe(FENCED);
    await endJob(ctx, slow, 'failed');
    const [row] = await admin`select state, fence::int from jobs where id = ${jobId}`;
    expect(row).toEqual({ state: 'running', fence: quick.fence });
  });
});

it('runs once for fifty equal calls at the same time', async () => {
  const a = await makeMember(await makeTenant());
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      a.fetch('/api/v1/imports', { method: 'POST', body: csvForm(people(2)), headers: { 'idempotency-key': 'same' } }),
    ),
  );
  const statuses = new Set(answers.map((r) => r.status));
  expect([...statuses].every((s) => s === 202 || s === 409)).toBe(true);
  const ids = new Set(
    (await Promise.all(answers.filter((r) => r.status === 202).map((r) => r.json()))).map(
      (x) => (x as { id: string }).id,
    ),
  );
  expect(ids.size).toBe(1);
  const [row] = await admin`select count(*)::int as n from imports where tenant_id = ${a.tenant.id}`;
  expect(row?.n).toBe(1);
  const { objects } = await testEnv.FILES.list({ prefix: `tenant/${a.tenant.id}/` });
  expect(objects).toHaveLength(1);
});
