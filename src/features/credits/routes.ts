import * as z from 'zod';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import { reportBounce } from './bounce.ts';
import { readBudgets, setBudgets } from './budgets.ts';
import * as contract from './contract.ts';
import { readLedger } from './ledger.ts';
import { readSpenders, setMemberBudget } from './member-budgets.ts';
import { readProviderKeys, removeProviderKey, setProviderKey } from './provider-keys.ts';
import { quoteEnrichment } from './quote.ts';
import { readReceipt } from './receipt.ts';
import { readCredits } from './state.ts';
import { addTeam, changeTeam, readTeams, removeTeam } from './teams.ts';
import { setTraining } from './training.ts';

const params = z.object({ id });

const spending: Route[] = [
  route({
    method: 'post',
    path: '/v1/enrichment/quote',
    scope: 'enrichment:run',
    tag: 'Credits',
    summary: 'Quote an enrichment',
    description: 'What it would cost in the median and at worst, and which cap would stop it. It sets nothing aside.',
    intent: 'read',
    idempotency: 'none',
    body: contract.quoteBody,
    answer: contract.quote,
    handle: (ctx, { body }) => quoteEnrichment(ctx, body),
  }),
  route({
    method: 'get',
    path: '/v1/credits',
    scope: 'profile:read',
    tag: 'Credits',
    summary: 'Read the balance and what limits spending',
    answer: contract.creditState,
    handle: (ctx) => readCredits(ctx),
  }),
  route({
    method: 'get',
    path: '/v1/credits/ledger',
    scope: 'prospects:read',
    tag: 'Credits',
    summary: 'List paid calls, newest first',
    query: contract.ledgerQuery,
    answer: contract.ledgerAnswer,
    handle: (ctx, { query }) => readLedger(ctx, query),
  }),
  route({
    method: 'get',
    path: '/v1/enrichment-runs/{id}/receipt',
    scope: 'prospects:read',
    tag: 'Credits',
    summary: 'Read what an enrichment cost, by source and field',
    params,
    answer: contract.receipt,
    handle: (ctx, { params: p }) => readReceipt(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/prospects/{id}/bounces',
    scope: 'prospects:write',
    tag: 'Credits',
    summary: 'Report an address that bounced',
    description: 'Gives back what was paid for it, once for each call that brought it within the last 90 days.',
    params,
    body: contract.bounceBody,
    answer: contract.bounceAnswer,
    handle: (ctx, { params: p, body }) => reportBounce(ctx, p.id, body.email),
  }),
];

/** Whose share of it is how large. */
const sharing: Route[] = [
  route({
    method: 'get',
    path: '/v1/credits/members',
    scope: 'profile:read',
    tag: 'Credits',
    summary: 'List what each member may use in a month, and has used',
    query: contract.spendersQuery,
    answer: contract.spendersAnswer,
    handle: (ctx, { query }) => readSpenders(ctx, query),
  }),
  route({
    method: 'put',
    path: '/v1/credits/members/{id}',
    scope: 'tenant:manage',
    tag: 'Credits',
    summary: 'Give a member a budget of their own, or take it away',
    params: contract.memberBudgetParams,
    body: contract.memberBudgetBody,
    answer: contract.memberBudget,
    handle: (ctx, { params: p, body }) => setMemberBudget(ctx, p.id, body.budget),
  }),
  route({
    method: 'get',
    path: '/v1/teams',
    scope: 'profile:read',
    tag: 'Credits',
    summary: 'List the teams, their members and their budgets',
    answer: contract.teams,
    handle: (ctx) => readTeams(ctx),
  }),
  route({
    method: 'post',
    path: '/v1/teams',
    scope: 'tenant:manage',
    tag: 'Credits',
    summary: 'Make a team',
    body: contract.teamBody,
    answer: contract.teams,
    status: 201,
    handle: (ctx, { body }) => addTeam(ctx, body),
  }),
  route({
    method: 'put',
    path: '/v1/teams/{id}',
    scope: 'tenant:manage',
    tag: 'Credits',
    summary: 'Change a team',
    description: 'Name, members and budget stand in place of those before.',
    params,
    body: contract.teamBody,
    answer: contract.teams,
    handle: (ctx, { params: p, body }) => changeTeam(ctx, p.id, body),
  }),
  route({
    method: 'delete',
    path: '/v1/teams/{id}',
    scope: 'tenant:manage',
    tag: 'Credits',
    summary: 'Remove a team',
    description: 'Its members stay, without its budget.',
    params,
    answer: contract.teams,
    handle: (ctx, { params: p }) => removeTeam(ctx, p.id),
  }),
];

const ruling: Route[] = [
  route({
    method: 'get',
    path: '/v1/credits/budgets',
    scope: 'profile:read',
    tag: 'Credits',
    summary: 'Read the budgets',
    answer: contract.budgets,
    handle: (ctx) => readBudgets(ctx),
  }),
  route({
    method: 'put',
    path: '/v1/credits/budgets',
    scope: 'tenant:manage',
    tag: 'Credits',
    summary: 'Set the budgets',
    description:
      'Hard caps, looked at where each credit is put aside. What is given stands in place of all that was; without `members`, theirs stay.',
    body: contract.budgetsBody,
    answer: contract.budgets,
    handle: (ctx, { body }) => setBudgets(ctx, body),
  }),
  route({
    method: 'put',
    path: '/v1/credits/training',
    scope: 'tenant:manage',
    tag: 'Credits',
    summary: 'Switch training on or off',
    description: 'In training, enrichments are answered by examples and paid in play credits; no profile changes.',
    body: contract.trainingBody,
    answer: contract.creditState,
    handle: (ctx, { body }) => setTraining(ctx, body.on),
  }),
  route({
    method: 'get',
    path: '/v1/provider-keys',
    scope: 'tenant:manage',
    tag: 'Credits',
    summary: 'List which providers are asked with the workspace’s own key',
    answer: contract.providerKeys,
    handle: (ctx) => readProviderKeys(ctx),
  }),
  route({
    method: 'put',
    path: '/v1/provider-keys/{provider}',
    scope: 'tenant:manage',
    tag: 'Credits',
    summary: 'Bring a key of one’s own',
    description: 'It is sealed at once and can be replaced or removed, never read. Calls made with it cost no credits.',
    params: contract.providerKeyParams,
    body: contract.providerKeyBody,
    answer: contract.providerKeys,
    handle: (ctx, { params: p, body }) => setProviderKey(ctx, p.provider, body.key),
  }),
  route({
    method: 'delete',
    path: '/v1/provider-keys/{provider}',
    scope: 'tenant:manage',
    tag: 'Credits',
    summary: 'Remove a key of one’s own',
    params: contract.providerKeyParams,
    answer: contract.providerKeys,
    handle: (ctx, { params: p }) => removeProviderKey(ctx, p.provider),
  }),
];

export const creditRoutes: Route[] = [...spending, ...sharing, ...ruling];
