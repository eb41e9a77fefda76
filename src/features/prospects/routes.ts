import { type Route, route } from '../../http/route.ts';
import { facetAnswer, facetParams, facetQuery, searchAnswer, searchQuery } from './contract.ts';
import { facetValues } from './facet-values.ts';
import { searchProspects } from './search.ts';

export const prospectRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/prospects',
    scope: 'prospects:read',
    tag: 'Prospects',
    summary: 'Search prospects',
    description:
      'Filters of one kind are alternatives, filters of different kinds all apply. A value of company, title or location matches a part; in double quotes, the whole.',
    query: searchQuery,
    answer: searchAnswer,
    handle: (ctx, { query }) => searchProspects(ctx, query),
  }),
  route({
    method: 'get',
    path: '/v1/prospects/facets/{facet}',
    scope: 'prospects:read',
    tag: 'Prospects',
    summary: 'Search the values of a facet',
    description: 'Values of the whole workspace that hold a text, the most frequent first.',
    params: facetParams,
    query: facetQuery,
    answer: facetAnswer,
    handle: (ctx, { params, query }) => facetValues(ctx, params, query),
  }),
];
