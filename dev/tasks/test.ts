/** `npm test`: everything that is checked, up to the first failure. `npm test -- --only workerd [part of a path]`. */
import { parseArgs } from 'node:util';
import { PARTS, type Part, stepsOf } from '../process/checks.ts';
import { runSteps } from '../process/steps.ts';
import { buildFrontEnd } from '../worker/front-end.ts';

const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
const isPart = (text: string): text is Part => PARTS.some((part) => part === text);

async function main(): Promise<number> {
  const { only } = values;
  if (only !== undefined && !isPart(only)) throw new Error(`--only takes one of ${PARTS.join(', ')}; not "${only}".`);
  const [filter] = positionals;
  // A filter names test files, which the check has none of.
  const parts = only ? [only] : PARTS.filter((part) => filter === undefined || part !== 'check');
  for (const part of parts) {
    const steps = stepsOf(part, filter);
    if (steps.length > 0 && (part === 'workerd' || part === 'browser')) await buildFrontEnd();
    const code = await runSteps(steps);
    if (code !== 0) return code;
  }
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
