import * as z from 'zod';
import { isForeign } from '../../http/origin.ts';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import { ProblemError } from '../../lib/problem.ts';
import { readDossier } from './read.ts';

export const dossierRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/prospects/{id}/dossier.pdf',
    scope: 'exports:create',
    intent: 'own',
    flag: 'exports',
    tag: 'Prospects',
    summary: 'Download a profile as PDF',
    description:
      'Fields with their source and age, the summary with what it rests on, insider trades, and what filed shares are worth with the formula.',
    params: z.object({ id }),
    answerType: 'application/pdf',
    async handle(ctx, { params, c }) {
      // Taking data out is written down: a page of another site must not make it look as if someone had.
      if (isForeign(c.req.raw)) throw new ProblemError('cross_origin');
      return new Response(await readDossier(ctx, params.id), {
        headers: {
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="dossier-${params.id}.pdf"`,
          'cache-control': 'no-store',
        },
      });
    },
  }),
];
