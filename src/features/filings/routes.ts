import * as z from 'zod';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import { insiderAnswer, insiderQuery } from './contract.ts';
import { readInsider } from './insider.ts';

export const filingsRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/prospects/{id}/insider',
    scope: 'prospects:read',
    tag: 'Prospects',
    summary: 'What a person trades and holds as an insider',
    description:
      'From Forms 3, 4 and 5 at the SEC: transactions, holdings over time, totals of open-market trades, and what filed shares are worth at filed prices. Only filers that are proven to be this person count.',
    params: z.object({ id }),
    query: insiderQuery,
    answer: insiderAnswer,
    handle: (ctx, { params, query }) => readInsider(ctx, params.id, query),
  }),
];
