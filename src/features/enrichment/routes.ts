import * as z from 'zod';
import { isForeign } from '../../http/origin.ts';
import { type Route, route } from '../../http/route.ts';
import { actorScopes } from '../../lib/actor.ts';
import { id } from '../../lib/page.ts';
import { isOn } from '../flags/flags.ts';
import { profile } from '../prospects/profile-contract.ts';
import { bulkRoutes } from './bulk/routes.ts';
import {
  cancelledRun,
  enrichmentSettings,
  runParams,
  sourceParams,
  startEnrichmentBody,
  startedEnrichment,
} from './contract.ts';
import { cancelRun } from './engine/cancel.ts';
import { retrySource } from './engine/retry.ts';
import { startEnrichment } from './engine/start.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { openProfile } from './profile.ts';
import { getSettings, putSettings } from './settings.ts';

export const enrichmentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/prospects/{id}',
    scope: 'prospects:read',
    tag: 'Prospects',
    summary: 'Open a profile',
    description:
      'Gives what is known at once. Where it is older than seven days or was never enriched, the opening starts an enrichment, unless it comes from another site or the caller may not run one.',
    params: z.object({ id }),
    answer: profile,
    handle: async (ctx, { params, c }) =>
      openProfile(ctx, params.id, {
        // A page of another site must not spend a tenant's credits by an image that points here.
        mayStart:
          actorScopes(ctx.actor).has('enrichment:run') && !isForeign(c.req.raw) && (await isOn(ctx, 'enrichment')),
      }),
  }),
  route({
    method: 'post',
    path: '/v1/prospects/{id}/enrichments',
    scope: 'enrichment:run',
    flag: 'enrichment',
    tag: 'Prospects',
    summary: 'Enrich a prospect',
    description: 'Asks all sources, or the ones named. Where an enrichment is on already, that one goes on.',
    params: z.object({ id }),
    body: startEnrichmentBody,
    answer: startedEnrichment,
    status: 202,
    handle: (ctx, { params, body }) => startEnrichment(ctx, params.id, { sources: body.sources }),
  }),
  ...ledgerRoutes,
  ...bulkRoutes,
  route({
    method: 'post',
    path: '/v1/prospects/{id}/sources/{source}/retry',
    scope: 'enrichment:run',
    flag: 'enrichment',
    tag: 'Prospects',
    summary: 'Ask one source again',
    description: 'At once where it waits in the enrichment that is on; else in an enrichment of its own.',
    params: sourceParams,
    answer: startedEnrichment,
    status: 202,
    handle: (ctx, { params }) => retrySource(ctx, params.id, params.source),
  }),
  route({
    method: 'post',
    path: '/v1/enrichment-runs/{id}/cancel',
    scope: 'enrichment:run',
    tag: 'Enrichment',
    summary: 'Cancel an enrichment',
    description:
      'What was not asked yet is not asked, and its credits come back. A call that is out comes to its end and is settled as it ends.',
    params: runParams,
    answer: cancelledRun,
    handle: (ctx, { params }) => cancelRun(ctx, params.id),
  }),
  route({
    method: 'get',
    path: '/v1/enrichment/settings',
    scope: 'prospects:read',
    tag: 'Enrichment',
    summary: 'Read how sources are asked',
    answer: enrichmentSettings,
    handle: (ctx) => getSettings(ctx),
  }),
  route({
    method: 'put',
    path: '/v1/enrichment/settings',
    scope: 'tenant:manage',
    tag: 'Enrichment',
    summary: 'Set how sources are asked',
    description: 'Replaces all of it, from the next enrichment on.',
    body: enrichmentSettings,
    answer: enrichmentSettings,
    handle: (ctx, { body }) => putSettings(ctx, body),
  }),
];
