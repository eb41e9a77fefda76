/** `npm run fix`: formats, and mends what the linter can. */
import { BIOME } from '../process/checks.ts';
import { packageStep, runSteps } from '../process/steps.ts';

process.exitCode = await runSteps([packageStep('fix', BIOME, 'check', '--write')]);
