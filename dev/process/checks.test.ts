import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stepsOf } from './checks.ts';

describe('the steps of the tests', () => {
  test('of this folder hold this file, and a filter keeps what it names', () => {
    const files = (filter?: string) => stepsOf('dev', filter).flatMap(({ args }) => args);
    assert.ok(files().includes('dev/process/checks.test.ts'));
    assert.deepEqual(files('process/checks'), ['--test', '--test-concurrency=1', 'dev/process/checks.test.ts']);
    assert.deepEqual(files('no such file'), []);
  });

  test('run by vitest take the filter too, and may then be empty', () => {
    const [step] = stepsOf('unit', 'imports/');
    assert.deepEqual(step?.args.slice(1), ['run', '--project', 'unit', 'imports/', '--passWithNoTests']);
  });
});
