import { type Route, route } from '../../../http/route.ts';
import { profile } from '../../prospects/profile-contract.ts';
import { chooseValueBody, fieldParams, matchParams, precedence } from '../contract.ts';
import { chooseValue, releaseField } from './choose-value.ts';
import { decideMatch } from './decide-match.ts';
import { readPrecedence, setPrecedence } from './precedence.ts';

const decision = (
  verb: string,
  state: 'confirmed' | 'rejected' | 'proposed',
  summary: string,
  description: string,
): Route =>
  route({
    method: 'post',
    path: `/v1/prospects/{id}/matches/{matchId}/${verb}`,
    scope: 'prospects:write',
    tag: 'Prospects',
    summary,
    description,
    params: matchParams,
    answer: profile,
    handle: (ctx, { params }) => decideMatch(ctx, params.id, params.matchId, state),
  });

/** Whose value counts, and whose record it is. */
export const ledgerRoutes: Route[] = [
  decision(
    'confirm',
    'confirmed',
    'Confirm a record',
    'The record is this person: all of its values may count, wealth and insider facts too.',
  ),
  decision(
    'reject',
    'rejected',
    'Report a record as wrong',
    'The record is somebody else: its values leave the profile’s own and its scores, and the source’s answers with it are put aside from now on.',
  ),
  decision('reopen', 'proposed', 'Take a decision on a record back', 'The evidence alone says again what may count.'),
  route({
    method: 'put',
    path: '/v1/prospects/{id}/fields/{field}',
    scope: 'prospects:write',
    tag: 'Prospects',
    summary: 'Choose a value',
    description: 'A stored value, or one of your own, counts from now on, whatever sources say.',
    params: fieldParams,
    body: chooseValueBody,
    answer: profile,
    handle: (ctx, { params, body }) => chooseValue(ctx, params.id, params.field, body),
  }),
  route({
    method: 'delete',
    path: '/v1/prospects/{id}/fields/{field}',
    scope: 'prospects:write',
    tag: 'Prospects',
    summary: 'Give a field back to the rules',
    params: fieldParams,
    answer: profile,
    handle: (ctx, { params }) => releaseField(ctx, params.id, params.field),
  }),
  route({
    method: 'get',
    path: '/v1/enrichment/precedence',
    scope: 'prospects:read',
    tag: 'Workspace',
    summary: 'Read whose value counts',
    answer: precedence,
    handle: (ctx) => readPrecedence(ctx),
  }),
  route({
    method: 'put',
    path: '/v1/enrichment/precedence',
    scope: 'tenant:manage',
    tag: 'Workspace',
    summary: 'Say whose value counts',
    description: 'Replaces the workspace’s rules. They hold from the next merge of each profile.',
    body: precedence,
    answer: precedence,
    handle: (ctx, { body }) => setPrecedence(ctx, body.rules),
  }),
];
