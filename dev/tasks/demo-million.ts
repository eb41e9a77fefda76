/** `npm run demo:million`: a tenant with a million prospects in the local database. */
import { main } from '../database/million.ts';

await main(process.argv.slice(2));
