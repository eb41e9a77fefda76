import * as z from 'zod';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import { addSuppressions, liftSuppression, suppressPeople } from './change.ts';
import * as contract from './contract.ts';
import { checkPeople, readSuppressions, searchSuppressions } from './read.ts';

const tag = 'Suppression';

export const suppressionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/suppressions',
    scope: 'prospects:read',
    tag,
    summary: 'List whom the workspace leaves alone',
    description: 'Masked: the values themselves are not kept.',
    query: contract.suppressionsQuery,
    answer: contract.suppressionPage,
    handle: (ctx, { query }) => readSuppressions(ctx, query),
  }),
  route({
    method: 'post',
    path: '/v1/suppressions',
    scope: 'prospects:write',
    tag,
    summary: 'Put addresses on the suppression list',
    description:
      'Whoever is on it is in no export, is not enriched and not offered by discovery. E-mail addresses, phone numbers, or names with a company.',
    body: contract.suppressionsBody,
    answer: contract.suppressedAnswer,
    handle: (ctx, { body }) => addSuppressions(ctx, body),
  }),
  route({
    method: 'post',
    path: '/v1/suppressions/people',
    scope: 'prospects:write',
    tag,
    summary: 'Put people on the suppression list',
    description: 'By all that is known of them: e-mail, phone, name with company.',
    body: contract.suppressPeopleBody,
    answer: contract.suppressedAnswer,
    handle: (ctx, { body }) => suppressPeople(ctx, body),
  }),
  route({
    method: 'post',
    path: '/v1/suppressions/search',
    scope: 'prospects:read',
    intent: 'read',
    idempotency: 'none',
    tag,
    summary: 'Look an exact value up in the suppression list',
    body: contract.suppressionSearchBody,
    answer: contract.suppressionsFound,
    handle: (ctx, { body }) => searchSuppressions(ctx, body.value),
  }),
  route({
    method: 'post',
    path: '/v1/suppressions/check',
    scope: 'prospects:read',
    intent: 'read',
    idempotency: 'none',
    tag,
    summary: 'Say who of some people is on the suppression list',
    body: contract.checkBody,
    answer: contract.checkAnswer,
    handle: (ctx, { body }) => checkPeople(ctx, body.ids),
  }),
  route({
    method: 'post',
    path: '/v1/suppressions/{id}/lift',
    scope: 'tenant:manage',
    tag,
    summary: 'Lift a suppression',
    description: 'Other entries that the same person is known by stay.',
    params: z.object({ id }),
    answer: contract.suppression,
    handle: (ctx, { params: p }) => liftSuppression(ctx, p.id),
  }),
];
