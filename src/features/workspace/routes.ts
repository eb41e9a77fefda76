import { type Route, route } from '../../http/route.ts';
import { changeWorkspace } from './change.ts';
import { usage, workspace, workspaceChange } from './contract.ts';
import { readWorkspace } from './read.ts';
import { readUsage } from './usage.ts';

export const workspaceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/workspace',
    scope: 'profile:read',
    tag: 'Workspace',
    summary: 'Read the workspace',
    description: 'Answered in every billing state, so that whoever is locked out learns why.',
    intent: 'any',
    answer: workspace,
    handle: (ctx) => readWorkspace(ctx),
  }),
  route({
    method: 'patch',
    path: '/v1/workspace',
    scope: 'tenant:manage',
    tag: 'Workspace',
    summary: 'Change the workspace’s name or address',
    body: workspaceChange,
    answer: workspace,
    handle: (ctx, { body }) => changeWorkspace(ctx, body),
  }),
  route({
    method: 'get',
    path: '/v1/usage',
    scope: 'profile:read',
    tag: 'Workspace',
    summary: 'Read what the plan covers and what is used of it',
    intent: 'own',
    answer: usage,
    handle: (ctx) => readUsage(ctx),
  }),
];
