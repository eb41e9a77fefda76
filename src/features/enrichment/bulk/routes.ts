import { type Route, route } from '../../../http/route.ts';
import { bulk, bulkPage, bulkParams, listBulksQuery, startBulkBody, startedBulk } from '../contract.ts';
import { cancelBulk } from './cancel.ts';
import { getBulk, listBulks } from './read.ts';
import { startBulk } from './start.ts';

export const bulkRoutes: Route[] = [
  route({
    method: 'post',
    path: '/v1/enrichments',
    scope: 'enrichment:run',
    flag: 'enrichment',
    tag: 'Enrichment',
    summary: 'Enrich many people',
    description:
      'By their ids or by a filter of the search; who is in it is settled now. Whoever is being enriched already by their turn is left out.',
    body: startBulkBody,
    answer: startedBulk,
    status: 202,
    handle: (ctx, { body }) => startBulk(ctx, body),
  }),
  route({
    method: 'get',
    path: '/v1/enrichments',
    scope: 'prospects:read',
    tag: 'Enrichment',
    summary: 'List enrichments of many people, newest first',
    query: listBulksQuery,
    answer: bulkPage,
    handle: (ctx, { query }) => listBulks(ctx, query),
  }),
  route({
    method: 'get',
    path: '/v1/enrichments/{id}',
    scope: 'prospects:read',
    tag: 'Enrichment',
    summary: 'Read how an enrichment of many people stands',
    params: bulkParams,
    answer: bulk,
    handle: (ctx, { params }) => getBulk(ctx, params.id),
  }),
  route({
    method: 'post',
    path: '/v1/enrichments/{id}/cancel',
    scope: 'enrichment:run',
    tag: 'Enrichment',
    summary: 'Cancel an enrichment of many people',
    description:
      'Nobody else is asked about. What was not asked yet is not asked, and its credits come back; calls that are out come to their end.',
    params: bulkParams,
    answer: bulk,
    handle: (ctx, { params }) => cancelBulk(ctx, params.id),
  }),
];
