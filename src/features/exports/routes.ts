import { isForeign } from '../../http/origin.ts';
import { type Route, route } from '../../http/route.ts';
import { ProblemError } from '../../lib/problem.ts';
import { exportQuery } from './contract.ts';
import { exportProspects } from './stream.ts';

export const exportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/exports/prospects.csv',
    scope: 'exports:create',
    // A workspace that has not paid may still take its own data out.
    intent: 'own',
    flag: 'exports',
    tag: 'Exports',
    summary: 'Download the prospects that match, as CSV',
    description: 'UTF-8 with a byte order mark. A download that breaks off ends with a transport error, never short.',
    query: exportQuery,
    answerType: 'text/csv',
    async handle(ctx, { query, c }) {
      // Taking data out is written down: a page of another site must not make it look as if someone had.
      if (isForeign(c.req.raw)) throw new ProblemError('cross_origin');
      const day = ctx.now().toISOString().slice(0, 10);
      return new Response(await exportProspects(ctx, query), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="prospects-${day}.csv"`,
          'cache-control': 'no-store',
        },
      });
    },
  }),
];
