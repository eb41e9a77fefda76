import { type Route, route } from '../../http/route.ts';
import { providersHealth } from './contract.ts';
import { readProvidersHealth } from './health.ts';

export const providerRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/providers/health',
    scope: 'tenant:manage',
    tag: 'Enrichment',
    summary: 'How the providers fare',
    description:
      'Whether each provider is asked, left alone or being tried, in plain words, with its share of failed calls in the last minute and what the workspace has used of its limit.',
    answer: providersHealth,
    handle: (ctx) => readProvidersHealth(ctx),
  }),
];
