import * as z from 'zod';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import * as contract from './contract.ts';
import { lookAtSegment } from './look.ts';
import { changeSegment, deleteSegment, makeSegment, restoreSegment } from './make.ts';
import { readChanges, readSegment, readSegments } from './read.ts';

const params = z.object({ id });
const tag = 'Segments';

export const segmentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/segments',
    scope: 'prospects:read',
    tag,
    summary: 'List the segments',
    query: contract.segmentsQuery,
    answer: contract.segments,
    handle: (ctx, { query }) => readSegments(ctx, query.since, query.deleted),
  }),
  route({
    method: 'post',
    path: '/v1/segments',
    scope: 'lists:write',
    tag,
    summary: 'Make a segment',
    description:
      'A saved filter of the search. Who meets it is remembered, so that it can be told who joins and who leaves.',
    body: contract.segmentBody,
    answer: contract.segment,
    status: 201,
    handle: (ctx, { body }) => makeSegment(ctx, body),
  }),
  route({
    method: 'get',
    path: '/v1/segments/{id}',
    scope: 'prospects:read',
    tag,
    summary: 'Get a segment',
    params,
    query: contract.segmentQuery,
    answer: contract.segment,
    handle: (ctx, { params: p, query }) => readSegment(ctx, p.id, query.since),
  }),
  route({
    method: 'patch',
    path: '/v1/segments/{id}',
    scope: 'lists:write',
    tag,
    summary: 'Change a segment',
    params,
    body: contract.segmentPatch,
    answer: contract.segment,
    handle: (ctx, { params: p, body }) => changeSegment(ctx, p.id, body),
  }),
  route({
    method: 'delete',
    path: '/v1/segments/{id}',
    scope: 'lists:write',
    tag,
    summary: 'Delete a segment',
    description: 'It can be brought back.',
    params,
    answer: contract.segment,
    handle: (ctx, { params: p }) => deleteSegment(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/segments/{id}/restore',
    scope: 'lists:write',
    tag,
    summary: 'Bring a deleted segment back',
    params,
    answer: contract.segment,
    handle: (ctx, { params: p }) => restoreSegment(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/segments/{id}/compare',
    scope: 'lists:write',
    tag,
    summary: 'Look who has joined and left by now',
    description: 'It is looked at each hour by itself.',
    params,
    query: contract.segmentQuery,
    answer: contract.segment,
    handle: (ctx, { params: p, query }) => lookAtSegment(ctx, p.id, query.since),
  }),
  route({
    method: 'get',
    path: '/v1/segments/{id}/changes',
    scope: 'prospects:read',
    tag,
    summary: 'Who joined and left a segment, and why',
    params,
    query: contract.changesQuery,
    answer: contract.segmentChanges,
    handle: (ctx, { params: p, query }) => readChanges(ctx, p.id, query),
  }),
];
