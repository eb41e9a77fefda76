/** What goes wrong and when, from a seed alone. */
import type { FaultRule } from '../providers/faults.ts';
import { diceOf } from '../providers/hash.ts';

/** The providers that an enrichment asks. */
export const ASKED = ['apollo', 'exa', 'contactout', 'edgar', 'anthropic'] as const;

/** Each in an equal share of the calls that are hit. A client gives a call ten seconds, so that longer waits are cut. */
const KINDS: readonly Pick<FaultRule, 'fault' | 'ms' | 'bytesPerSecond' | 'retryAfter'>[] = [
  { fault: 'delay', ms: 2_000 },
  { fault: 'drip', bytesPerSecond: 1 },
  { fault: '429', retryAfter: 1 },
  { fault: '500' },
  { fault: 'malformed' },
  { fault: 'truncated' },
  { fault: 'hang' },
  { fault: 'reset' },
];

/**
 * Rules that hit the share `rate` of the calls of every provider, half of the resets and hangs before the provider has done
 * its work. The first rule that applies counts, so that each next one takes its share of what the ones before left.
 */
export const faultRules = (seed: string, rate: number): FaultRule[] =>
  ASKED.flatMap((provider) => {
    const all = KINDS.flatMap((kind): { rule: Omit<FaultRule, 'provider'>; parts: number }[] =>
      kind.fault === 'hang' || kind.fault === 'reset'
        ? (['before', 'after'] as const).map((stage) => ({ rule: { ...kind, stage }, parts: 1 }))
        : [{ rule: kind, parts: 2 }],
    );
    const each = rate / all.reduce((sum, { parts }) => sum + parts, 0);
    let left = 1;
    return all.map(({ rule, parts }) => {
      const share = each * parts;
      const conditional = share / left;
      left -= share;
      return { provider, ...rule, rate: conditional, seed };
    });
  });

/** An outage takes minutes of the way to pass through, so that a short test has none. */
const OUTAGE_RUNS_MIN = 300;
/** Providers that have one: each costs the test a minute or so. */
const OUTAGES = 3;
/** Longer than the breaker's first two openings, so that a probe finds the provider down as well as up. */
const OUTAGE_S = { from: 30, to: 40 } as const;
/** The stretch of the way in which they begin, as shares of it: all is over well before the last kill. */
const STRETCH = { from: 0.08, to: 0.72 } as const;

/** From `after` finished runs on, for `ms`, a provider answers nothing but 500, or nothing at all. */
export type Outage = { provider: (typeof ASKED)[number]; after: number; ms: number; rules: FaultRule[] };

/** Outages of some providers, one after the other, by the seed. */
export const outages = (seed: string, runs: number): Outage[] => {
  if (runs < OUTAGE_RUNS_MIN) return [];
  const dice = diceOf(`outages|${seed}`);
  const left: Outage['provider'][] = [...ASKED];
  const part = (STRETCH.to - STRETCH.from) / OUTAGES;
  return Array.from({ length: OUTAGES }, (_, at) => {
    const provider = dice.pick(left);
    left.splice(left.indexOf(provider), 1);
    return {
      provider,
      after: Math.ceil(runs * (STRETCH.from + part * (at + 0.5 * dice.next()))),
      ms: dice.int(OUTAGE_S.from, OUTAGE_S.to) * 1_000,
      rules: [
        { provider, fault: '500', rate: 0.5, seed: `outage|${seed}` },
        { provider, fault: 'hang', stage: 'before' },
      ],
    };
  });
};

/**
 * After how many finished runs the runtime is killed: one kill in each equal part of the way, and the last one only when
 * all runs are accepted, so that what it interrupts is all that is left.
 */
export const killPoints = (seed: string, runs: number, kills: number, window: number): number[] => {
  const dice = diceOf(`kills|${seed}`);
  const span = Math.max(1, Math.floor((runs - window) / Math.max(1, kills)));
  return Array.from({ length: kills }, (_, at) =>
    at === kills - 1
      ? Math.max(1, runs - dice.int(Math.ceil(window / 4), Math.ceil(window / 2)))
      : at * span + dice.int(Math.ceil(span / 4), span),
  );
};
