import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Ctx } from '../../../ctx.ts';
import { creditCounters, creditLedger, providerKeys } from '../../../db/schema/credits.ts';
import { enrichmentBatches, enrichmentBatchPeople, enrichmentSettings } from '../../../db/schema/enrichment.ts';
import { type CapState, capsOf, readStanding, standingStatement } from '../../credits/caps.ts';
import { KEY_SETTINGS } from '../../credits/keys-for.ts';
import { isPaid, PRICE_MAX } from '../../credits/prices.ts';
import { assertFence, type Claim } from '../../jobs/claim.ts';
import { readStored } from '../settings.ts';
import type { Needs } from './room.ts';
import { type BulkNews, bulkStatement, readBulks } from './view.ts';

const means = z.object({
  used: z.coerce.number(),
  aside: z.coerce.number(),
  keys: z.array(z.string()),
  settings: z.unknown(),
});

/** How a bulk stands, what limits it, and what it needs of that. */
export type Looked = BulkNews & { caps: CapState[]; needs: Needs };

/** Reads all that a turn is decided by, in one round trip, and keeps the lease. Undefined where the bulk is gone. */
export const lookAtBulk = async (ctx: Ctx, claim: Claim): Promise<Looked | undefined> => {
  const [, state, standingRows, meansRows] = await ctx.db.batch([
    assertFence(ctx, claim),
    bulkStatement(ctx, sql`b.id = ${claim.subjectId}`),
    standingStatement(ctx, sql`(select x.created_by from ${enrichmentBatches} x where x.id = ${claim.subjectId})`),
    ctx.db.execute(sql`
      select coalesce((select k.used from ${creditCounters} k
               where k.scope = 'batch' and k.subject = ${claim.subjectId} and k.period = 'all'), 0) as used,
             coalesce((select sum(l.reserved) from ${enrichmentBatchPeople} m join ${creditLedger} l on l.run_id = m.run_id
               where m.batch_id = ${claim.subjectId} and m.state = 'running' and l.state = 'reserved'), 0) as aside,
             coalesce((select jsonb_agg(p.provider) from ${providerKeys} p), '[]') as keys,
             (select s.settings from ${enrichmentSettings} s) as settings`),
  ]);
  const [news] = readBulks(state);
  if (!news) return undefined;
  const { bulk } = news;
  const { used, aside, keys, settings } = means.parse(meansRows.rows[0]);
  const { off } = readStored(settings);
  const prices = bulk.sources
    .filter(
      (source) => isPaid(source) && ctx.env[KEY_SETTINGS[source]] && !keys.includes(source) && !off.includes(source),
    )
    .map((source) => PRICE_MAX[source]);
  const standing = readStanding(standingRows);
  const { cap: limit } = bulk.credits;
  const own: CapState[] =
    limit === null || standing.training ? [] : [{ cap: 'batch', limit, used, left: Math.max(0, limit - used) }];
  return {
    ...news,
    caps: [...capsOf(standing), ...own],
    needs: {
      worst: prices.reduce((sum, price) => sum + price, 0),
      least: prices.length === 0 ? 0 : Math.min(...prices),
      aside,
      running: bulk.people.running,
    },
  };
};
