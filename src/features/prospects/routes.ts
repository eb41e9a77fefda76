import { type Route, route } from '../../http/route.ts';
import {
  countsAnswer,
  countsQuery,
  facetAnswer,
  facetParams,
  facetQuery,
  searchAnswer,
  searchQuery,
} from './contract.ts';
import { facetValues } from './facet-values.ts';
import { countProspects, searchProspects } from './search.ts';

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
    path: '/v1/prospects/counts',
    scope: 'prospects:read',
    tag: 'Prospects',
    summary: 'Count prospects',
    description: 'How many the filters match and of which kinds, as a search tells beside its first page.',
    query: countsQuery,
    answer: countsAnswer,
    handle: (ctx, { query }) => countProspects(ctx, query),
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
