import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { ProblemError } from '../../../lib/problem.ts';
import { wake } from '../../jobs/accept.ts';
import { selectedSql } from '../../prospects/selection.ts';
import { BULK_MAX, type StartBulk, type startedBulk } from '../contract.ts';
import { acceptBulk, newBulk } from './accept.ts';
import { bulkStatement, readBulks, tellBulk } from './view.ts';

const refuse = (path: string, message: string): never => {
  throw new ProblemError('invalid', message, { issues: [{ path, message }] });
};

/**
 * Starts an enrichment of many people: who is in it is settled here, the longest not enriched first. One round trip. Throws
 * `invalid` where there is nobody, or more than a bulk may have.
 */
export const startBulk = async (ctx: Ctx, body: StartBulk): Promise<z.input<typeof startedBulk>> => {
  ctx.require('enrichment:run');
  const { sources, onlyStale, creditCap, ...selection } = body;
  const bulk = newBulk({
    trigger: 'bulk',
    sources,
    onlyStale,
    creditCap: sql`${creditCap ?? null}::bigint`,
    who: sql`select id, row_number() over (order by enriched_at nulls first, id) as place
               from (${selectedSql(selection, { onlyStale, max: BULK_MAX })}) s`,
  });
  const [accepted, state] = await ctx.db.batch([acceptBulk(ctx, bulk), bulkStatement(ctx, sql`b.id = ${bulk.id}`)]);
  const people = accepted.rows[0]?.people ?? 0;
  const [news] = readBulks(state);
  if (!news) {
    const [path] = Object.keys(selection);
    return people === 0
      ? refuse(path ?? 'ids', onlyStale ? 'Nobody of them needs it: all are fresh, or gone.' : 'Nobody is in it.')
      : refuse(path ?? 'ids', `At most ${BULK_MAX} people at a time. Narrow it down.`);
  }
  wake(ctx, bulk.jobId);
  ctx.later(tellBulk(ctx, { ...news, called: false }));
  return { id: bulk.id, jobId: bulk.jobId, people };
};
