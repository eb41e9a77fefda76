import type { Ctx } from '../../ctx.ts';
import { capsOf, readStanding, type Standing, standingStatement } from './caps.ts';
import type { CreditState } from './contract.ts';

const balanceOf = (granted: number, reserved: number, spent: number) => ({
  granted,
  reserved,
  spent,
  available: granted - reserved - spent,
});

export const viewCredits = (s: Standing): CreditState => ({
  ...balanceOf(s.granted, s.reserved, s.spent),
  refunded: s.refunded,
  month: { from: s.month_from, to: s.month_to, used: s.month_used, limit: s.plan },
  caps: capsOf(s),
  training: { on: s.training, play: balanceOf(s.play_granted, s.play_reserved, s.play_spent) },
});

/** What a workspace has, what of it is put aside or spent, and what limits the caller. One round trip. */
export const readCredits = async (ctx: Ctx): Promise<CreditState> =>
  viewCredits(readStanding(await standingStatement(ctx)));
