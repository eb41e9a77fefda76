import * as z from 'zod';
import { type Route, route } from '../../http/route.ts';
import { id } from '../../lib/page.ts';
import { job, jobPage, listJobsQuery } from './contract.ts';
import { getJob, listJobs } from './read.ts';

export const jobRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/jobs',
    scope: 'jobs:read',
    tag: 'Jobs',
    summary: 'List jobs, newest first',
    query: listJobsQuery,
    answer: jobPage,
    handle: (ctx, { query }) => listJobs(ctx, query),
  }),
  route({
    method: 'get',
    path: '/v1/jobs/{id}',
    scope: 'jobs:read',
    tag: 'Jobs',
    summary: 'Read a job',
    params: z.object({ id }),
    answer: job,
    handle: (ctx, { params }) => getJob(ctx, params.id),
  }),
];
