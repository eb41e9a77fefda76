/** `npm start`: the whole product on this machine, until Ctrl-C. Options: --verbose, --latency MS. */
import { parseArgs } from 'node:util';
import { seedDemo } from '../database/demo.ts';
import { LOGIN_ROLES, migrate, newPasswords, OWNER, prepareDatabase, setPasswords } from '../database/migrate.ts';
import { onEnd } from '../process/lifetime.ts';
import { prefixed } from '../process/lines.ts';
import { StopStack } from '../process/stop-stack.ts';
import { startProviders } from '../providers/server.ts';
import { banner } from '../stack/banner.ts';
import type { DatabaseInput, Parts } from '../stack/parts.ts';
import { startStack } from '../stack/stack.ts';
import { buildFrontEnd } from '../worker/front-end.ts';

const DEFAULT_PORT = 8787;

const parts: Parts = {
  async prepareDatabase({ adminUrl, database, appDomain, log }: DatabaseInput) {
    // New at every start: nothing but this stack's Worker needs them, and none is kept on disk for long.
    const passwords = newPasswords();
    await prepareDatabase(adminUrl, database, passwords);
    const ownerUrl = Object.assign(new URL(adminUrl), {
      username: OWNER,
      password: passwords.owner,
      pathname: database,
    });
    await migrate(ownerUrl.href);
    await setPasswords(ownerUrl.href, passwords);
    const accounts = await seedDemo({ ownerUrl: ownerUrl.href, appDomain, log });
    const login = (name: keyof typeof LOGIN_ROLES) => ({ user: LOGIN_ROLES[name], password: passwords[name] });
    return { logins: { app: login('app'), auth: login('auth'), control: login('control') }, accounts };
  },
  startProviders,
  buildFrontEnd,
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { verbose: { type: 'boolean' }, latency: { type: 'string' } } });
  const port = wholeNumber('PORT', process.env.PORT ?? String(DEFAULT_PORT), 1, 65_535);
  const latency = wholeNumber('--latency', values.latency ?? '0', 0, 60_000);
  const stops = new StopStack();
  const stopAll = async () => {
    for (const problem of await stops.stop()) console.error(problem);
  };
  onEnd(stopAll, true);

  const timings: string[] = [];
  const worker = prefixed('worker');
  const postgresUrl = process.env.EDGEWISE_POSTGRES_URL;
  const stack = await startStack(
    {
      port,
      latency,
      print: (line) => console.log(line),
      onTiming: (part, ms) => timings.push(`${part} ${Math.round(ms)} ms`),
      ...(postgresUrl ? { postgresUrl } : {}),
      ...(values.verbose ? { onWorkerLine: worker } : {}),
    },
    parts,
    stops,
  );
  console.log(banner(stack));
  if (values.verbose) console.log(timings.join(', '));
  const error = await stack.failed;
  console.error(error.message);
  await stopAll();
  process.exit(1);
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most && text.trim() !== '') return value;
  throw new Error(`${name} must be a whole number from ${least} to ${most}; it is "${text}".`);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
