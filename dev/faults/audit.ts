/** Whether anything was lost or charged twice: the emulators' list of calls against the product's own books. Pure. */

/**
 * One paid call in the ledger. `billed` is in the provider's own unit, null while nobody knows it; `answered` says that an
 * answer told it, and not the reconciler, which knows sums and not calls.
 */
export interface Entry {
  jobId: string;
  step: string;
  provider: string;
  state: string;
  credits: number;
  billed: number | null;
  answered: boolean;
  requestId: string;
}
/** One call that an emulator received. `requestId` is what the product calls it. */
export interface Call {
  provider: string;
  requestId: string;
  status: number;
  units: number;
  fault: string | null;
}
export interface Job {
  id: string;
  state: string;
}
export interface Account {
  spent: number;
  reserved: number;
}

export interface Sum {
  provider: string;
  calls: number;
  billedCalls: number;
  /** In the provider's own unit. */
  billed: number;
  /** What the ledger says was billed, and what was billed of calls whose outcome it does not know. */
  known: number;
  unknown: number;
  credits: number;
}
export interface Verdict {
  problems: string[];
  sums: Sum[];
}

/** The emulators' names of the ledger's providers. */
const LEDGER_NAME: Readonly<Record<string, string>> = { anthropic: 'claude' };
/** Units are dollars of six places at the finest. */
const EQUAL = 1e-6;

const same = (a: number, b: number): boolean => Math.abs(a - b) <= EQUAL;

const listed = (what: string, ids: readonly string[]): string[] =>
  ids.length === 0 ? [] : [`${ids.length} ${what}: ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ' …' : ''}`];

const repeated = (keys: readonly string[]): string[] => {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const key of keys) (seen.has(key) ? twice : seen).add(key);
  return [...twice];
};

const TERMINAL = new Set(['done', 'failed', 'cancelled']);

/** Judges a test of faults. `accepted` are the jobs that the product said it would do. */
export const audit = (found: {
  accepted: readonly string[];
  jobs: readonly Job[];
  openSources: number;
  ledger: readonly Entry[];
  calls: readonly Call[];
  account: Account;
}): Verdict => {
  const { accepted, jobs, openSources, ledger, calls, account } = found;
  const states = new Map(jobs.map(({ id, state }) => [id, state]));
  const paid = calls.filter(({ provider }) => provider !== 'edgar');
  const billedOf = new Map<string, Call[]>();
  for (const call of paid)
    if (call.units > 0) billedOf.set(call.requestId, [...(billedOf.get(call.requestId) ?? []), call]);
  const entries = new Map(ledger.map((entry) => [entry.requestId, entry]));
  const nameOf = ({ jobId, provider }: Entry) => `${provider} of ${jobId}`;
  const units = (requestId: string): number =>
    (billedOf.get(requestId) ?? []).reduce((sum, call) => sum + call.units, 0);

  const problems = [
    ...listed(
      'accepted and lost',
      accepted.filter((id) => !states.has(id)),
    ),
    ...listed(
      'without an end',
      jobs.filter(({ state }) => !TERMINAL.has(state)).map(({ id }) => id),
    ),
    ...(openSources > 0 ? [`${openSources} sources without an end`] : []),
    ...listed(
      'entries for the same call',
      repeated(ledger.map(({ jobId, step, provider }) => `${jobId} ${step} ${provider}`)),
    ),
    ...listed(
      'billed twice for one entry',
      ledger.filter(({ requestId }) => (billedOf.get(requestId)?.length ?? 0) > 1).map(nameOf),
    ),
    ...listed(
      'billed and in no book',
      [...billedOf.keys()]
        .filter((id) => !entries.has(id))
        .map((id) => `${billedOf.get(id)?.[0]?.provider} ${id || 'without a name'}`),
    ),
    ...listed(
      'paid for nothing',
      ledger
        .filter(({ state, credits, requestId }) => state === 'settled' && credits > 0 && units(requestId) === 0)
        .map(nameOf),
    ),
    ...listed('entries still open', ledger.filter(({ state }) => state === 'reserved').map(nameOf)),
    ...listed(
      'entries that say another bill than the provider',
      ledger
        .filter(({ billed, answered, requestId }) => answered && billed !== null && !same(billed, units(requestId)))
        .map(nameOf),
    ),
  ];
  // The reconciler reads a provider's sum, and not which calls it is of: of those, sums have to agree, once all are known.
  for (const provider of new Set(ledger.map((entry) => entry.provider))) {
    const untold = ledger.filter((entry) => entry.provider === provider && !entry.answered);
    if (untold.length === 0 || ledger.some((entry) => entry.provider === provider && entry.billed === null)) continue;
    const [said, billed] = [
      untold.reduce((sum, entry) => sum + (entry.billed ?? 0), 0),
      untold.reduce((sum, { requestId }) => sum + units(requestId), 0),
    ];
    if (!same(said, billed)) problems.push(`${provider}: the reconciler found ${said}, the provider billed ${billed}`);
  }
  const spent = ledger.reduce((sum, { credits }) => sum + credits, 0);
  if (spent !== account.spent) problems.push(`the account has spent ${account.spent}, its entries ${spent}`);

  const sums = [...new Set(calls.map(({ provider }) => provider))].sort().map((provider): Sum => {
    const name = LEDGER_NAME[provider] ?? provider;
    const own = ledger.filter((entry) => entry.provider === name);
    const made = calls.filter((call) => call.provider === provider);
    const sum = (of: readonly Entry[], value: (entry: Entry) => number) =>
      of.reduce((all, entry) => all + value(entry), 0);
    return {
      provider,
      calls: made.length,
      billedCalls: made.filter((call) => call.units > 0).length,
      billed: made.reduce((all, call) => all + call.units, 0),
      known: sum(own, ({ billed, answered }) => (answered ? (billed ?? 0) : 0)),
      unknown: sum(
        own.filter(({ billed, answered }) => billed === null || !answered),
        ({ requestId }) => units(requestId),
      ),
      credits: sum(own, ({ credits }) => credits),
    };
  });
  for (const { provider, billed, known, unknown } of sums) {
    if (provider !== 'edgar' && Math.abs(billed - known - unknown) > EQUAL * Math.max(1, calls.length))
      problems.push(`${provider} billed ${billed}, the books hold ${known} and ${unknown} of outcomes not known`);
  }
  return { problems, sums };
};
