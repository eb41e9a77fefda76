import { sql } from 'drizzle-orm';
import { type Ctx, makeCtx } from '../../ctx.ts';
import { controlDb } from '../../db/client.ts';
import { databaseError } from '../../db/errors.ts';
import { segments } from '../../db/schema/segments.ts';
import { tenants } from '../../db/schema/tenancy.ts';
import { newId } from '../../lib/ids.ts';
import { ProblemError } from '../../lib/problem.ts';
import type { Env } from '../../platform/env.ts';
import { makeLog } from '../../platform/log.ts';
import { compareSegment, readDue } from './compare.ts';
import type { Segment } from './contract.ts';
import { readSegment } from './read.ts';

/** Minutes between two looks at a segment by itself. */
const EACH_MIN = 60;
/** Workspaces that one look of the cron takes, and segments of each: the next is a minute later. */
const TENANTS_MAX = 10;
const OF_TENANT_MAX = 5;

/** Looks at a segment now, because somebody wants to know. Throws `not_found`. */
export const lookAtSegment = async (ctx: Ctx, id: string, since?: string): Promise<Segment> => {
  const [due] = await readDue(ctx, sql`g.id = ${id}`);
  if (!due) throw new ProblemError('not_found');
  await compareSegment(ctx, due);
  return readSegment(ctx, id, since);
};

/** Looks at the segments that nobody has looked at for an hour, the longest first. Gives how many. */
export const lookAtSegments = async (env: Env, later: (work: Promise<unknown>) => void): Promise<number> => {
  const old = sql`g.compared_at < now() - make_interval(mins => ${EACH_MIN})`;
  const { rows } = await controlDb(env.CONTROL_DATABASE_URL).execute<{ tenant_id: string }>(sql`
    select g.tenant_id from ${segments} g join ${tenants} t on t.id = g.tenant_id
     where g.deleted_at is null and ${old} and t.deleted_at is null
       and app.gate(t.billing, t.trial_ends_at, t.grace_ends_at, now()) = 'full'
     group by 1 order by min(g.compared_at) limit ${TENANTS_MAX}`);
  let looked = 0;
  for (const { tenant_id: tenantId } of rows) {
    const actor = { kind: 'system', name: 'segments' } as const;
    const ctx = makeCtx({ env, tenantId, actor, requestId: `segments-${newId()}`, later });
    const untold = (error: unknown): void => {
      // The workspace was locked since, or the filter takes too long, or asks for a field that is archived by now: others do not wait for it.
      makeLog({ tenantId }).warn('segment not looked at', { error: databaseError(error)?.code ?? error });
    };
    const all = await readDue(ctx, sql`${old} order by g.compared_at limit ${OF_TENANT_MAX}`).catch((error) => {
      untold(error);
      return [];
    });
    for (const due of all) {
      await compareSegment(ctx, due).then(() => {
        looked += 1;
      }, untold);
    }
  }
  return looked;
};
