import * as z from 'zod';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import * as contract from './contract.ts';
import { archiveCustomField, changeCustomField, listCustomFields, makeCustomField } from './fields.ts';
import { fitOf, looseValues } from './fit.ts';

const params = z.object({ id });
const tag = 'Custom fields';

export const customFieldRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/custom-fields',
    scope: 'prospects:read',
    tag,
    summary: 'List the workspace’s own fields',
    answer: contract.customFields,
    handle: (ctx) => listCustomFields(ctx),
  }),
  route({
    method: 'post',
    path: '/v1/custom-fields',
    scope: 'tenant:manage',
    tag,
    summary: 'Make a field',
    description: 'With the key of values that are there already, from imports say, those become its values.',
    body: contract.customFieldBody,
    answer: contract.customField,
    status: 201,
    handle: (ctx, { body }) => makeCustomField(ctx, body),
  }),
  route({
    method: 'post',
    path: '/v1/custom-fields/fit',
    scope: 'tenant:manage',
    intent: 'read',
    tag,
    summary: 'Count which values would fit a field',
    description: 'Changes nothing.',
    body: contract.fitBody,
    answer: contract.fitAnswer,
    idempotency: 'none',
    handle: (ctx, { body }) => fitOf(ctx, body),
  }),
  route({
    method: 'get',
    path: '/v1/custom-values',
    scope: 'prospects:read',
    tag,
    summary: 'List values that belong to no field',
    answer: contract.customValues,
    handle: (ctx) => looseValues(ctx),
  }),
  route({
    method: 'patch',
    path: '/v1/custom-fields/{id}',
    scope: 'tenant:manage',
    tag,
    summary: 'Change a field',
    description: 'Values stay as they are; those that no longer fit are told as plain text.',
    params,
    body: contract.customFieldPatch,
    answer: contract.customField,
    handle: (ctx, { params: p, body }) => changeCustomField(ctx, p.id, body),
  }),
  route({
    method: 'delete',
    path: '/v1/custom-fields/{id}',
    scope: 'tenant:manage',
    tag,
    summary: 'Archive a field',
    description: 'Its values are kept, and are its own again when it is restored.',
    params,
    answer: contract.customField,
    handle: (ctx, { params: p }) => archiveCustomField(ctx, p.id, true),
  }),
  route({
    method: 'post',
    path: '/v1/custom-fields/{id}/restore',
    scope: 'tenant:manage',
    tag,
    summary: 'Restore an archived field',
    params,
    answer: contract.customField,
    handle: (ctx, { params: p }) => archiveCustomField(ctx, p.id, false),
  }),
];
