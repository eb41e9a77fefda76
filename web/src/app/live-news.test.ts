import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportState } from '../../../src/features/imports/contract.ts';
import type { Job } from '../../../src/features/jobs/contract.ts';
import type { EnrichmentState, Profile } from '../../../src/features/prospects/profile-contract.ts';
import { importKey } from '../features/imports/use-import.ts';
import { jobsKey } from '../features/jobs/use-jobs.ts';
import { profileKey } from '../features/profile/use-profile.ts';
import { listNews } from '../features/prospects/list-news.ts';
import { type Pages, rowsOf } from '../lib/pages.ts';
import { applyNews, isOldNews } from './live-news.ts';

const UNDO: ImportState['undo'] = {
  status: null,
  jobId: null,
  until: null,
  people: { removed: 0, stayed: 0 },
  values: { restored: 0, kept: 0 },
};
const imported = (more: Partial<ImportState> = {}): ImportState => ({
  id: 'i1',
  jobId: 'j1',
  status: 'running',
  pausing: false,
  file: { name: 'a.csv', bytes: 100, encoding: 'utf-8', delimiter: ',' },
  mapping: {},
  rules: {},
  overrides: 0,
  undo: UNDO,
  rows: { read: 1, created: 1, updated: 0, unchanged: 0, refused: 0 },
  suppressed: 0,
  leftOut: [],
  progress: { bytesDone: 50, bytesTotal: 100 },
  error: null,
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  finishedAt: null,
  ...more,
});
const job = (more: Partial<Job> = {}): Job => ({
  id: 'j1',
  kind: 'import',
  state: 'running',
  attempt: 1,
  title: 'a.csv',
  subject: { type: 'import', id: 'i1' },
  progress: { done: 0, total: 100, unit: 'bytes' },
  error: null,
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  finishedAt: null,
  ...more,
});
const enrichment = (status: EnrichmentState['status']): EnrichmentState => ({
  status,
  runId: null,
  jobId: null,
  sources: [],
  enrichedAt: null,
  stale: false,
  summary: null,
  summaryState: { state: 'none', reason: null, retryAt: null },
  fields: [],
  signals: [],
});

let queries: QueryClient;
beforeEach(() => {
  queries = new QueryClient();
  listNews.set(false);
});
const jobs = (filter = {}) => rowsOf(queries.getQueryData<Pages<Job>>(jobsKey(filter))?.pages);
const setJobs = (filter: object, ...items: Job[]) =>
  queries.setQueryData<Pages<Job>>(jobsKey(filter), { pages: [{ items, nextCursor: null }], pageParams: [null] });

describe('isOldNews', () => {
  it('is what would set a finished import running again', () => {
    expect(isOldNews(imported({ status: 'done' }), imported())).toBe(true);
    expect(isOldNews(imported(), imported({ status: 'done' }))).toBe(false);
  });

  it('is what would leave an import that was taken back as if it still stood', () => {
    const undone = imported({ status: 'done', undo: { ...UNDO, status: 'done' } });
    expect(isOldNews(undone, imported({ status: 'done', undo: { ...UNDO, status: 'running' } }))).toBe(true);
    expect(isOldNews(imported({ status: 'done' }), undone)).toBe(false);
  });

  it('is not that a paused import goes on', () => {
    expect(isOldNews(imported({ status: 'paused' }), imported({ status: 'queued' }))).toBe(false);
    expect(isOldNews(imported({ status: 'paused' }), imported({ status: 'running' }))).toBe(false);
  });

  it('is what would take progress back, and not the start of a draft', () => {
    expect(isOldNews(imported(), imported({ progress: { bytesDone: 49, bytesTotal: 100 } }))).toBe(true);
    expect(isOldNews(imported({ status: 'draft' }), imported({ status: 'queued' }))).toBe(false);
    expect(isOldNews(undefined, imported())).toBe(false);
  });
});

describe('applyNews', () => {
  it('brings a job into the lists that it belongs to, and up to date in all others', () => {
    setJobs({});
    setJobs({ state: 'failed' });
    setJobs({ state: 'running' }, job());
    applyNews(queries, { type: 'job', job: job({ state: 'done' }) });
    expect(jobs()).toHaveLength(1);
    expect(jobs({ state: 'failed' })).toHaveLength(0);
    expect(jobs({ state: 'running' })[0]?.state).toBe('done');
  });

  it('keeps the newer state of an import', () => {
    applyNews(queries, { type: 'import', import: imported({ status: 'done' }) });
    applyNews(queries, { type: 'import', import: imported() });
    expect(queries.getQueryData<ImportState>(importKey('i1'))?.status).toBe('done');
  });

  it('says that the list has changed only when people came in', () => {
    const nobody = { read: 1, created: 0, updated: 0, unchanged: 0, refused: 1 };
    applyNews(queries, { type: 'import', import: imported({ id: 'i2', status: 'done', rows: nobody }) });
    expect(listNews.get()).toBe(false);
    applyNews(queries, { type: 'import', import: imported({ status: 'done' }) });
    expect(listNews.get()).toBe(true);
  });

  it('says so when people went out again, once', () => {
    const undone = imported({
      status: 'done',
      undo: { ...UNDO, status: 'done' },
      rows: { ...imported().rows, created: 0 },
    });
    applyNews(queries, { type: 'import', import: undone });
    expect(listNews.get()).toBe(true);
    listNews.set(false);
    applyNews(queries, { type: 'import', import: undone });
    expect(listNews.get()).toBe(false);
  });

  it('shows a run on the profile that is open, and reads the profile again at its end', () => {
    const key = profileKey('p1');
    queries.setQueryData<Profile>(key, {
      prospect: {} as Profile['prospect'],
      fields: [],
      matches: [],
      enrichment: enrichment('queued'),
    });
    applyNews(queries, { type: 'enrichment', prospectId: 'p1', enrichment: enrichment('running') });
    expect(queries.getQueryData<Profile>(key)?.enrichment.status).toBe('running');
    expect(queries.getQueryState(key)?.isInvalidated).toBe(false);
    applyNews(queries, { type: 'enrichment', prospectId: 'p1', enrichment: enrichment('done') });
    expect(queries.getQueryState(key)?.isInvalidated).toBe(true);
  });

  it('makes no profile of a person who is not open', () => {
    applyNews(queries, { type: 'enrichment', prospectId: 'p9', enrichment: enrichment('running') });
    expect(queries.getQueryData(profileKey('p9'))).toBeUndefined();
  });
});
