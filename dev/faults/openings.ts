/** How the breakers behaved while providers were out: the gates' own word against the emulators' list of calls. Pure. */

/** Failures after which a breaker has to be open. */
const FAILURES_MAX = 10;
/**
 * What ended less than this before an opening may not have been told to the gate yet, on a machine with much to do, and is not
 * counted against it.
 */
const TOLD_MS = 500;
/** How long after its permit a call may reach the provider: its turn of a second, and a slow machine. Less than it stays open. */
const UNDER_WAY_MS = 3_000;

/** State of each provider's breaker at a moment (ms), and since when it has that; undefined where nobody could be asked. */
export interface Sample {
  at: number;
  states: Readonly<Record<string, { state: string; since: number | null }>> | undefined;
}
/** One call at an emulator. Moments in ms; `ended` is null where it did not end. */
export interface SeenCall {
  provider: string;
  at: number;
  ended: number | null;
  failed: boolean;
}
/** A time in which a provider answered nothing but errors (ms). */
export interface Out {
  provider: string;
  from: number;
  to: number;
}
/** A breaker that opened at `at`. `failed` ended in a row before it, `probes` reached the provider until it changed again. */
export interface Opening {
  provider: string;
  at: number;
  first: boolean;
  failed: number;
  probes: number;
  /** What came after it; null where that was not seen. */
  next: { state: 'open' | 'closed'; at: number } | null;
}

type Change = { state: string; at: number };

/** The states a breaker went through, by when it entered each. Half open is left out: it ends in one of the others. */
const changesOf = (provider: string, samples: readonly Sample[]): Change[] => {
  const changes: Change[] = [];
  for (const { states } of samples) {
    const seen = states?.[provider];
    if (!seen || seen.since === null || (seen.state !== 'open' && seen.state !== 'closed')) continue;
    const last = changes.at(-1);
    if (last?.state !== seen.state || last.at !== seen.since) changes.push({ state: seen.state, at: seen.since });
  }
  return changes;
};

const failedBefore = (calls: readonly SeenCall[], from: number, at: number): number => {
  const ended = calls.filter((call) => call.ended !== null && call.ended > from && call.ended <= at - TOLD_MS);
  const well = Math.max(from, ...ended.flatMap((call) => (call.failed ? [] : [call.ended ?? 0])));
  return ended.filter((call) => call.failed && (call.ended ?? 0) > well).length;
};

/**
 * Every opening that was seen, in order of time. What a kill (ms) cut off was told to nobody. `names` gives the emulators' name of a
 * provider's gate.
 */
export const openingsOf = (
  samples: readonly Sample[],
  calls: readonly SeenCall[],
  kills: readonly number[] = [],
  names: Readonly<Record<string, string>> = {},
): Opening[] => {
  const cutOff = ({ at, ended }: SeenCall) =>
    ended !== null && kills.some((kill) => at <= kill && ended >= kill - TOLD_MS && ended <= kill + TOLD_MS);
  const end = samples.at(-1)?.at ?? 0;
  const providers = [...new Set(samples.flatMap(({ states }) => Object.keys(states ?? {})))];
  return providers
    .flatMap((provider) => {
      const own = calls.filter((call) => call.provider === (names[provider] ?? provider));
      const changes = changesOf(provider, samples);
      return changes.flatMap((change, n): Opening[] => {
        if (change.state !== 'open') return [];
        const before = changes[n - 1];
        const after = changes[n + 1];
        const until = after?.at ?? end;
        const probes = own.filter(({ at }) => at > change.at + UNDER_WAY_MS && at < until).length;
        const next = after
          ? { state: after.state === 'open' ? ('open' as const) : ('closed' as const), at: after.at }
          : null;
        const first = before?.state !== 'open';
        const failed = first
          ? failedBefore(
              own.filter((call) => !cutOff(call)),
              before?.at ?? 0,
              change.at,
            )
          : 1;
        return [{ provider, at: change.at, first, failed, probes, next }];
      });
    })
    .sort((a, b) => a.at - b.at);
};

/** What is wrong with the openings. `kills` (ms) each may cost one probe, which is lost with the runtime. */
export const openingProblems = (
  openings: readonly Opening[],
  outs: readonly Out[],
  kills: readonly number[],
  names: Readonly<Record<string, string>> = {},
): string[] => [
  ...openings
    .filter(({ first, failed }) => first && failed > FAILURES_MAX)
    .map(
      ({ provider, failed }) =>
        `the breaker of ${provider} opened after ${failed} failures, not within ${FAILURES_MAX}`,
    ),
  ...openings.flatMap(({ provider, at, probes, next }) => {
    const lost = kills.filter((kill) => kill >= at && kill <= (next?.at ?? Number.POSITIVE_INFINITY)).length;
    return probes > 1 + lost ? [`${probes} calls reached ${provider} while its breaker was open, not one probe`] : [];
  }),
  ...outs.flatMap(({ provider, from, to }) => {
    const own = openings.filter(
      (one) => (names[one.provider] ?? one.provider) === provider && one.at >= from && one.at <= to,
    );
    if (own.length === 0) return [`${provider} was out, and its breaker did not open`];
    const closed = openings.some(
      (one) => (names[one.provider] ?? one.provider) === provider && one.at >= from && one.next?.state === 'closed',
    );
    return closed ? [] : [`${provider} was back, and its breaker did not close`];
  }),
];
