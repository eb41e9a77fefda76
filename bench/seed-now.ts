import { openBenchDatabase } from './database.ts';
const t = performance.now();
const db = await openBenchDatabase(Number(process.argv[2]), console.log);
console.log('ready', (performance.now()-t)/1000);
await db.postgres.stop();
