/**
 * Enrichments on the whole local stack while providers fail, are out, and the runtime is killed, and the question at the end
 * whether anything was lost or charged twice.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { DEMO_PASSWORD } from '../database/demo-tenants.ts';
import type { Providers } from '../providers/server.ts';
import { withStackAlone } from '../stack/alone.ts';
import { strikeCron } from '../worker/cron.ts';
import { audit, type Call, type Verdict } from './audit.ts';
import { booksOf, endLeases, progressOf } from './books.ts';
import { type Api, signIn } from './client.ts';
import { killRuntime, memoryMb } from './kill.ts';
import { type Opening, openingProblems, openingsOf, type Sample, type SeenCall } from './openings.ts';
import { ASKED, faultRules, killPoints, outages } from './plan.ts';
import { prepare } from './tenants.ts';
import { timeline } from './timeline.ts';

/** The promise: what was accepted has its end within this after the last restart. */
export const SETTLED_MS = 120_000;
/** Runs that keep somebody busy at a time: most of them wait for a provider, few enough that what a kill interrupts ends in time. */
const OPEN_MAX = 96;
/** Runs that may wait for a provider that is out, beside them. */
const PARKED_MAX = 400;
/** How long the runs of a killed worker keep nobody busy: their lease, and the sweep after it. */
const STRANDED_MS = 60_000;
/** Requests for runs on their way at a time. */
const STARTING_MAX = 16;
const LOOK_MS = 1_000;
const TELL_EVERY_S = 10;
/** Longest time without any run ending before it is given up: above what a kill, an outage and a breaker's longest wait take. */
const STUCK_MS = 300_000;
/** A runtime that is not back after that long does not come back. */
const BACK_MS = 120_000;
const FAULT_SHARE = 0.2;
/** What a gate's provider is called by the emulators. */
const NAMES = { claude: 'anthropic' };

export interface FaultsOptions {
  seed: string;
  runs: number;
  kills: number;
  /** Lets leases of killed workers be over at once, where their time is no part of what is looked at. */
  endLeases?: boolean;
  print(line: string): void;
}
export interface FaultsResult extends Verdict {
  accepted: number;
  statuses: Record<string, number>;
  /** From the last restart until everything had its end; null without a kill. */
  settledMs: number | null;
  seconds: number;
  faulted: number;
  calls: number;
  timeline: string[];
  /** Moments in seconds since the start. */
  openings: Opening[];
}

const seenOf = ({ provider, at, ended, status, delivered }: ReturnType<Providers['calls']>[number]): SeenCall => ({
  provider,
  at: Date.parse(at),
  ended: ended === null ? null : Date.parse(ended),
  failed: status >= 500 || delivered === false,
});
const callOf = ({ provider, headers, status, billed, fault }: ReturnType<Providers['calls']>[number]): Call => ({
  provider,
  requestId: headers['x-request-id'] ?? '',
  status,
  units: billed.units,
  fault,
});

/** Runs the whole test. Starts a stack of its own, and leaves nothing behind. */
export const runFaults = (options: FaultsOptions): Promise<FaultsResult> =>
  withStackAlone(options.print, ({ port, client, providers }) => measured(client, { ...options, port, providers }));

type Inside = FaultsOptions & { port: number; providers: Providers };

/** What happened, as far as it came. */
type Course = {
  begun: number;
  accepted: Map<string, string>;
  samples: Sample[];
  /** Moments in ms. */
  killed: number[];
  outs: { provider: string; from: number; to: number }[];
  ended: number;
  restarted: number | null;
  settledMs: number | null;
  problems: string[];
};

async function measured(client: pg.Client, inside: Inside): Promise<FaultsResult> {
  const { seed, runs, kills, providers } = inside;
  const { owner, tenantIds, people } = await prepare(client, runs);
  const course: Course = {
    ...{ begun: Date.now(), accepted: new Map(), samples: [], killed: [], outs: [], ended: 0 },
    ...{ restarted: null, settledMs: null, problems: [] },
  };
  providers.setFaults(faultRules(seed, FAULT_SHARE));
  try {
    await goThrough(client, inside, { owner, tenantIds, people }, course);
  } catch (error) {
    // What is known so far is told all the same.
    course.problems.push(`it broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { accepted, killed, ended, settledMs, begun, samples, outs } = course;
  const seconds = (Date.now() - begun) / 1_000;
  providers.setFaults([]);
  // A run's last word and its job's are one transaction, so that what is read now is whole.
  const { statuses, ...state } = await booksOf(client, tenantIds);
  const made = providers.calls().filter(({ provider }) => (ASKED as readonly string[]).includes(provider));
  const calls = made.map(callOf);
  const verdict = audit({ accepted: [...accepted.values()], ...state, calls });
  const openings = openingsOf(samples, made.map(seenOf), killed, NAMES);
  const problems = [
    ...course.problems,
    ...verdict.problems,
    ...(accepted.size < runs ? [`${runs - accepted.size} of ${runs} runs were never accepted`] : []),
    ...(ended < runs ? [`${runs - ended} runs had no end`] : []),
    ...(settledMs !== null && settledMs > SETTLED_MS
      ? [`the last end came ${settledMs / 1_000} s after the last restart, not within ${SETTLED_MS / 1_000}`]
      : []),
    ...(killed.length < kills ? [`only ${killed.length} of ${kills} kills took place`] : []),
    ...openingProblems(openings, outs, killed, NAMES),
  ];
  const since = (at: number) => (at - begun) / 1_000;
  return {
    problems,
    sums: verdict.sums,
    accepted: accepted.size,
    statuses,
    settledMs,
    seconds,
    faulted: calls.filter(({ fault }) => fault !== null).length,
    calls: calls.length,
    timeline: timeline(
      samples.map(({ at, states }) => ({ at: since(at), states })),
      killed.map(since),
      outs.map(({ provider, from, to }) => ({ provider, from: since(from), to: since(to) })),
      NAMES,
    ),
    openings: openings.map((one) => ({
      ...one,
      at: since(one.at),
      next: one.next && { ...one.next, at: since(one.next.at) },
    })),
  };
}

/** All runs to their end, with every outage and kill on the way. What it finds is in `course` at any moment. */
async function goThrough(
  client: pg.Client,
  { port, providers, seed, runs, kills, print, ...how }: Inside,
  { owner, tenantIds, people }: Awaited<ReturnType<typeof prepare>>,
  course: Course,
): Promise<void> {
  const apis = new Map<string, Api>();
  for (const { slug } of people)
    if (!apis.has(slug)) apis.set(slug, await signIn(port, slug, owner.email, DEMO_PASSWORD));
  const [anyApi] = apis.values();
  if (!anyApi) return;
  const seconds = () => (Date.now() - course.begun) / 1_000;
  const say = (line: string) => print(`${seconds().toFixed(0)} s: ${line}`);
  const points = killPoints(seed, runs, kills, Math.min(OPEN_MAX, runs));
  const planned = outages(seed, runs);
  const base = faultRules(seed, FAULT_SHARE);
  let parked = 0;
  let stranded = { runs: 0, until: 0 };
  let over = false;

  /** Asks for a run until the product has said that it does it: a lost answer is asked for again, and finds the same run. */
  const start = async ({ id, slug }: (typeof people)[number]): Promise<void> => {
    const api = apis.get(slug) ?? anyApi;
    for (; !over; await sleep(500)) {
      const answer = await api(`/api/v1/prospects/${id}/enrichments`, { method: 'POST', body: '{}' }).catch(
        () => undefined,
      );
      if (answer?.status === 202) {
        course.accepted.set(id, (JSON.parse(answer.text) as { jobId: string }).jobId);
        return;
      }
      if (answer && answer.status < 500 && answer.status !== 429)
        throw new Error(`A run was refused (${answer.status}): ${answer.text}`);
    }
  };
  const starting = (async () => {
    const waiting = new Set<Promise<void>>();
    for (const one of people) {
      const idle = () => Math.min(parked + (Date.now() < stranded.until ? stranded.runs : 0), PARKED_MAX);
      const busy = () => waiting.size + course.accepted.size - course.ended - idle();
      while (!over && (waiting.size >= STARTING_MAX || busy() >= OPEN_MAX)) await sleep(20);
      if (over) return;
      const asked = start(one).finally(() => waiting.delete(asked));
      asked.catch((error: unknown) => {
        if (!over) course.problems.push(error instanceof Error ? error.message : String(error));
        over = true;
      });
      waiting.add(asked);
    }
    await Promise.allSettled(waiting);
  })();
  const look = async (): Promise<Sample['states']> => {
    const answer = await anyApi('/api/v1/providers/health').catch(() => undefined);
    if (answer?.status !== 200) return undefined;
    const { items } = JSON.parse(answer.text) as { items: { provider: string; state: string; since: string | null }[] };
    return Object.fromEntries(
      items.map(({ provider, state, since }) => [
        provider,
        { state, since: since === null ? null : Date.parse(since) },
      ]),
    );
  };
  /** Kills the runtime and waits until it is back. */
  const kill = async (): Promise<void> => {
    const processes = killRuntime();
    course.killed.push(Date.now());
    say(`kill ${course.killed.length} of ${points.length} after ${course.ended} runs (${processes} processes)`);
    const until = Date.now() + BACK_MS;
    while ((await anyApi('/healthz').catch(() => undefined))?.status !== 200) {
      if (Date.now() > until) throw new Error(`The runtime did not come back within ${BACK_MS / 1_000} s.`);
      await sleep(250);
    }
    course.restarted = Date.now();
    say('the runtime answers again');
    if (!how.endLeases) {
      stranded = { runs: course.accepted.size - course.ended - parked, until: Date.now() + STRANDED_MS };
      return;
    }
    await endLeases(client);
    await strikeCron(port);
  };
  /** Begins or ends an outage where it is time. */
  const turnOff = (): void => {
    const current = course.outs.at(-1);
    if (current && current.to > Date.now()) return;
    if (providers.faults().length > base.length) {
      providers.setFaults(base);
      say(`${current?.provider} is back`);
    }
    const next = planned[course.outs.length];
    if (!next || course.ended < next.after) return;
    providers.setFaults([...next.rules, ...base]);
    course.outs.push({ provider: next.provider, from: Date.now(), to: Date.now() + next.ms });
    say(`${next.provider} is out for ${next.ms / 1_000} s`);
  };

  let told = 0;
  let moved = Date.now();
  // Summaries that could not be had are asked for again by runs of their own: they too have to have their end.
  let open = 0;
  while ((course.ended < runs || open > 0) && !over) {
    const progress = await progressOf(client, tenantIds);
    ({ parked, open } = progress);
    if (progress.ended > course.ended) moved = Date.now();
    course.ended = progress.ended;
    turnOff();
    const next = points[course.killed.length];
    const last = course.killed.length === points.length - 1;
    if (next !== undefined && course.ended >= next && course.ended < runs && (!last || course.accepted.size === runs))
      await kill();
    course.samples.push({ at: Date.now(), states: await look() });
    if (seconds() - told >= TELL_EVERY_S) {
      told = seconds();
      const rate = (course.ended / told).toFixed(1);
      say(
        `${course.accepted.size} accepted, ${course.ended} ended, ${parked} wait, ${rate} a second, ${memoryMb()} MB`,
      );
    }
    if (Date.now() - moved > STUCK_MS) {
      course.problems.push(`no run ended for ${STUCK_MS / 1_000} s`);
      over = true;
    }
    const allKilled = course.killed.length === points.length && course.accepted.size === runs;
    if (course.restarted !== null && allKilled && Date.now() - course.restarted > SETTLED_MS) over = true;
    if (course.ended < runs || open > 0) await sleep(LOOK_MS);
  }
  course.settledMs = course.restarted === null ? null : Date.now() - course.restarted;
  over = true;
  await starting;
}
