import type { CapState } from '../../credits/caps.ts';
import type { Cap } from '../../credits/contract.ts';

/** Runs of one bulk that are open at once: they keep every source busy, and leave workers for whoever else has work. */
export const OPEN_MAX = 50;

/**
 * What is asked of one person at most, in credits: `worst` of all sources together, `least` of the cheapest; 0 where nothing
 * is paid. `aside` is what open runs have put aside, which is in what the caps call used.
 */
export type Needs = { worst: number; least: number; aside: number; running: number };

/**
 * How many more people can be begun so that the credits suffice for each, or the cap that has nothing left for anybody. While
 * runs are open, what they will not need may come back: nothing is stopped before they have ended. The last person is begun
 * though the credits may not suffice for every source.
 */
export const roomOf = (caps: readonly CapState[], { worst, least, aside, running }: Needs): number | { stop: Cap } => {
  const room = Math.max(0, OPEN_MAX - running);
  if (worst === 0) return room;
  // A budget of one run limits each by itself; a bulk without credits is one that asks what is free.
  const binding = caps.filter(({ cap, limit }) => cap !== 'run' && !(cap === 'batch' && limit === 0));
  const short = binding.find(({ left }) => left < least);
  if (short) return running > 0 ? 0 : { stop: short.cap };
  const covered = Math.min(...binding.map(({ left }) => Math.floor((left + aside) / worst) - running));
  return Math.min(room, Math.max(running > 0 ? 0 : 1, covered));
};
