import * as z from 'zod';
import { isForeign } from '../../http/origin.ts';
import { type Route, route } from '../../http/route.ts';
import { actorScopes } from '../../lib/actor.ts';
import { id } from '../../lib/page.ts';
import { isOn } from '../flags/flags.ts';
import { profile } from '../prospects/contract.ts';
import { startEnrichmentBody, startedEnrichment } from './contract.ts';
import { ledgerRoutes } from './ledger-routes.ts';
import { openProfile } from './profile.ts';
import { startEnrichment } from './start.ts';

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
];
