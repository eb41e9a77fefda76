/** `npm run db:migrate`: brings a database elsewhere up to date; `OWNER_DATABASE_URL` logs in as the tables' owner. */
import { migrate } from '../database/migrate.ts';

const url = process.env.OWNER_DATABASE_URL;
if (url) {
  await migrate(url);
  console.log('The schema is up to date.');
} else {
  console.error('Set OWNER_DATABASE_URL to the database to migrate; npm start migrates the local one by itself.');
  process.exitCode = 1;
}
