import { deadline } from '../../lib/deadline.ts';
import type { Env, GateAnswer, GateAsk, GateReport } from '../../platform/env.ts';
import type { CallEnd, Gate, Passage } from '../../platform/fetch-guard.ts';
import type { Source } from '../prospects/contract.ts';
import type { Plan } from '../tenants/contract.ts';
import { type Lane, shareOf } from './policies.ts';

/** A gate that says nothing in this long is down. */
const GATE_MAX_MS = 3_000;
/** When to ask a gate again that was down. */
const GATE_DOWN_MS = 15_000;
/** Longest wait for a turn that a call makes in place: what is longer gives its worker back. */
const TURN_MAX_MS = 5_000;

/** Why a provider was not asked, and from when it may be. */
export type Held = { code: Exclude<GateAnswer, { ok: true }>['code'] | 'gate'; until: number };

/** The way to one provider for one piece of work. `held` and `askedToWait` say what stood in the way last. */
export type Entrance = Gate & {
  readonly held: Held | undefined;
  /** Until when the provider itself asked to be left alone by its last answer (ms). */
  readonly askedToWait: number | undefined;
};

export type Asker = { tenantId: string; plan: Plan; account: string };

const askOf = (provider: Source, { tenantId, plan, account }: Asker, lane: Lane, maxWaitMs: number): GateAsk => ({
  provider,
  tenantId,
  account,
  lane,
  // With a key of its own a workspace spends what is its own.
  share: account === 'platform' ? shareOf(provider, plan) : null,
  maxWaitMs,
});

const reportOf = (permit: string, account: string, end: CallEnd): GateReport => {
  if (end.kind === 'unused') return { permit, account, result: 'unused' };
  if (end.kind === 'fault') return { permit, account, result: 'failed' };
  const { status, retryAfterMs } = end;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429) return { permit, account, result: 'away', ...wait };
  // Overload is the provider's, whoever asks.
  if (status >= 500) return { permit, account, result: 'failed', everyone: true, ...wait };
  return { permit, account, result: 'ok' };
};

/**
 * Makes the way to a provider. Every try of a call passes it; without a word from the gate nobody is asked, so that a
 * provider is never called past its limits.
 */
export const entranceTo = (
  env: Pick<Env, 'PROVIDER_GATE'>,
  provider: Source,
  asker: Asker,
  lane: (url: string) => Lane,
  later: (work: Promise<unknown>) => void,
): Entrance => {
  const gate = env.PROVIDER_GATE.getByName(provider);
  let held: Held | undefined;
  let askedToWait: number | undefined;
  const enter = async (url: string, until: number): Promise<Passage> => {
    held = undefined;
    for (;;) {
      const now = Date.now();
      const maxWaitMs = Math.max(0, Math.min(TURN_MAX_MS, until - now));
      let answer: GateAnswer;
      try {
        answer = await deadline(gate.admit(askOf(provider, asker, lane(url), maxWaitMs)), GATE_MAX_MS);
      } catch {
        held = { code: 'gate', until: now + GATE_DOWN_MS };
        return { kind: 'held' };
      }
      if (answer.ok) {
        const { permit, waitMs } = answer;
        if (waitMs > 0) await pause(waitMs);
        return {
          kind: 'pass',
          end: (end) => {
            if (end.kind === 'answer' && end.retryAfterMs !== undefined && (end.status === 429 || end.status >= 500)) {
              askedToWait = Date.now() + end.retryAfterMs;
            } else askedToWait = undefined;
            later(gate.report(provider, reportOf(permit, asker.account, end)));
          },
        };
      }
      const wait = answer.retryAt - Date.now();
      if (wait > TURN_MAX_MS || Date.now() + wait > until) {
        held = { code: answer.code, until: answer.retryAt };
        return { kind: 'held' };
      }
      // Those who wait for the same moment do not come back as one.
      await pause(Math.max(20, wait) + Math.random() * 200);
    }
  };
  return {
    enter,
    get held() {
      return held;
    },
    get askedToWait() {
      return askedToWait;
    },
  };
};

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
