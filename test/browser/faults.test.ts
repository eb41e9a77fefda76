/** The short form of `npm run faults`: providers fail, the runtime is killed, and nothing is lost or charged twice. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { report } from '../../dev/faults/report.ts';
import { runFaults } from '../../dev/faults/run.ts';

test('two dozen runs with a fifth of calls at fault and a kill: 0 lost, 0 double charges', async (t) => {
  const seed = randomBytes(4).toString('hex');
  t.diagnostic(`seed ${seed}: repeat with npm run faults -- --seed ${seed} --runs 24 --kills 1`);
  const result = await runFaults({ seed, runs: 24, kills: 1, print: (line) => t.diagnostic(line) });
  assert.deepEqual(result.problems, [], report(result).join('\n'));
  assert.equal(result.accepted, 24);
  assert.ok(result.faulted > 0);
});
