import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { stepsOf } from './checks.ts';

describe('the steps of the tests', () => {
  test('of this folder hold this file, and a filter keeps what it names', () => {
    const files = (filter?: string) => stepsOf('dev', filter).flatMap(({ args }) => args);
    assert.ok(files().includes('dev/process/checks.test.ts'));
    const kept = files('process/checks').filter((arg) => !arg.startsWith('--'));
    assert.deepEqual(kept, ['dev/process/checks.test.ts']);
    assert.deepEqual(files('no such file'), []);
  });

  test('end a file whose test hangs, and go on with the next', () => {
    const dir = mkdtempSync(join(tmpdir(), 'edgewise-hang-'));
    const file = (name: string, text: string) => {
      writeFileSync(
        join(dir, name),
        `import { test } from 'node:test'; const timer = setInterval(() => {}, 1_000);\n${text}`,
      );
      return join(dir, name);
    };
    const never = '() => new Promise(() => {})';
    const files = [
      file('a.mjs', `test('hangs', ${never});`),
      file('b.mjs', `test('ends', () => clearInterval(timer));`),
    ];
    const [step] = stepsOf('dev', 'process/checks');
    const options = step?.args.filter((arg) => arg.startsWith('--')) ?? [];
    const args = options.map((arg) => arg.replace(/^(--test-timeout=)\d+$/, '$1500'));
    // A run within a run reports to the one around it, unless it is told that there is none.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { status, stdout } = spawnSync(process.execPath, [...args, ...files], {
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    rmSync(dir, { recursive: true });
    assert.equal(status, 1);
    assert.match(stdout, /✖ hangs/);
    assert.match(stdout, /✔ ends/);
  });

  test('run by vitest take the filter too, and may then be empty', () => {
    const [step] = stepsOf('unit', 'imports/');
    assert.deepEqual(step?.args.slice(1), ['run', '--project', 'unit', 'imports/', '--passWithNoTests']);
  });
});
