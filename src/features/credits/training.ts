import { sql } from 'drizzle-orm';
import type { Ctx } from '../../ctx.ts';
import { creditAccounts } from '../../db/schema/credits.ts';
import { readStanding, standingStatement } from './caps.ts';
import type { CreditState } from './contract.ts';
import { record } from './record.ts';
import { viewCredits } from './state.ts';

/** Play credits that there are each time training is switched on: enough for some hundred people. */
const PLAY_CREDITS = 1_000;

/** Switches training on or off for the whole workspace. Runs that were accepted before go on as they were. */
export const setTraining = async (ctx: Ctx, on: boolean): Promise<CreditState> => {
  ctx.require('tenant:manage');
  const [, , standing] = await ctx.db.batch([
    ctx.db.execute(sql`
      update ${creditAccounts} set training = ${on}::boolean,
        play_granted = case when ${on}::boolean then greatest(play_granted, play_reserved + play_spent + ${PLAY_CREDITS}::bigint)
          else play_granted end`),
    record(ctx, on ? 'credits.training_on' : 'credits.training_off', 'tenant', ctx.tenantId, {}),
    standingStatement(ctx),
  ]);
  return viewCredits(readStanding(standing));
};
