/** The steps of `npm run check` and `npm test`. */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.ts';
import { packageStep, type Step } from './steps.ts';

export const BIOME = '@biomejs/biome/bin/biome';
const TSC = 'typescript/bin/tsc';
const VITEST = 'vitest/vitest.mjs';
/** Longer than any test of Node's runner takes on a busy machine: one that hangs is told by its name, and the next ones run. */
const HANGS_AFTER_MS = 8 * 60_000;
const PROJECTS = ['.', 'dev', 'web', 'test', 'test/browser', 'bench'];

/** The parts of the tests, in the order they run in: what fails soonest comes first. */
export const PARTS = ['check', 'dev', 'unit', 'workerd', 'browser'] as const;
export type Part = (typeof PARTS)[number];

/** The steps of one part; `filter` keeps the test files whose path contains it. */
export function stepsOf(part: Part, filter?: string): Step[] {
  switch (part) {
    case 'check':
      return checkSteps();
    case 'dev':
      return nodeTests('dev', 'dev/**/*.test.ts', filter);
    case 'unit':
    case 'workerd': {
      const args = ['run', '--project', part, ...(filter ? [filter, '--passWithNoTests'] : [])];
      // The Worker serves the front end: it has to be there.
      const files = part === 'workerd' ? [{ name: 'front end', args: ['dev/tasks/front-end.ts'] }] : [];
      return [...files, packageStep(part, VITEST, ...args)];
    }
    case 'browser':
      return nodeTests('browser', 'test/browser/**/*.test.ts', filter);
  }
}

/** Format, lint, types and import rules; nothing of it writes. */
function checkSteps(): Step[] {
  const projects = PROJECTS.map((dir) => join(dir, 'tsconfig.json')).filter((file) => existsSync(join(ROOT, file)));
  return [
    packageStep('format and lint', BIOME, 'check', '--error-on-warnings'),
    ...projects.map((file) => packageStep(`types ${file}`, TSC, '-p', file)),
    packageStep('import rules', VITEST, 'run', '--project', 'unit', 'test/rules'),
  ];
}

/**
 * A step of Node's own test runner, one file at a time: two cores are not enough for two databases and a browser. None
 * when a filter leaves no file; without a filter an empty part is a fault, not a success.
 */
function nodeTests(name: string, pattern: string, filter?: string): Step[] {
  const files = globSync(pattern, { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));
  const kept = files.filter((file) => filter === undefined || file.includes(filter)).sort();
  if (kept.length === 0 && filter === undefined) throw new Error(`${name}: there is no test file ${pattern}.`);
  // A limit of time fails a test or a hook; what it left open would keep its file from ending.
  const args = ['--test', '--test-concurrency=1', `--test-timeout=${HANGS_AFTER_MS}`, '--test-force-exit', ...kept];
  return kept.length === 0 ? [] : [{ name, args }];
}
