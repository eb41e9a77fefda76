/** `npm run build`: the front end, and the Worker's bundle in dist/, without uploading anything. */
import { packageStep, runSteps } from '../process/steps.ts';
import { buildFrontEnd } from '../worker/front-end.ts';

await buildFrontEnd({ force: true });
const args = ['deploy', '--dry-run', '--outdir', 'dist', '--minify'];
process.exitCode = await runSteps([packageStep('worker bundle', 'wrangler/bin/wrangler.js', ...args)]);
