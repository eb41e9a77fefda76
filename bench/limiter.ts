/** What a rate limit costs a request that is decided from memory, and how many are. */
import { Isolate } from '../src/features/limits/isolate.ts';
import { type Ask, type Claim, Ledger } from '../src/features/limits/ledger.ts';
import type { Report } from './report.ts';
import type { Bench } from './stack.ts';
import { figure, spread, spreadText } from './stats.ts';

/** Of a middle plan: the tenant's total, an actor's, and an actor's of one class of route. */
const PER_MINUTE = 12_000;
const SHARES = [1, 0.5, 0.45] as const;
/** From where the isolate is to where the object is and back: one continent. */
const TRIP_MS = 30;
/** Requests a second of one actor in one isolate, from a person who clicks fast to a script at its limit's edge. */
const RATES = [1, 2, 4, 10, 25, 50, 65, 80, 85] as const;
/** Minutes of each stream; the first is not counted, in which the isolate learns how much is wanted. */
const MINUTES = 4;
const MINUTE_MS = 60_000;
/** Decisions of one measurement of processor time: enough for the clock's steps not to count. */
const DECISIONS = 200_000;
/** Decided before the first measurement: code is slow until it has run some thousand times. */
const WARM = 50_000;

const claims: Claim[] = ['tenant', 'actor:a', 'read:a'].map((key, i) => ({
  key,
  limit: PER_MINUTE * (SHARES[i] ?? 1),
  windowMs: MINUTE_MS,
}));

/** The product's own ledger and isolate, in a time that passes by events alone: minutes of requests take seconds. */
class Stream {
  readonly #ledger = new Ledger();
  readonly #isolate: Isolate;
  #now = 1_000_000_000;
  #sleepers: { at: number; wake(): void }[] = [];

  constructor() {
    this.#isolate = new Isolate({ now: () => this.#now, sleep: (ms) => this.#sleep(ms) });
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.#sleepers.push({ at: this.#now + ms, wake }));
  }

  async #ask(ask: Ask) {
    await this.#sleep(TRIP_MS / 2);
    const { answer } = this.#ledger.ask(ask, this.#now);
    await this.#sleep(TRIP_MS / 2);
    return answer;
  }

  async #until(at: number): Promise<void> {
    for (;;) {
      this.#sleepers.sort((a, b) => a.at - b.at);
      const next = this.#sleepers[0];
      if (!next || next.at > at) break;
      this.#sleepers.shift();
      this.#now = next.at;
      next.wake();
      await new Promise((settled) => setImmediate(settled));
    }
    this.#now = at;
  }

  /** Sends so many requests a second. @returns the share of those let through that waited for nothing, and of refused */
  async run(perSecond: number): Promise<{ memory: number; refused: number }> {
    const begun = this.#now;
    const counts = { memory: 0, waited: 0, refused: 0 };
    const open: Promise<void>[] = [];
    for (let at = begun; at < begun + MINUTES * MINUTE_MS; at += 1_000 / perSecond) {
      await this.#until(at);
      const counted = at >= begun + MINUTE_MS;
      const ask = (asked: Ask) => this.#ask(asked);
      open.push(
        this.#isolate.take({ object: 'tenant:bench', claims, lease: true, ask }).then(({ allowed, asked }) => {
          if (counted) counts[allowed ? (asked ? 'waited' : 'memory') : 'refused'] += 1;
        }),
      );
      await new Promise((settled) => setImmediate(settled));
    }
    await this.#until(this.#now + MINUTE_MS);
    await Promise.all(open);
    const allowed = counts.memory + counts.waited;
    return { memory: counts.memory / allowed, refused: counts.refused / (allowed + counts.refused) };
  }
}

/** Microseconds of processor time of one decision that needs no ask, `allowed` or not. */
async function decisionUs(allowed: boolean, count: number): Promise<number> {
  const isolate = new Isolate({ now: () => 1_000_000_000, sleep: () => Promise.resolve() });
  const granted = allowed ? count + 2 : 0;
  const states = claims.map(() => ({ remaining: allowed ? 1 : 0, resetMs: MINUTE_MS }));
  const request = {
    object: 'tenant:bench',
    claims,
    lease: true,
    ask: async (asked: Ask) => ({ at: 0, granted: Math.max(granted, allowed ? asked.waiting : 0), states }),
  };
  await isolate.take(request);
  const before = process.cpuUsage();
  for (let i = 0; i < count; i += 1) {
    const verdict = await isolate.take(request);
    if (verdict.asked || verdict.allowed !== allowed) throw new Error('A decision did not come from memory.');
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

export async function limiter(bench: Bench, report: Report): Promise<void> {
  const rows: string[][] = [];
  for (const rate of RATES) {
    const { memory, refused } = await new Stream().run(rate);
    const used = (rate * MINUTE_MS) / 1_000 / Math.min(...claims.map(({ limit }) => limit));
    rows.push([String(rate), percent(used), percent(memory), percent(refused)]);
  }
  report.add({
    title: `Limits at a steady rate: one actor in one isolate, the object ${TRIP_MS} ms away`,
    columns: ['requests/s', 'of its limit', 'decided from memory', 'refused'],
    rows,
    notes: [
      `Of the requests that were let through, after the first minute. Counted in the product's own code with a clock of its own.`,
    ],
  });
  await decisionUs(true, WARM);
  await decisionUs(false, WARM);
  const rounds = { allowed: [] as number[], refused: [] as number[] };
  for (let round = 0; round < bench.options.rounds; round += 1) {
    rounds.allowed.push(await decisionUs(true, DECISIONS));
    rounds.refused.push(await decisionUs(false, DECISIONS));
  }
  report.add({
    title: 'One decision from memory',
    columns: ['', 'µs'],
    rows: Object.entries(rounds).map(([name, each]) => [name, spreadText(spread(each))]),
    notes: [
      `Median (least–most) of the rounds, ${figure(DECISIONS)} decisions each, three limits; in Node, on the V8 of workerd's kind.`,
    ],
  });
}

const percent = (part: number): string => `${figure(part * 100)} %`;
