import { afterEach, expect, it, vi } from 'vitest';
import { admin } from '../support/worker.ts';

afterEach(() => vi.restoreAllMocks());

it('a round trip leaves no timer behind: an invocation may have 10 000 of them', async () => {
  const set = vi.spyOn(globalThis, 'setTimeout');
  const cleared = vi.spyOn(globalThis, 'clearTimeout');
  expect(await admin`select 1 as one`).toEqual([{ one: 1 }]);
  await expect(admin`select 1 / 0`).rejects.toThrow('division by zero');

  const open = new Set(set.mock.results.map(({ value }) => value));
  for (const [timer] of cleared.mock.calls) open.delete(timer);
  expect({ set: set.mock.calls.length, open: open.size }).toEqual({ set: 2, open: 0 });
});
