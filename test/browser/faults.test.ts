/**
 * The short form of `npm run faults`: providers fail, the runtime is killed, and nothing is lost or charged twice. Leases of the
 * killed are over at once; that they run out by themselves takes a minute, which the long form and `kill.test.ts` take.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { report } from '../../dev/faults/report.ts';
import { runFaults } from '../../dev/faults/run.ts';

test('sixteen runs with a fifth of calls at fault and a kill: 0 lost, 0 double charges', async (t) => {
  const seed = randomBytes(4).toString('hex');
  t.diagnostic(`seed ${seed}: repeat with npm run faults -- --seed ${seed} --runs 16 --kills 1`);
  const result = await runFaults({ seed, runs: 16, kills: 1, endLeases: true, print: (line) => t.diagnostic(line) });
  assert.deepEqual(result.problems, [], report(result).join('\n'));
  assert.equal(result.accepted, 16);
  assert.ok(result.faulted > 0);
});
