import * as z from 'zod';
import type { Ctx } from '../../ctx.ts';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import { limitAnonymous } from '../limits/limits.ts';
import { addDomain } from './add.ts';
import { addDomainBody, domainDetail, domainPage, handoff, handoffLink } from './contract.ts';
import { handOff, readHandoff } from './handoff.ts';
import { getDomain, listDomains } from './read.ts';
import { removeDomain } from './remove.ts';
import { checkNow } from './watch.ts';

/** Longest token of a link: its parts have fixed lengths, and all is well below this. */
const TOKEN_MAX = 400;

const params = z.object({ id });
const tokenParams = z.object({ token: z.string().min(1).max(TOKEN_MAX) });

const check = async (ctx: Ctx, domainId: string): Promise<z.input<typeof domainDetail>> => {
  // Nothing is begun for a domain that is not the caller's.
  const detail = await getDomain(ctx, domainId);
  if (detail.state === 'removed') return detail;
  await checkNow(ctx, domainId);
  return getDomain(ctx, domainId);
};

export const domainRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/domains',
    scope: 'tenant:manage',
    tag: 'Domains',
    summary: 'List the workspace’s own names, newest first',
    answer: domainPage,
    handle: (ctx) => listDomains(ctx),
  }),
  route({
    method: 'post',
    path: '/v1/domains',
    scope: 'tenant:manage',
    tag: 'Domains',
    summary: 'Add a name',
    description:
      'It serves once its ownership is proven and the name, its certificate and its pages are all found good. A name that another workspace serves is refused (409) with the proof to publish.',
    body: addDomainBody,
    answer: domainDetail,
    status: 201,
    handle: (ctx, { body }) => addDomain(ctx, body),
  }),
  route({
    method: 'get',
    path: '/v1/domains/{id}',
    scope: 'tenant:manage',
    tag: 'Domains',
    summary: 'Read a name with its timeline',
    params,
    answer: domainDetail,
    handle: (ctx, { params: p }) => getDomain(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/domains/{id}/check',
    scope: 'tenant:manage',
    tag: 'Domains',
    summary: 'Look at a name now; what has just been looked at is not looked at again',
    params,
    answer: domainDetail,
    intent: 'read',
    // To look is safe to repeat, and a repeated look must be a new one.
    idempotency: 'none',
    handle: (ctx, { params: p }) => check(ctx, p.id),
  }),
  route({
    method: 'delete',
    path: '/v1/domains/{id}',
    scope: 'tenant:manage',
    tag: 'Domains',
    summary: 'Remove a name; its timeline stays',
    params,
    answer: domainDetail,
    handle: (ctx, { params: p }) => removeDomain(ctx, p.id),
  }),
  route({
    method: 'post',
    path: '/v1/domains/{id}/handoff',
    scope: 'tenant:manage',
    tag: 'Domains',
    summary: 'Make a link to the records for whoever keeps the DNS',
    params,
    answer: handoffLink,
    handle: (ctx, { params: p }) => handOff(ctx, p.id),
  }),
  route({
    method: 'get',
    path: '/v1/handoffs/{token}',
    scope: 'public',
    tag: 'Domains',
    summary: 'Read the records behind a link',
    params: tokenParams,
    answer: handoff,
    async handle(_, { c, params: p }) {
      await limitAnonymous(c, 'read');
      return readHandoff(c, p.token, false);
    },
  }),
  route({
    method: 'post',
    path: '/v1/handoffs/{token}/check',
    scope: 'public',
    tag: 'Domains',
    summary: 'Look at the name behind a link now',
    params: tokenParams,
    answer: handoff,
    async handle(_, { c, params: p }) {
      await limitAnonymous(c, 'read');
      return readHandoff(c, p.token, true);
    },
  }),
];
