/**
 * A crash of the runtime in the middle of the work: what was accepted is finished, counted once and paid once. Leases of the killed
 * are over at once here; that they run out by themselves is what `npm run faults` waits for.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { withClient } from '../../dev/database/client.ts';
import { endLeases } from '../../dev/faults/books.ts';
import { killRuntime } from '../../dev/faults/kill.ts';
import { type Postgres, startPostgres } from '../../dev/postgres/server.ts';
import { DATABASE } from '../../dev/stack/stack.ts';
import { strikeCron } from '../../dev/worker/cron.ts';
import type { ImportState } from '../../src/features/imports/contract.ts';
import type { Job } from '../../src/features/jobs/contract.ts';
import type { SearchAnswer } from '../../src/features/prospects/contract.ts';
import type { Profile } from '../../src/features/prospects/profile-contract.ts';
import { call, eventually, signIn, startProduct } from './support.ts';

/** The promise: stranded work resumes within this, and the rest of the job's own time comes on top. */
const RESUMED_MS = 120_000;
const HOST = 'acme.localhost';
const EMAIL = 'olivia@acme.example';

let stack: Awaited<ReturnType<typeof startProduct>>;
let postgres: Postgres;
const dir = mkdtempSync(join(tmpdir(), 'edgewise-kill-'));
before(async () => {
  postgres = await startPostgres({ dir: join(dir, 'postgres'), durable: false });
  stack = await startProduct(postgres.url());
});
after(async () => {
  assert.deepEqual(await stack?.stop(), []);
  await postgres?.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Kills the runtime, waits until it is back, and lets the next worker take over. */
const kill = async (): Promise<void> => {
  assert.ok(killRuntime() > 0);
  await eventually(
    () => call(stack.port, HOST, '/healthz'),
    ({ status }) => status === 200,
    RESUMED_MS,
  );
  const url = Object.assign(new URL(postgres.url()), { pathname: `/${DATABASE}` }).href;
  await withClient(url, endLeases);
  await strikeCron(stack.port);
};

const control = async <T>(path: string, method = 'GET', body?: unknown): Promise<T> => {
  const r = await fetch(`${stack.providers.url}/_control/${path}`, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await r.text();
  return (text ? JSON.parse(text) : null) as T;
};

test('an import goes on where it stood, and counts every row once', async () => {
  const api = await signIn(stack.port, HOST, EMAIL);
  const rows = Array.from({ length: 60_000 }, (_, i) => `Kay ${i},kay${i}@crash.example,Company ${i % 500},Berlin`);
  const csv = `Name,Email,Company,City\n${rows.join('\n')}\n`;
  const started = await api<{ id: string }>('/api/v1/imports?name=crash.csv', {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: csv,
  });
  const look = () => api<ImportState>(`/api/v1/imports/${started.id}`);
  const midway = await eventually(look, (s) => s.rows.read > 0, RESUMED_MS);
  assert.equal(midway.status, 'running');
  await kill();
  const end = await eventually(look, (s) => s.finishedAt !== null, RESUMED_MS);
  assert.deepEqual(end.rows, { read: 60_000, created: 60_000, updated: 0, unchanged: 0, refused: 0 });
  assert.equal(end.status, 'done');
  const job = await api<Job>(`/api/v1/jobs/${end.jobId}`);
  assert.ok(job.attempt >= 2, 'the kill came too late to interrupt anything');
  const found = await api<SearchAnswer>('/api/v1/prospects?location=berlin&q=crash.example&limit=1');
  // Of more than are counted a sample tells: by five times its standard deviation.
  assert.equal(found.total.exact, false);
  assert.ok(Math.abs(found.total.value - 60_000) < 15_000, `${found.total.value} were found`);
});

test('an enrichment is finished, and each billed call was made once', async () => {
  const api = await signIn(stack.port, HOST, EMAIL);
  const { items } = await api<SearchAnswer>('/api/v1/prospects?q=kay&sort=name&limit=1');
  const id = items[0]?.id;
  await control('calls', 'DELETE');
  // Slow enough that the kill comes between a call and the storing of its answer.
  await control('faults', 'PUT', [{ provider: 'apollo', fault: 'delay', ms: 9000, times: 1 }]);
  await api(`/api/v1/prospects/${id}/enrichments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const calls = () => control<{ provider: string }[]>('calls');
  await eventually(calls, (made) => made.some((c) => c.provider === 'apollo'), RESUMED_MS);
  const ended = (p: Profile) =>
    p.enrichment.sources.every(
      (s) => ['apollo', 'claude'].includes(s.source) || !['queued', 'running'].includes(s.status),
    );
  await eventually(() => api<Profile>(`/api/v1/prospects/${id}`), ended, RESUMED_MS);
  await kill();
  const look = () => api<Profile>(`/api/v1/prospects/${id}`);
  const profile = await eventually(
    look,
    (p) => !['queued', 'running', 'never'].includes(p.enrichment.status),
    RESUMED_MS,
  );
  const made = await calls();
  for (const provider of ['apollo', 'exa', 'contactout', 'anthropic']) {
    assert.ok(made.filter((c) => c.provider === provider).length <= 1, `${provider} was called twice`);
  }
  const apollo = profile.enrichment.sources.find((s) => s.source === 'apollo');
  assert.equal(apollo?.status, 'failed');
  assert.match(apollo?.reason ?? '', /interrupted/i);
  for (const { source, status, reason } of profile.enrichment.sources) {
    if (source !== 'apollo') assert.ok(['found', 'empty'].includes(status), `${source} is ${status}: ${reason}`);
  }
  assert.equal(profile.enrichment.status, 'partial');
  assert.equal((await call(stack.port, HOST, '/healthz')).status, 200);
});
