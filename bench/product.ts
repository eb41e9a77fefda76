/** The product, and one operation more, whose verb answers at once: what a request costs before its verb and after it. */
import * as z from 'zod';
import { makeApp, ROUTES } from '../src/app.ts';
import { route } from '../src/http/route.ts';
import worker from '../src/worker.ts';

export * from '../src/worker.ts';

const params = z.object({ id: z.string() });
const nothing = route({
  method: 'get',
  path: '/v1/nothing/{id}',
  scope: 'profile:read',
  tag: 'Benchmark',
  summary: 'Answer at once',
  params,
  answer: params,
  handle: async (_, { params: given }) => given,
});

export default { ...worker, fetch: makeApp([...ROUTES, nothing]).fetch };
