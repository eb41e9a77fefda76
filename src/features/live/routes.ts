import { isForeign } from '../../http/origin.ts';
import { type Route, route } from '../../http/route.ts';
import { ProblemError } from '../../lib/problem.ts';
import { readMe } from '../access/me.ts';
import { openSocket } from '../activity/publish.ts';

export const liveRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/live',
    scope: 'profile:read',
    tag: 'Live',
    summary: 'News of the workspace, by WebSocket',
    answerType: 'application/json',
    status: 101,
    async handle(ctx, { c }) {
      // A socket carries cookies from any page, and CORS does not guard it.
      if (isForeign(c.req.raw)) throw new ProblemError('cross_origin');
      if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
        throw new ProblemError('bad_request', 'Ask for an upgrade to WebSocket.');
      }
      // The strong check: a memory of the session is not enough to open a door that stays open.
      await readMe(ctx);
      return openSocket(ctx, c.req.raw);
    },
  }),
];
