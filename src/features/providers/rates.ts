/** How much of a limit is left: a sliding window, and a token bucket that lends. Pure, over moments in ms. */

/** A window is counted in so many steps; what is granted in one is free again when the last of it is a window old. */
const STEPS = 60;

/** Grants by the number of the step they are free after. */
export type Window = Map<number, number>;
export type WindowRule = { limit: number; windowMs: number };

const widthOf = ({ windowMs }: WindowRule): number => Math.max(1, Math.floor(windowMs / STEPS));
const freeAt = (step: number, rule: WindowRule): number => step * widthOf(rule) + rule.windowMs;

/** Drops what is free again, and gives what is out. */
export const usedOf = (window: Window, rule: WindowRule, now: number): number => {
  let used = 0;
  for (const [step, count] of window) {
    if (freeAt(step, rule) <= now) window.delete(step);
    else used += count;
  }
  return used;
};

/** When the next one is to be had, where `used` of the window are out: 0 for now. */
export const roomAt = (window: Window, rule: WindowRule, now: number): number => {
  let over = usedOf(window, rule, now) - rule.limit;
  if (over < 0) return 0;
  for (const step of [...window.keys()].sort((a, b) => a - b)) {
    over -= window.get(step) ?? 0;
    if (over < 0) return freeAt(step, rule);
  }
  return now + rule.windowMs;
};

/** Counts one grant; gives the step it was counted in and how many that has. */
export const take = (window: Window, rule: WindowRule, now: number): { step: number; count: number } => {
  const step = Math.ceil(now / widthOf(rule));
  const count = (window.get(step) ?? 0) + 1;
  window.set(step, count);
  return { step, count };
};

/** `perSecond` and `burst` together are the most that any second holds. */
export type PaceRule = { perSecond: number; burst: number };
/** Tokens at a moment; below 0 those that are lent to callers who wait for their turn. */
export type Pace = { tokens: number; at: number };

/**
 * Takes a token, or lends the next one: how long the caller has to wait for its turn, which is its own from now on. Null
 * where that is longer than `maxMs`; nothing is taken then.
 */
export const turn = (
  pace: Pace | undefined,
  rule: PaceRule,
  now: number,
  maxMs: number,
): { pace: Pace; waitMs: number } | null => {
  const since = pace === undefined ? rule.burst : pace.tokens + (Math.max(0, now - pace.at) * rule.perSecond) / 1000;
  const tokens = Math.min(rule.burst, since) - 1;
  const waitMs = tokens >= 0 ? 0 : Math.ceil((-tokens * 1000) / rule.perSecond);
  if (waitMs > maxMs) return null;
  return { pace: { tokens, at: Math.max(now, pace?.at ?? now) }, waitMs };
};
