import { type Route, route } from '../../http/route.ts';
import { filtersFromWords, wordsBody } from './contract.ts';
import { filtersOf } from './translate.ts';

export const wordRoutes: Route[] = [
  route({
    method: 'post',
    path: '/v1/prospects/filters-from-words',
    scope: 'enrichment:run',
    tag: 'Prospects',
    summary: 'Turn words into filters of the search',
    description:
      'By Claude, which is sent the words, and names, types and choices of the workspace’s own fields, and nobody of the workspace. Nothing is searched or changed: the filters are for somebody to look at. Where Claude cannot be asked, the answer says why.',
    body: wordsBody,
    answer: filtersFromWords,
    handle: (ctx, { body }) => filtersOf(ctx, body.words),
  }),
];
