import { describe, expect, it } from 'vitest';
import { ASK_MAX_MS, Isolate, type Request } from './isolate.ts';
import { type Ask, type Claim, Ledger, WAITING_MS } from './ledger.ts';

const TRIP_MS = 20;
const claims = (limit: number): Claim[] => [{ key: 'tenant', limit, windowMs: 60_000 }];

/** An isolate and its object in a time that passes by sleeping alone: whoever wakes first is next. */
const setUp = () => {
  let now = 1_000_000_000;
  let sleepers: { at: number; wake(): void }[] = [];
  const sleep = (ms: number) => new Promise<void>((wake) => sleepers.push({ at: now + ms, wake }));
  const run = async (until = Number.POSITIVE_INFINITY) => {
    for (;;) {
      await new Promise((settled) => setImmediate(settled));
      const at = Math.min(...sleepers.map((s) => s.at));
      if (at === Number.POSITIVE_INFINITY || at > until) break;
      now = at;
      const due = sleepers.filter((s) => s.at === at);
      sleepers = sleepers.filter((s) => s.at !== at);
      for (const { wake } of due) wake();
    }
    if (until !== Number.POSITIVE_INFINITY) now = until;
  };
  const asks: Ask[] = [];
  const ledger = new Ledger();
  const ask: Request['ask'] = async (asked) => {
    asks.push(asked);
    await sleep(TRIP_MS / 2);
    const { answer } = ledger.ask(asked, now);
    await sleep(TRIP_MS / 2);
    return answer;
  };
  const isolate = new Isolate({ now: () => now, sleep });
  const take = (limit: number, over: Partial<Request> = {}) =>
    isolate.take({ object: 'o', claims: claims(limit), lease: true, ask, ...over });
  return { run, asks, take, sleep, now: () => now };
};

/** What came of requests once all is quiet. */
const settle = async <T>(w: ReturnType<typeof setUp>, work: Promise<T>[]) => {
  const settled = Promise.allSettled(work);
  await w.run();
  return settled;
};

describe('an isolate', () => {
  it('asks once for itself and once for all who came meanwhile', async () => {
    const w = setUp();
    const verdicts = await settle(
      w,
      Array.from({ length: 50 }, () => w.take(30)),
    );
    const allowed = verdicts.filter((v) => v.status === 'fulfilled' && v.value.allowed);
    expect([allowed.length, verdicts.filter((v) => v.status === 'rejected').length]).toEqual([30, 0]);
    expect(w.asks.map(({ waiting }) => waiting)).toEqual([1, 49]);
  });

  it('refuses from memory, and the time to wait goes down', async () => {
    const w = setUp();
    await settle(
      w,
      Array.from({ length: 5 }, () => w.take(3)),
    );
    const asked = w.asks.length;
    const first = await w.take(3);
    await w.run(w.now() + 7_000);
    const second = await w.take(3);
    expect([first, second]).toMatchObject([
      { allowed: false, asked: false },
      { allowed: false, asked: false },
    ]);
    expect((first.states[0]?.resetMs ?? 0) - (second.states[0]?.resetMs ?? 0)).toBe(7_000);
    expect(w.asks.length).toBe(asked);
    await w.run(w.now() + (second.states[0]?.resetMs ?? 0));
    expect(await settle(w, [w.take(3)])).toMatchObject([{ value: { allowed: true, asked: true } }]);
  });

  it('does not take a limit that was raised for one that is used up', async () => {
    const w = setUp();
    await settle(w, [w.take(1), w.take(1)]);
    expect(await settle(w, [w.take(1), w.take(2)])).toMatchObject([
      { value: { allowed: false } },
      { value: { allowed: true } },
    ]);
  });

  it('leaves nobody waiting for a request that was cancelled', async () => {
    const w = setUp();
    const never = () => new Promise<never>(() => undefined);
    const began = w.now();
    void w.take(30, { ask: never });
    const after: number[] = [];
    const others = Array.from({ length: 5 }, () => w.take(30).finally(() => after.push(w.now() - began)));
    expect((await settle(w, others)).every((v) => v.status === 'fulfilled' && v.value.allowed)).toBe(true);
    expect(Math.max(...after)).toBeLessThan(2 * ASK_MAX_MS);
  });

  it('tells those who wait nothing of an ask that failed: the next one asks again', async () => {
    const w = setUp();
    const fails = async () => {
      await w.sleep(TRIP_MS);
      throw new Error('down');
    };
    expect(await settle(w, [w.take(30, { ask: fails }), w.take(30), w.take(30)])).toMatchObject([
      { status: 'rejected' },
      { value: { allowed: true } },
      { value: { allowed: true } },
    ]);
  });

  it('uses nothing of an answer that comes too late', async () => {
    const w = setUp();
    const slow = async (asked: Ask) => {
      await w.sleep(WAITING_MS);
      return new Ledger().ask({ ...asked, ahead: 10 }, w.now()).answer;
    };
    expect(await settle(w, [w.take(30, { ask: slow })])).toMatchObject([{ status: 'rejected' }]);
    await settle(w, [w.take(30)]);
    expect(w.asks.length).toBe(1);
  });

  it('decides nearly all of a steady stream from memory, and nothing of one that may not be leased', async () => {
    const share = async (lease: boolean) => {
      const w = setUp();
      let [all, waited] = [0, 0];
      for (let i = 0; i < 600; i += 1) {
        await w.run(w.now() + 100);
        const [verdict] = await settle(w, [w.take(1_500, { lease })]);
        if (verdict?.status !== 'fulfilled' || !verdict.value.allowed) throw new Error('Refused');
        if (i < 60) continue;
        all += 1;
        if (verdict.value.asked) waited += 1;
      }
      return 1 - waited / all;
    };
    expect(await share(true)).toBeGreaterThan(0.95);
    expect(await share(false)).toBe(0);
  });
});
