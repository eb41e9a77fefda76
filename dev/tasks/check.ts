/** `npm run check`: format, lint, types, import rules. Never writes. */
import { stepsOf } from '../process/checks.ts';
import { runSteps } from '../process/steps.ts';

process.exitCode = await runSteps(stepsOf('check'));
