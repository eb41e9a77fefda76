import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { assertFence, type Claim, endJob } from '../jobs/claim.ts';

/**
 * Ends the job of a question whose worker is gone: whoever asked is gone too, so that it is not asked again, and what was put
 * aside for it waits for the provider's word.
 */
export const endLookalike = async (ctx: Ctx, claim: Claim): Promise<void> => {
  const error = { code: 'interrupted', message: 'Interrupted before the answer was there.' };
  await ctx.db.batch([
    assertFence(ctx, claim),
    ctx.db.execute(sql`select app.give_up_calls(${claim.id}::uuid, ${error.message})`),
    endJob(ctx, claim, 'failed', error),
  ]);
};
