import { app } from './app.ts';
import { reconcile } from './features/credits/reconcile.ts';
import { watchForgotten } from './features/domains/sweep.ts';
import { startNights } from './features/enrichment/bulk/nightly.ts';
import { startSignalled } from './features/enrichment/engine/on-signal.ts';
import { retrySummaries } from './features/enrichment/summary/retry.ts';
import { sweepExports } from './features/exports/sweep.ts';
import { sweepChanges, sweepUploads } from './features/imports/upload/sweep.ts';
import { sweep } from './features/jobs/sweep.ts';
import { lookAtSegments } from './features/segments/look.ts';
import { consume } from './jobs.ts';
import { type JobMessage, readEnv } from './platform/env.ts';
import { makeLog } from './platform/log.ts';

export { Hub } from './features/activity/hub-object.ts';
export { DomainWatch } from './features/domains/domain-watch-object.ts';
export { EnrichmentWorkflow } from './features/enrichment/engine/workflow.ts';
export { FilingsFeed } from './features/filings/filings-feed-object.ts';
export { Sweeper } from './features/jobs/sweeper-object.ts';
export { Limiter } from './features/limits/limiter-object.ts';
export { ProviderGate } from './features/providers/provider-gate-object.ts';
export { HostCache } from './features/tenants/host-cache-object.ts';

export default {
  fetch: app.fetch,
  queue: (batch, env, execution) => consume(batch, readEnv(env), execution),
  async scheduled(_, env, execution) {
    const { woken } = await sweep(readEnv(env));
    await watchForgotten(readEnv(env));
    await readEnv(env).FILINGS_FEED.getByName('all').arm();
    await retrySummaries(readEnv(env), (work) => execution.waitUntil(work));
    await startSignalled(readEnv(env), (work) => execution.waitUntil(work));
    await startNights(readEnv(env), (work) => execution.waitUntil(work));
    await lookAtSegments(readEnv(env), (work) => execution.waitUntil(work));
    await sweepExports(readEnv(env), (work) => execution.waitUntil(work));
    await sweepUploads(readEnv(env));
    await sweepChanges(readEnv(env));
    const { ended } = await reconcile(readEnv(env));
    if (ended > 0) makeLog({ cron: 'reconcile' }).info('reconciled', { ended });
    if (woken > 0) makeLog({ cron: 'sweep' }).info('swept', { woken });
  },
} satisfies ExportedHandler<object, JobMessage>;
