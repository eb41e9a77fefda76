import * as z from 'zod';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import { changeList, deleteList, restoreList } from './change.ts';
import * as contract from './contract.ts';
import { makeList } from './make.ts';
import { addMembers, removeMembers, undoChange } from './members.ts';
import { listsOf, readList, readLists } from './read.ts';

const params = z.object({ id });
const tag = 'Lists';

export const listRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/lists',
    scope: 'prospects:read',
    tag,
    summary: 'List the lists',
    query: contract.listsQuery,
    answer: contract.lists,
    handle: (ctx, { query }) => readLists(ctx, query.deleted),
  }),
  route({
    method: 'post',
    path: '/v1/lists',
    scope: 'lists:write',
    tag,
    summary: 'Make a list',
    description:
      'Empty, of people, or of other lists and segments: all of their people, those in each, or those of the first in no other.',
    body: contract.listBody,
    answer: contract.madeList,
    status: 201,
    handle: (ctx, { body }) => makeList(ctx, body),
  }),
  route({
    method: 'get',
    path: '/v1/lists/{id}',
    scope: 'prospects:read',
    tag,
    summary: 'Get a list',
    description: 'Who is on it is a search with the filter `list`.',
    params,
    answer: contract.list,
    handle: (ctx, { params: p }) => readList(ctx, p.id),
  }),
  route({
    method: 'patch',
    path: '/v1/lists/{id}',
    scope: 'lists:write',
    tag,
    summary: 'Rename, describe, share or hide a list',
    params,
    body: contract.listPatch,
    answer: contract.list,
    handle: (ctx, { params: p, body }) => changeList(ctx, p.id, body),
  }),
  route({
    method: 'delete',
    path: '/v1/lists/{id}',
    scope: 'lists:write',
    tag,
    summary: 'Delete a list',
    description: 'It can be brought back, with whoever is on it.',
    params,
    answer: contract.list,
    handle: (ctx, { params: p }) => deleteList(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/lists/{id}/restore',
    scope: 'lists:write',
    tag,
    summary: 'Bring a deleted list back',
    params,
    answer: contract.list,
    handle: (ctx, { params: p }) => restoreList(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/lists/{id}/members',
    scope: 'lists:write',
    tag,
    summary: 'Put people on a list',
    params,
    body: contract.membersBody,
    answer: contract.joinedAnswer,
    handle: (ctx, { params: p, body }) => addMembers(ctx, p.id, body),
  }),
  route({
    method: 'post',
    path: '/v1/lists/{id}/remove',
    scope: 'lists:write',
    tag,
    summary: 'Take people off a list',
    params,
    body: contract.membersBody,
    answer: contract.leftAnswer,
    handle: (ctx, { params: p, body }) => removeMembers(ctx, p.id, body),
  }),
  route({
    method: 'post',
    path: '/v1/lists/{id}/changes/{changeId}/undo',
    scope: 'lists:write',
    tag,
    summary: 'Undo who joined or left a list by one change',
    params: z.object({ id, changeId: id }),
    answer: contract.undoneAnswer,
    handle: (ctx, { params: p }) => undoChange(ctx, p.id, p.changeId),
  }),
  route({
    method: 'get',
    path: '/v1/prospects/{id}/lists',
    scope: 'prospects:read',
    tag,
    summary: 'Which lists a person is on',
    params,
    answer: contract.listsOfPerson,
    handle: (ctx, { params: p }) => listsOf(ctx, p.id),
  }),
];
