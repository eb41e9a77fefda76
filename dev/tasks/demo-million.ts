/** `npm run demo:million`: a tenant with a million prospects in the local database. */
import { main } from '../database/million.ts';

await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
