/** Many isolates, one object, and all that can go wrong between them, in a time of its own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASK_MAX_MS, Isolate } from './isolate.ts';
import { type Answer, type Ask, type Claim, type Kept, Ledger } from './ledger.ts';

const WINDOW_MS = 60_000;
const START = 1_000_000_000;
const OBJECT = 'tenant:t';

/** A clock that moves from one event to the next, once all that the last one led to has been done. */
class World {
  now = START;
  #events: { at: number; run(): void }[] = [];

  at(at: number, run: () => void): void {
    this.#events.push({ at, run });
  }

  sleep(ms: number): Promise<void> {
    return new Promise((done) => this.at(this.now + ms, done));
  }

  async run(): Promise<void> {
    for (;;) {
      this.#events.sort((a, b) => a.at - b.at);
      const next = this.#events.shift();
      if (!next) return;
      this.now = Math.max(this.now, next.at);
      next.run();
      await new Promise((settled) => setImmediate(settled));
    }
  }
}

/** The object: a crash forgets all but what was kept, and an answer that was on its way is lost or not. */
class Keeper {
  #ledger = new Ledger();
  readonly #kept = new Map<string, Kept>();

  ask(ask: Ask, now: number): Answer {
    const { answer, keep } = this.#ledger.ask(ask, now);
    for (const row of keep) this.#kept.set(`${row.key} ${row.bucket}`, row);
    return answer;
  }

  restart(): void {
    this.#ledger = new Ledger();
    this.#ledger.restore(this.#kept.values());
  }
}

type Way = { there: number; back: number; lost: boolean };
type Passed = { at: number; keys: string[] };

/** An isolate whose clock is off by `skew`; a crash leaves another one in its place, and its requests unanswered. */
class Member {
  #isolate: Isolate;
  #life = 0;
  readonly passed: Passed[] = [];
  refused = 0;
  unknown = 0;
  readonly #world: World;
  readonly #keeper: Keeper;
  readonly #skew: number;

  constructor(world: World, keeper: Keeper, skew: number) {
    this.#world = world;
    this.#keeper = keeper;
    this.#skew = skew;
    this.#isolate = this.#anew();
  }

  crash(): void {
    this.#life += 1;
    this.#isolate = this.#anew();
  }

  async request(claims: Claim[], way: Way): Promise<void> {
    const life = this.#life;
    const ask = async (asked: Ask): Promise<Answer> => {
      await this.#world.sleep(way.there);
      const answer = this.#keeper.ask(structuredClone(asked), this.#world.now);
      if (way.lost) throw new Error('lost');
      await this.#world.sleep(way.back);
      return answer;
    };
    const inTime = (asked: Ask) =>
      Promise.race([
        ask(asked),
        this.#world.sleep(ASK_MAX_MS).then(() => {
          throw new Error('late');
        }),
      ]);
    try {
      const { allowed } = await this.#isolate.take({ object: OBJECT, claims, lease: true, ask: inTime });
      if (life !== this.#life) return;
      if (allowed) this.passed.push({ at: this.#world.now, keys: claims.map(({ key }) => key) });
      else this.refused += 1;
    } catch {
      this.unknown += 1;
    }
  }

  #anew(): Isolate {
    return new Isolate({ now: () => this.#world.now + this.#skew, sleep: (ms) => this.#world.sleep(ms) });
  }
}

/** The most that passed in any window of the length, by when it was let through. */
const mostInWindow = (times: number[]): number => {
  const sorted = [...times].sort((a, b) => a - b);
  let most = 0;
  let from = 0;
  sorted.forEach((at, i) => {
    while ((sorted[from] ?? at) <= at - WINDOW_MS) from += 1;
    most = Math.max(most, i - from + 1);
  });
  return most;
};

const way = fc.record({
  there: fc.integer({ min: 0, max: 150 }),
  back: fc.integer({ min: 0, max: 150 }),
  lost: fc.oneof({ weight: 19, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
const quickWay = fc.record({
  there: fc.integer({ min: 0, max: 80 }),
  back: fc.integer({ min: 0, max: 80 }),
  lost: fc.constant(false),
});
const skews = fc.array(fc.integer({ min: -3_600_000, max: 3_600_000 }), { minLength: 1, maxLength: 6 });
const step = fc.record({
  gap: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 30 }) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 3_000, max: 40_000 }) },
  ),
  kind: fc.oneof(
    { weight: 60, arbitrary: fc.constant('request' as const) },
    { weight: 1, arbitrary: fc.constant('crash' as const) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
  ),
  member: fc.nat({ max: 5 }),
  actor: fc.nat({ max: 1 }),
  /** Requests at the same moment. */
  times: fc.integer({ min: 1, max: 6 }),
  way,
});

const claimsOf = (limit: number, actor: number): Claim[] => [
  { key: 'tenant', limit, windowMs: WINDOW_MS },
  { key: `actor:${actor}`, limit: Math.ceil(limit * 0.7), windowMs: WINDOW_MS },
];

describe('over many isolates', () => {
  it('never more than a limit pass in any window, whatever is late, lost, off, crashes or starts anew', async () => {
    let passed = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        skews,
        fc.array(step, { minLength: 20, maxLength: 120 }),
        fc.integer({ min: 1, max: 60 }),
        async (offsets, steps, limit) => {
          const world = new World();
          const keeper = new Keeper();
          const members = offsets.map((skew) => new Member(world, keeper, skew));
          let at = START;
          for (const { gap, kind, member, actor, times, way } of steps) {
            at += gap;
            const who = members[member % members.length];
            world.at(at, () => {
              if (kind === 'restart') keeper.restart();
              else if (kind === 'crash') who?.crash();
              else for (let i = 0; i < times; i += 1) void who?.request(claimsOf(limit, actor), way);
            });
          }
          await world.run();
          const all = members.flatMap((m) => m.passed);
          passed += all.length;
          refused += members.reduce((sum, m) => sum + m.refused, 0);
          for (const { key, limit: most } of [...claimsOf(limit, 0), ...claimsOf(limit, 1)]) {
            const times = all.filter(({ keys }) => keys.includes(key)).map((p) => p.at);
            expect(mostInWindow(times)).toBeLessThanOrEqual(most);
          }
        },
      ),
      { numRuns: 150 },
    );
    // A limiter that lets nothing through, or never had to refuse, would have shown nothing.
    expect(passed).toBeGreaterThan(1_000);
    expect(refused).toBeGreaterThan(1_000);
  });

  it('never more than a limit pass in any window, though what was granted ahead is used late and then all is asked', async () => {
    let late = 0;
    await fc.assert(
      fc.asyncProperty(
        skews,
        fc.integer({ min: 40, max: 160 }),
        fc.integer({ min: 10, max: 400 }),
        fc.integer({ min: 0, max: 7_000 }),
        fc.integer({ min: 50_000, max: 63_000 }),
        quickWay,
        async (offsets, limit, gap, pause, rest, way) => {
          const world = new World();
          const keeper = new Keeper();
          const members = offsets.map((skew) => new Member(world, keeper, skew));
          const claims: Claim[] = [{ key: 'tenant', limit, windowMs: WINDOW_MS }];
          const send = (at: number, times: number) =>
            world.at(at, () => {
              for (const m of members) for (let i = 0; i < times; i += 1) void m.request(claims, way);
            });
          // Each isolate learns that much is wanted, and is granted some ahead; it uses them after a pause, at once.
          const steady = Math.ceil(2_500 / gap);
          for (let i = 0; i < steady; i += 1) send(START + i * gap, 1);
          const again = START + steady * gap + pause;
          world.at(again - 1, () => {
            late -= members.reduce((sum, m) => sum + m.passed.length, 0);
          });
          send(again, 20);
          world.at(again + 1, () => {
            late += members.reduce((sum, m) => sum + m.passed.length, 0);
          });
          for (let i = 0; i < 20; i += 1) send(START + steady * gap + rest + i * 600, 20);
          await world.run();
          const times = members.flatMap((m) => m.passed.map((p) => p.at));
          expect(mostInWindow(times)).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 150 },
    );
    expect(late).toBeGreaterThan(100);
  });

  it('exactly the limit pass when more come at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        skews,
        fc.array(fc.record({ member: fc.nat({ max: 5 }), delay: fc.nat({ max: 40 }), way: quickWay }), {
          minLength: 100,
          maxLength: 250,
        }),
        fc.integer({ min: 1, max: 100 }),
        async (offsets, requests, limit) => {
          const world = new World();
          const keeper = new Keeper();
          const members = offsets.map((skew) => new Member(world, keeper, skew));
          for (const { member, delay, way } of requests) {
            const who = members[member % members.length];
            world.at(START + delay, () => void who?.request([{ key: 'tenant', limit, windowMs: WINDOW_MS }], way));
          }
          await world.run();
          const count = (of: (m: Member) => number) => members.reduce((sum, m) => sum + of(m), 0);
          expect([count((m) => m.passed.length), count((m) => m.unknown)]).toEqual([limit, 0]);
          expect(count((m) => m.refused)).toBe(requests.length - limit);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('exactly the limit pass of a demand that rises over it, what was granted ahead included', async () => {
    await fc.assert(
      fc.asyncProperty(skews, fc.integer({ min: 20, max: 100 }), quickWay, async (offsets, limit, way) => {
        const world = new World();
        const keeper = new Keeper();
        const members = offsets.map((skew) => new Member(world, keeper, skew));
        const claims: Claim[] = [{ key: 'tenant', limit, windowMs: WINDOW_MS }];
        const all = (at: number) => world.at(at, () => members.forEach((m) => void m.request(claims, way)));
        // Some are sent slowly, so that each isolate holds some ahead; then more than there is, everywhere.
        const slow = Math.floor(limit / 3 / members.length);
        for (let i = 0; i < slow; i += 1) all(START + i * 700);
        const rush = START + slow * 700;
        for (let i = 0; i < limit * 2; i += 1) all(rush + i * 10);
        await world.run();
        expect(members.reduce((sum, m) => sum + m.passed.length, 0)).toBe(limit);
      }),
      { numRuns: 60 },
    );
  });
});
