/** `npm run deploy`: builds and uploads; a dry run where no Cloudflare account is set. */
import { packageStep, runSteps } from '../process/steps.ts';
import { buildFrontEnd } from '../worker/front-end.ts';

const missing = ['CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_ACCOUNT_ID'].filter((name) => !process.env[name]);
await buildFrontEnd({ force: true });
const dry = missing.length > 0 ? ['--dry-run', '--outdir', 'dist'] : [];
if (dry.length > 0) console.log(`A dry run, as ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set.`);
const step = packageStep('deploy', 'wrangler/bin/wrangler.js', 'deploy', '--minify', ...dry);
process.exitCode = await runSteps([step]);
