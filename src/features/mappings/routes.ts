import * as z from 'zod';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import { mappingProposal, proposalBody } from './contract.ts';
import { proposeColumns } from './propose.ts';

export const mappingRoutes: Route[] = [
  route({
    method: 'post',
    path: '/v1/imports/{id}/proposal',
    scope: 'enrichment:run',
    flag: 'enrichment',
    tag: 'Imports',
    summary: 'Ask Claude what columns of a draft are',
    description:
      'Claude is sent the names of these columns and how their values are written, letters and digits replaced: no value. Nothing is changed: what it proposes is for somebody to look at. Where Claude cannot be asked, the answer says why.',
    params: z.object({ id }),
    body: proposalBody,
    answer: mappingProposal,
    handle: (ctx, { params, body }) => proposeColumns(ctx, params.id, body),
  }),
];
