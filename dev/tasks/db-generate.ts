/** `npm run db:generate`: a migration from what changed in src/db/schema. Read what it wrote before you commit it. */
import { packageStep, runSteps } from '../process/steps.ts';

const step = packageStep('migration', 'drizzle-kit/bin.cjs', 'generate', ...process.argv.slice(2));
process.exitCode = await runSteps([step]);
