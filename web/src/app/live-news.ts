import type { QueryClient } from '@tanstack/react-query';
import type { Bulk } from '../../../src/features/enrichment/contract.ts';
import type { ImportState } from '../../../src/features/imports/contract.ts';
import type { Job } from '../../../src/features/jobs/contract.ts';
import type { LiveMessage } from '../../../src/features/live/contract.ts';
import type { ProspectRow } from '../../../src/features/prospects/contract.ts';
import type { Profile } from '../../../src/features/prospects/profile-contract.ts';
import { creditsKey } from '../features/credits/use-credits.ts';
import { domainKey } from '../features/domains/use-domain.ts';
import { domainsKey } from '../features/domains/use-domains.ts';
import { isBulkOn, isOldBulk } from '../features/enrichment-run/bulk-words.ts';
import { bulkKey, bulksKey } from '../features/enrichment-run/use-bulk.ts';
import { receiptKey } from '../features/enrichment-run/use-receipt.ts';
import { exportKey, exportsKey } from '../features/exports/use-exports.ts';
import { isEnded } from '../features/imports/import-words.ts';
import { importKey } from '../features/imports/use-import.ts';
import { importsKey } from '../features/imports/use-imports.ts';
import { type JobFilter, matchesJob } from '../features/jobs/use-jobs.ts';
import { isRunning, profileKey } from '../features/profile/use-profile.ts';
import { listNews } from '../features/prospects/list-news.ts';
import { type Pages, replaceRow, upsertRow } from '../lib/pages.ts';

/** Whether news about an import is older than what is known: messages may overtake a read, and each other. */
export function isOldNews(known: ImportState | undefined, news: ImportState): boolean {
  if (known === undefined || known.id !== news.id) return false;
  if (known.undo.status === 'done' && news.undo.status !== 'done') return true;
  if (isEnded(known)) return !isEnded(news);
  return known.status === news.status && known.progress.bytesDone > news.progress.bytesDone;
}

function onJob(queries: QueryClient, job: Job): void {
  for (const [key, pages] of queries.getQueriesData<Pages<Job>>({ queryKey: ['jobs'] })) {
    const filter = (key[1] ?? {}) as JobFilter;
    queries.setQueryData(key, matchesJob(job, filter) ? upsertRow(pages, job) : replaceRow(pages, job.id, () => job));
  }
  if (job.kind === 'export' && job.finishedAt !== null) {
    void queries.invalidateQueries({ queryKey: exportsKey });
    void queries.invalidateQueries({ queryKey: exportKey(job.subject.id) });
  }
}

function onImport(queries: QueryClient, news: ImportState): void {
  const known = queries.getQueryData<ImportState>(importKey(news.id));
  if (isOldNews(known, news)) return;
  queries.setQueryData(importKey(news.id), news);
  queries.setQueryData<Pages<ImportState>>(importsKey, (pages) => upsertRow(pages, news));
  const undone = news.undo.status === 'done' && known?.undo.status !== 'done';
  if (undone || (news.status === 'done' && news.rows.created + news.rows.updated > 0)) {
    void queries.invalidateQueries({ queryKey: ['prospects'], refetchType: 'none' });
    listNews.set(true);
  }
}

function onEnrichment(
  queries: QueryClient,
  { prospectId, enrichment }: Extract<LiveMessage, { type: 'enrichment' }>,
): void {
  if (enrichment.runId !== null) void queries.invalidateQueries({ queryKey: receiptKey(enrichment.runId) });
  if (!isRunning(enrichment)) void queries.invalidateQueries({ queryKey: creditsKey });
  const known = queries.getQueryData<Profile>(profileKey(prospectId));
  if (known === undefined) return;
  queries.setQueryData<Profile>(profileKey(prospectId), { ...known, enrichment });
  // The values come with the end of the run.
  if (!isRunning(enrichment)) void queries.invalidateQueries({ queryKey: profileKey(prospectId) });
}

function onBulk(queries: QueryClient, news: Bulk): void {
  const known = queries.getQueryData<Bulk>(bulkKey(news.id));
  if (isOldBulk(known, news)) return;
  queries.setQueryData(bulkKey(news.id), news);
  queries.setQueryData<Pages<Bulk>>(bulksKey, (pages) => upsertRow(pages, news));
  if (!isBulkOn(news)) void queries.invalidateQueries({ queryKey: creditsKey });
}

function onDomain(queries: QueryClient, domainId: string): void {
  void queries.invalidateQueries({ queryKey: domainKey(domainId) });
  void queries.invalidateQueries({ queryKey: domainsKey });
}

/** Somebody merged, deleted or changed people: the list is not moved under a hand, what is open of them is read again. */
function onRecords(queries: QueryClient, changed: readonly string[]): void {
  for (const id of changed) void queries.invalidateQueries({ queryKey: profileKey(id) });
  for (const name of ['duplicates', 'record', 'notes', 'merges', 'deleted']) {
    void queries.invalidateQueries({ queryKey: [name] });
  }
  void queries.invalidateQueries({ queryKey: ['prospects'], refetchType: 'none' });
  listNews.set(true);
}

/** What a message changes on the screens that are open. */
export function applyNews(queries: QueryClient, message: LiveMessage): void {
  if (message.type === 'job') onJob(queries, message.job);
  if (message.type === 'import') onImport(queries, message.import);
  if (message.type === 'enrichment') onEnrichment(queries, message);
  if (message.type === 'bulk') onBulk(queries, message.bulk);
  if (message.type === 'records') onRecords(queries, message.changed);
  if (message.type === 'domain') onDomain(queries, message.domainId);
}

/** After an absence: everything that may have moved is read again. The list of people is not moved under a hand. */
export function catchUp(queries: QueryClient): void {
  for (const name of [
    'me',
    'profile',
    'imports',
    'import',
    'jobs',
    'domains',
    'domain',
    'credits',
    'receipt',
    'bulk',
    'bulks',
    'duplicates',
    'record',
    'notes',
    'merges',
    'deleted',
    'exports',
    'export',
  ])
    void queries.invalidateQueries({ queryKey: [name] });
}

/** A profile that was read again brings its row in the lists up to date. */
export function watchProfiles(queries: QueryClient): void {
  queries.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.queryKey[0] !== 'profile') return;
    const prospect = (query.state.data as Profile | undefined)?.prospect;
    if (prospect === undefined) return;
    for (const [key, pages] of queries.getQueriesData<Pages<ProspectRow>>({ queryKey: ['prospects', 'rows'] })) {
      const row = pages?.pages.flatMap((page) => page.items).find(({ id }) => id === prospect.id);
      if (row === undefined || row.updatedAt === prospect.updatedAt) continue;
      queries.setQueryData(
        key,
        replaceRow(pages, prospect.id, (before) => ({ ...before, ...prospect })),
        {
          updatedAt: queries.getQueryState(key)?.dataUpdatedAt,
        },
      );
    }
  });
}
