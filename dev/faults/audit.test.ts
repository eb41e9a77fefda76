import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, type Call, type Entry } from './audit.ts';

const entry = (more: Partial<Entry> = {}): Entry => ({
  jobId: 'j1',
  step: 'apollo',
  provider: 'apollo',
  state: 'settled',
  credits: 1,
  billed: 1,
  answered: true,
  requestId: 'r1',
  ...more,
});
const call = (more: Partial<Call> = {}): Call => ({
  provider: 'apollo',
  requestId: 'r1',
  status: 200,
  units: 1,
  fault: null,
  ...more,
});
const good = () => ({
  accepted: ['j1'],
  jobs: [{ id: 'j1', state: 'done' }],
  openSources: 0,
  ledger: [entry()],
  calls: [call({ status: 429, units: 0 }), call()],
  account: { spent: 1, reserved: 0 },
});

test('books that fit the calls have no problems, and their sums agree', () => {
  const { problems, sums } = audit(good());
  assert.deepEqual(problems, []);
  assert.deepEqual(sums, [
    { provider: 'apollo', calls: 2, billedCalls: 1, billed: 1, known: 1, unknown: 0, credits: 1 },
  ]);
});

test('a call whose outcome is not known is counted as such', () => {
  const { problems, sums } = audit({
    ...good(),
    ledger: [entry({ state: 'unknown', credits: 0, billed: null })],
    account: { spent: 0, reserved: 1 },
  });
  assert.deepEqual(problems, []);
  assert.deepEqual([sums[0]?.known, sums[0]?.unknown], [0, 1]);
});

test('what the reconciler found is judged by its sum, once all is known', () => {
  const two = (billed: [number, number | null]) => ({
    ...good(),
    ledger: [
      entry({ state: 'refunded', credits: 0, billed: billed[0], answered: false }),
      entry({ jobId: 'j2', requestId: 'r2', state: 'refunded', credits: 0, billed: billed[1], answered: false }),
    ],
    account: { spent: 0, reserved: 0 },
  });
  assert.deepEqual(audit(two([0, 1])).problems, []);
  assert.deepEqual(audit(two([0, null])).problems, []);
  assert.match(audit(two([0, 0])).problems.join(), /the reconciler found 0, the provider billed 1/);
});

for (const [what, change, problem] of [
  ['a lost job', { jobs: [] }, /accepted and lost: j1/],
  ['a job without an end', { jobs: [{ id: 'j1', state: 'running' }] }, /without an end: j1/],
  ['a source without an end', { openSources: 2 }, /2 sources/],
  [
    'two entries for one call',
    { ledger: [entry(), entry({ requestId: 'r2', credits: 0, billed: 0 })] },
    /for the same call/,
  ],
  ['two bills for one entry', { calls: [call(), call()] }, /billed twice/],
  ['a bill without an entry', { calls: [call(), call({ requestId: 'r9' })] }, /in no book: apollo r9/],
  ['a charge without a bill', { calls: [call({ units: 0 })] }, /paid for nothing/],
  [
    'an entry left open',
    { ledger: [entry({ state: 'reserved', credits: 0, billed: null })], account: { spent: 0, reserved: 1 } },
    /still open/,
  ],
  ['another bill than the provider says', { ledger: [entry({ billed: 2 })] }, /another bill/],
  ['an account that spent more', { account: { spent: 2, reserved: 0 } }, /has spent 2/],
] as const) {
  test(`${what} is found`, () => {
    const { problems } = audit({ ...good(), ...change });
    assert.ok(
      problems.some((line) => problem.test(line)),
      problems.join('\n') || 'nothing was found',
    );
  });
}
