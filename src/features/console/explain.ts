import { FLAGS, type Flag, flagFor, type TenantFlag } from '../../lib/flags.ts';

export type Sees = 'on' | 'off' | 'some members';

/** What the people of a workspace see of a flag; `some members` where its rules tell them apart. */
export const seenBy = ({ rules = [], on }: TenantFlag): Sees => {
  if (rules.some((rule) => rule.on !== on)) return 'some members';
  return on ? 'on' : 'off';
};

const otherwise = (key: string): boolean => Object.entries(FLAGS).find(([k]) => k === key)?.[1].otherwise ?? false;

/** Whether a flag is on for a workspace, and why, in words. `on` is what it says to nobody in particular, as to a job. */
export const explain = (
  key: string,
  flag: Flag | undefined,
  tenant: { id: string; plan: string },
): { on: boolean; why: string } => {
  if (!flag) return { on: otherwise(key), why: 'Nothing was set: this is what the product does by itself.' };
  if (flag.killed) return { on: false, why: 'It is killed, for everyone.' };
  const mine = flagFor(flag, tenant);
  if (seenBy(mine) === 'some members')
    return { on: mine.on, why: 'Its rules tell members apart; this is for the others.' };
  // Where the answer for all others does not matter, a rule has decided.
  const decided = flagFor({ ...flag, enabled: !flag.enabled }, tenant).on === mine.on;
  return {
    on: mine.on,
    why: decided ? 'A rule decides for this workspace.' : 'No rule decides: this is for everyone.',
  };
};
