/**
 * The other side of the Worker in a process of its own, so that its work is measured apart from the Worker's and from
 * the one who asks: Neon's endpoint in front of PostgreSQL, the providers, the mail sink. Prints one line when ready.
 * Usage: node bench/endpoints.ts PG_PORT
 */
import { startMailServer } from '../dev/mail/server.ts';
import { startNeon } from '../dev/neon/server.ts';
import { startProviders } from '../dev/providers/server.ts';
import { requestIdOf } from '../dev/stack/request-id.ts';

const [neon, providers, mail] = await Promise.all([
  startNeon({ pgPort: Number(process.argv[2]), requestIdOf }),
  startProviders(),
  startMailServer(),
]);
console.log(JSON.stringify({ pid: process.pid, neonPort: neon.port, providersUrl: providers.url, mailUrl: mail.url }));
