import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure, offline } from '../../../lib/failure.ts';
import { type Part, partsOf } from './parts.ts';
import { LANES, type SendParts, sendParts, TRIES } from './send-parts.ts';

const server = (fails: (part: number, attempt: number) => unknown) => {
  const got: number[] = [];
  const tries = new Map<number, number>();
  let open = 0;
  let most = 0;
  const send: SendParts['send'] = async (part: Part, onSent) => {
    const attempt = (tries.get(part.number) ?? 0) + 1;
    tries.set(part.number, attempt);
    most = Math.max(most, ++open);
    await Promise.resolve();
    onSent(Math.floor((part.end - part.start) / 2));
    await Promise.resolve();
    open--;
    const failure = fails(part.number, attempt);
    if (failure !== null) throw failure;
    got.push(part.number);
  };
  return { got, tries, send, most: () => most };
};

const run = (options: Partial<SendParts> & Pick<SendParts, 'send' | 'parts'>) => {
  const seen: number[] = [];
  const signal = options.signal ?? new AbortController().signal;
  const done = sendParts({
    have: new Set(),
    onProgress: (bytes) => seen.push(bytes),
    wait: async () => {},
    ...options,
    signal,
  });
  return { done, seen };
};

test('whatever fails for a while, each missing part arrives once and the bar ends at the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 5, max: 60 }),
      fc.array(fc.integer({ min: 0, max: TRIES - 1 }), { minLength: 1, maxLength: 12 }),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
      async (total, partBytes, failures, there) => {
        const parts = partsOf(total, partBytes);
        const have = new Set(parts.filter((_, at) => there[at % there.length]).map(({ number }) => number));
        const fake = server((part, attempt) =>
          attempt <= (failures[part % failures.length] ?? 0) ? new Failure('internal', 'x', { status: 503 }) : null,
        );
        const { done, seen } = run({ parts, have, send: fake.send });
        await done;
        expect(fake.got.toSorted((a, b) => a - b)).toEqual(
          parts.map(({ number }) => number).filter((number) => !have.has(number)),
        );
        expect(seen.at(-1)).toBe(total);
        expect(Math.max(...seen)).toBeLessThanOrEqual(total);
        expect(fake.most()).toBeLessThanOrEqual(LANES);
      },
    ),
    { numRuns: 60 },
  );
});

test('a refusal that no other try can change ends all of it at once', async () => {
  const fake = server((part) => (part === 2 ? new Failure('payload_too_large', 'Too large', { status: 413 }) : null));
  const { done } = run({ parts: partsOf(100, 10), send: fake.send });
  await expect(done).rejects.toMatchObject({ code: 'payload_too_large' });
  expect(fake.tries.get(2)).toBe(1);
  expect(fake.got.length).toBeLessThan(9);
});

test('a line that stays away is given up after so many tries, with its own failure', async () => {
  const fake = server(() => offline());
  const { done } = run({ parts: partsOf(10, 10), send: fake.send });
  await expect(done).rejects.toMatchObject({ code: 'offline' });
  expect(fake.tries.get(1)).toBe(TRIES);
});

test('cancelling stops it: nothing more is sent', async () => {
  const abort = new AbortController();
  const fake = server((part) => {
    if (part === 1) abort.abort();
    return null;
  });
  const { done } = run({ parts: partsOf(100, 10), send: fake.send, signal: abort.signal });
  await expect(done).rejects.toMatchObject({ name: 'AbortError' });
  expect(fake.got.length).toBeLessThanOrEqual(LANES);
});

test('it says when it waits for the line, and when it goes on', async () => {
  const told: boolean[] = [];
  const fake = server((part, attempt) => (part === 1 && attempt === 1 ? offline() : null));
  const { done } = run({ parts: partsOf(30, 10), send: fake.send, onWaiting: (waiting) => told.push(waiting) });
  await done;
  expect(told).toEqual([true, false]);
});
