import { createRequire } from 'node:module';
import { unstable_getMiniflareWorkerOptions as o } from 'wrangler';
const { workerOptions, ...rest } = o('./wrangler.toml');
console.log(JSON.stringify(workerOptions, null, 1));
console.log(JSON.stringify(rest).slice(0,500));
