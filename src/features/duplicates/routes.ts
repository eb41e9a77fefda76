import * as z from 'zod';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import { askScan } from './ask-scan.ts';
import {
  dismissed,
  duplicateParams,
  duplicatesAnswer,
  duplicatesQuery,
  mergeBody,
  mergedAnswer,
  mergesAnswer,
  scanAnswer,
  undoneMerge,
} from './contract.ts';
import { decideDuplicate } from './dismiss.ts';
import { mergeProspects } from './merge.ts';
import { listMerges } from './merges.ts';
import { listDuplicates } from './queue.ts';
import { undoMerge } from './undo.ts';

export const duplicateRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/duplicates',
    scope: 'prospects:read',
    tag: 'Duplicates',
    summary: 'List prospects that may be one person',
    description:
      'Pairs with the evidence for and against, the surest first. A pair that was dismissed never comes back.',
    query: duplicatesQuery,
    answer: duplicatesAnswer,
    handle: (ctx, { query }) => listDuplicates(ctx, query),
  }),
  route({
    method: 'post',
    path: '/v1/duplicates/scan',
    scope: 'prospects:write',
    tag: 'Duplicates',
    summary: 'Look for duplicates',
    description:
      'Looks through what has changed since the last look; it is done by itself after each import and bulk enrichment.',
    answer: scanAnswer,
    status: 202,
    handle: (ctx) => askScan(ctx),
  }),
  route({
    method: 'post',
    path: '/v1/duplicates/{id}/dismiss',
    scope: 'prospects:write',
    tag: 'Duplicates',
    summary: 'Say that two prospects are not the same person',
    params: duplicateParams,
    answer: dismissed,
    handle: (ctx, { params }) => decideDuplicate(ctx, params.id, 'dismissed'),
  }),
  route({
    method: 'post',
    path: '/v1/duplicates/{id}/reopen',
    scope: 'prospects:write',
    tag: 'Duplicates',
    summary: 'Take a dismissal back',
    params: duplicateParams,
    answer: dismissed,
    handle: (ctx, { params }) => decideDuplicate(ctx, params.id, 'open'),
  }),
  route({
    method: 'post',
    path: '/v1/prospects/{id}/merge',
    scope: 'prospects:write',
    tag: 'Duplicates',
    summary: 'Merge prospects into one',
    description:
      'All values, notes, tags, lists, signals and runs of the others become this one’s; what a field shows is said for each or follows the rules. The others answer `merged` from then on. Can be undone.',
    params: z.object({ id }),
    body: mergeBody,
    answer: mergedAnswer,
    handle: (ctx, { params, body }) => mergeProspects(ctx, params.id, body),
  }),
  route({
    method: 'get',
    path: '/v1/prospects/{id}/merges',
    scope: 'prospects:read',
    tag: 'Duplicates',
    summary: 'List what was merged into a prospect',
    params: z.object({ id }),
    answer: mergesAnswer,
    handle: (ctx, { params }) => listMerges(ctx, params.id),
  }),
  route({
    method: 'post',
    path: '/v1/merges/{id}/undo',
    scope: 'prospects:write',
    tag: 'Duplicates',
    summary: 'Undo a merge',
    description: 'Each prospect is as it was. What was changed since on the survivor stays, and is told.',
    params: z.object({ id }),
    answer: undoneMerge,
    handle: (ctx, { params }) => undoMerge(ctx, params.id),
  }),
];
