import type { GateAnswer, GateAsk, GateFigures, GateReport } from '../../platform/env.ts';
import { admit, type Breaker, figuresOf, giveBackProbe, newBreaker, record } from './breaker.ts';
import type { Policy } from './policies.ts';
import { type Pace, type PaceRule, roomAt, take, turn, usedOf, type Window, type WindowRule } from './rates.ts';

/** A permit whose holder is not heard of in this long comes back: the longest wait for a turn, a deadline, and some. */
export const PERMIT_MS = 20_000;
/** Where all permits are out, the next look: calls take less than a second more often than not. */
const BUSY_MS = 400;
/** A second that holds no more than its limit is any second: what was under way within the last one counts in it. */
const SECOND_MS = 1_000;
/** Longest that a provider is left alone at its word. What asks for more is a mistake, or a quota that was raised since. */
const BLOCK_MAX_MS = 24 * 3_600_000;

type Permit = { until: number; probe: boolean; account: string };

/** All that a gate knows. Plain, so that it can be kept and read again. */
export type GateState = {
  breaker: Breaker;
  pace: Pace | undefined;
  /** When calls to a provider with a limit of seconds came back, those of the last second (ms). */
  ended: number[];
  /** When the last of those who found such a second full was told to come again (ms). */
  nextLook: number;
  /** Until when an account (ours, or a workspace's own key) was told to keep away; `*` for all. */
  blocks: Map<string, number>;
  windows: Map<string, Window>;
  permits: Map<string, Permit>;
};

export const newGate = (): GateState => ({
  breaker: newBreaker(),
  pace: undefined,
  ended: [],
  nextLook: 0,
  blocks: new Map(),
  windows: new Map(),
  permits: new Map(),
});

/** What has to be stored before an answer leaves. */
export type Keep =
  | { kind: 'count'; key: string; step: number; count: number }
  | { kind: 'permit'; id: string; until: number; probe: boolean; account: string }
  | { kind: 'returned'; id: string }
  | { kind: 'core' };

const windowOf = (state: GateState, key: string): Window => {
  let window = state.windows.get(key);
  if (!window) {
    window = new Map();
    state.windows.set(key, window);
  }
  return window;
};

/** Rules that a call counts against, each under the key of its window. */
const claimsOf = (policy: Policy, ask: GateAsk): { key: string; rule: WindowRule; mine: boolean }[] => {
  const lane = policy.lanes[ask.lane];
  return [
    ...(lane ? [{ key: `lane|${ask.lane}|${ask.account}`, rule: lane, mine: false }] : []),
    ...(ask.share ? [{ key: `share|${ask.tenantId}`, rule: ask.share, mine: true }] : []),
  ];
};

/** Permits that nobody gave back in time are back; a probe among them is lost by the breaker's own clock. */
const lapse = (state: GateState, now: number, keep: Keep[]): void => {
  for (const [id, { until }] of state.permits) {
    if (until > now) continue;
    state.permits.delete(id);
    keep.push({ kind: 'returned', id });
  }
};

/**
 * From when a second has room for one more, 0 for now. A call may reach the provider at any moment between its permit and its
 * end, however long it was held up on the way. So it counts from the one until a second after the other: then no second at
 * the provider's door holds more than the limit, whatever the machines between do.
 */
const roomInSecond = (state: GateState, { perSecond, burst }: PaceRule, now: number, maxWaitMs: number): number => {
  state.ended = state.ended.filter((at) => at + SECOND_MS > now);
  if (state.permits.size + state.ended.length < perSecond + burst) return 0;
  const free = state.ended.length > 0 ? Math.min(...state.ended) + SECOND_MS : now + BUSY_MS;
  // Those who wait come one after the other, not all at the moment when one finds room.
  state.nextLook = Math.min(now + maxWaitMs, Math.max(free, Math.ceil(state.nextLook + SECOND_MS / perSecond)));
  return state.nextLook;
};

const held = (code: Extract<GateAnswer, { ok: false }>['code'], retryAt: number): GateAnswer => ({
  ok: false,
  code,
  retryAt,
});

/** Decides whether a call may go out at `now`; `id` names the permit it gets. What it takes is taken in `state`. */
export const decide = (
  state: GateState,
  policy: Policy,
  ask: GateAsk,
  now: number,
  id: string,
): { answer: GateAnswer; keep: Keep[] } => {
  const keep: Keep[] = [];
  lapse(state, now, keep);
  const blocked = Math.max(state.blocks.get('*') ?? 0, state.blocks.get(ask.account) ?? 0);
  if (blocked > now) return { answer: held('blocked', blocked), keep };
  const claims = claimsOf(policy, ask);
  for (const { key, rule, mine } of claims) {
    const at = roomAt(windowOf(state, key), rule, now);
    if (at > 0) return { answer: held(mine ? 'share' : 'limit', at), keep };
  }
  const { breaker, verdict } = admit(state.breaker, now);
  if (verdict.kind === 'wait') return { answer: held('down', verdict.until), keep };
  const lookAt = policy.pace ? roomInSecond(state, policy.pace, now, ask.maxWaitMs) : 0;
  if (lookAt > 0) return { answer: held('limit', lookAt), keep };
  if (state.permits.size >= policy.concurrency) return { answer: held('busy', now + BUSY_MS), keep };
  let waitMs = 0;
  if (policy.pace) {
    const got = turn(state.pace, policy.pace, now, ask.maxWaitMs);
    if (got === null) return { answer: held('limit', now + ask.maxWaitMs), keep };
    state.pace = got.pace;
    waitMs = got.waitMs;
  }
  const probe = verdict.kind === 'probe';
  if (probe || policy.pace) keep.push({ kind: 'core' });
  state.breaker = breaker;
  for (const { key, rule } of claims) keep.push({ kind: 'count', key, ...take(windowOf(state, key), rule, now) });
  const permit = { until: now + waitMs + PERMIT_MS, probe, account: ask.account };
  state.permits.set(id, permit);
  keep.push({ kind: 'permit', id, ...permit });
  return { answer: { ok: true, permit: id, waitMs }, keep };
};

/** Takes a permit back with what came of its call. One that lapsed tells all the same, but for the breaker's probe. */
export const settle = (state: GateState, report: GateReport, now: number, policy?: Policy): Keep[] => {
  const keep: Keep[] = [{ kind: 'core' }];
  const permit = state.permits.get(report.permit);
  if (state.permits.delete(report.permit)) keep.push({ kind: 'returned', id: report.permit });
  const probe = permit?.probe ?? false;
  if (policy?.pace && permit && report.result !== 'unused') state.ended = [...state.ended, now];
  if (report.result === 'unused') {
    if (probe) state.breaker = giveBackProbe(state.breaker, now);
    return keep;
  }
  state.breaker = record(state.breaker, { ok: report.result !== 'failed', probe }, now);
  if (report.retryAfterMs !== undefined) {
    const who = report.everyone ? '*' : (permit?.account ?? report.account);
    const until = now + Math.min(BLOCK_MAX_MS, report.retryAfterMs);
    state.blocks.set(who, Math.max(until, state.blocks.get(who) ?? 0));
  }
  return keep;
};

/** What is kept of the state beside counts and permits, small enough to be written whole. */
export type Core = { breaker: Breaker; pace?: Pace | undefined; ended?: number[]; blocks: [string, number][] };
export const coreOf = ({ breaker, pace, ended, blocks }: GateState, now: number): Core => ({
  breaker,
  pace,
  ended,
  blocks: [...blocks].filter(([, until]) => until > now),
});

/** How a gate stands, for those who look; `ask` says whose windows are meant. */
export const look = (state: GateState, policy: Policy, ask: GateAsk, now: number): GateFigures => {
  lapse(state, now, []);
  const used = claimsOf(policy, ask).map(({ key, rule, mine }) => ({
    mine,
    n: usedOf(windowOf(state, key), rule, now),
  }));
  const blocked = Math.max(state.blocks.get('*') ?? 0, state.blocks.get(ask.account) ?? 0);
  return {
    state: state.breaker.state,
    since: state.breaker.since,
    until: state.breaker.until,
    ...figuresOf(state.breaker, now),
    inFlight: state.permits.size,
    blockedUntil: blocked > now ? blocked : null,
    used: used.find(({ mine }) => !mine)?.n ?? null,
    mine: used.find(({ mine }) => mine)?.n ?? null,
  };
};
