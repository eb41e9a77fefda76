/** `npm run bench`: figures, not tests; see docs/performance.md. */
import { main } from '../../bench/main.ts';

await main(process.argv.slice(2));
