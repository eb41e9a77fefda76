import * as z from 'zod';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import { addView, changeView, deleteView, restoreView, setDefault } from './change.ts';
import { defaultBody, viewBody, viewPatch, viewsAnswer } from './contract.ts';
import { readViews } from './read.ts';

const params = z.object({ id });
const common = { tag: 'Views', answer: viewsAnswer } as const;
const reads = { ...common, scope: 'prospects:read' } as const;
const writes = { ...common, scope: 'lists:write' } as const;

export const viewRoutes: Route[] = [
  route({
    ...reads,
    method: 'get',
    path: '/v1/views',
    summary: 'List the saved views that you see',
    handle: (ctx) => readViews(ctx),
  }),
  route({
    ...writes,
    method: 'post',
    path: '/v1/views',
    summary: 'Save a view',
    status: 201,
    body: viewBody,
    handle: (ctx, { body }) => addView(ctx, body),
  }),
  route({
    ...reads,
    method: 'put',
    path: '/v1/views/default',
    summary: 'Choose the view that your list begins with, or everybody’s',
    body: defaultBody,
    handle: (ctx, { body }) => setDefault(ctx, body),
  }),
  route({
    ...writes,
    method: 'patch',
    path: '/v1/views/{id}',
    summary: 'Rename, change, share or unshare a view',
    params,
    body: viewPatch,
    handle: (ctx, { params: p, body }) => changeView(ctx, p.id, body),
  }),
  route({
    ...writes,
    method: 'delete',
    path: '/v1/views/{id}',
    summary: 'Delete a view, which can be brought back',
    params,
    handle: (ctx, { params: p }) => deleteView(ctx, p.id),
  }),
  route({
    ...writes,
    method: 'post',
    path: '/v1/views/{id}/restore',
    summary: 'Bring a deleted view back',
    params,
    handle: (ctx, { params: p }) => restoreView(ctx, p.id),
  }),
];
