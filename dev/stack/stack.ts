/** The whole product on this machine: every part in order, supervised, and ended in the reverse order. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type MailServer, startMailServer } from '../mail/server.ts';
import type { Neon } from '../neon/server.ts';
import { startNeon } from '../neon/server.ts';
import { startPostgres } from '../postgres/server.ts';
import { logFile } from '../process/lines.ts';
import { LOCAL, ROOT } from '../process/paths.ts';
import { assertPortFree } from '../process/port.ts';
import { StopStack } from '../process/stop-stack.ts';
import { startCron } from '../worker/cron.ts';
import { startRuntime } from '../worker/runtime.ts';
import { keptSecret, workerSettings, writeSettings } from '../worker/settings.ts';
import type { DemoAccount, Parts, Providers } from './parts.ts';
import { requestIdOf } from './request-id.ts';
import { hold, holder } from './state.ts';

export const DATABASE = 'edgewise';
/** How long the port of a stack that was killed may still be held by its ending runtime. */
const LEFT_PORT_MS = 10_000;

export interface StackOptions {
  readonly port: number;
  /** Milliseconds added to each round trip to the database. */
  readonly latency?: number;
  /** Connects to this server instead of starting the embedded one; `postgres://` URL of a role that may make roles. */
  readonly postgresUrl?: string;
  /** Where the state is kept. */
  readonly dir?: string;
  /** The folder with wrangler.toml. */
  readonly cwd?: string;
  readonly healthPath?: string;
  /** A line for the person at the terminal. */
  readonly print: (line: string) => void;
  /** How long a part took to start. */
  readonly onTiming?: (part: string, ms: number) => void;
  /** Each line of the runtime's output. */
  readonly onWorkerLine?: (line: string) => void;
}

export interface Stack {
  readonly port: number;
  readonly accounts: readonly DemoAccount[];
  readonly neon: Neon;
  readonly mail: MailServer;
  readonly providers: Providers;
  /** Settles with the reason when a part is gone that the stack cannot do without. */
  readonly failed: Promise<Error>;
  /** @returns what did not end as it should, one line each. */
  stop(): Promise<string[]>;
}

/**
 * Starts everything and settles when the Worker is ready. On a failure, or when `stop` is called meanwhile through
 * `stops`, what was started is ended again.
 */
export async function startStack(options: StackOptions, parts: Parts, stops = new StopStack()): Promise<Stack> {
  try {
    return await start(options, parts, stops);
  } catch (error) {
    await stops.stop();
    throw error;
  }
}

async function start(options: StackOptions, parts: Parts, stops: StopStack): Promise<Stack> {
  const { port, latency = 0, postgresUrl, dir = LOCAL, cwd = ROOT, healthPath = '/healthz', print } = options;
  const timed = async <T>(part: string, work: () => Promise<T>): Promise<T> => {
    if (stops.stopping) throw new Error('Stopped while starting.');
    const begun = performance.now();
    const result = await work();
    options.onTiming?.(part, performance.now() - begun);
    return result;
  };
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const note = join(dir, 'stack.json');
  const killed = (await holder(note))?.alive === false;
  await stops.add('note', await hold(port, note));
  await assertPortFree(port, killed ? LEFT_PORT_MS : 0);
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<Error>((resolve) => {
    fail = resolve;
  });

  const building = timed('front end', () => parts.buildFrontEnd());
  building.catch(() => {}); // awaited below; until then another failure may come first
  const server = postgresUrl
    ? otherServer(postgresUrl)
    : await timed('postgres', () => embedded(join(dir, 'postgres'), join(dir, 'logs', 'postgres.log'), stops, fail));
  const prepared = await timed('database', () =>
    parts.prepareDatabase({ adminUrl: server.url, database: DATABASE, appDomain: `localhost:${port}`, log: print }),
  );
  const neon = await timed('neon', () => startNeon({ pgHost: server.host, pgPort: server.port, latency, requestIdOf }));
  await stops.add('neon endpoint', neon.stop);
  const domains = { worker: `http://127.0.0.1:${port}`, state: join(dir, 'domains.json'), demo: true };
  const providers = await timed('providers', () =>
    parts.startProviders({ log: join(dir, 'providers.jsonl'), domains }),
  );
  await stops.add('providers', () => providers.stop());
  const mail = await startMailServer({ file: join(dir, 'mail.jsonl'), print: (line) => print(`mail ${line}`) });
  await stops.add('mail', mail.stop);
  await building;

  const settingsFile = join(dir, 'worker.env');
  const input = { port, neonPort: neon.port, database: DATABASE, logins: prepared.logins };
  const secrets = {
    authSecret: keptSecret(join(dir, 'auth-secret')),
    keySecret: keptSecret(join(dir, 'key-secret')),
  };
  const urls = { providersUrl: providers.url, mailUrl: mail.url, ...secrets };
  writeSettings(settingsFile, workerSettings({ ...input, ...urls }));
  const log = logFile(join(dir, 'logs', 'worker.log'));
  await stops.add('worker log', log.close);
  const runtime = await timed('worker', () =>
    startRuntime({
      port,
      // What a person puts into .dev.vars goes over ours: real keys and addresses of providers, another database.
      envFiles: [settingsFile, join(cwd, '.dev.vars')],
      stateDir: join(dir, 'worker'),
      healthPath,
      log,
      cwd,
      onRestart: (why) => print(`The Worker's runtime died (${why}); starting it again.`),
      ...(options.onWorkerLine ? { onLine: options.onWorkerLine } : {}),
    }),
  );
  await stops.add('worker', runtime.stop);
  await stops.add('cron', startCron(port).stop);
  void runtime.failed.then(fail);
  return { port, accounts: prepared.accounts, neon, mail, providers, failed, stop: () => stops.stop() };
}

interface Server {
  readonly url: string;
  readonly host: string;
  readonly port: number;
}

async function embedded(dir: string, file: string, stops: StopStack, fail: (error: Error) => void): Promise<Server> {
  const log = logFile(file);
  await stops.add('postgres log', log.close);
  const postgres = await startPostgres({ dir, log: log.write });
  await stops.add('postgres', postgres.stop);
  void postgres.exited.then(({ code }) => {
    if (!stops.stopping) fail(new Error(`PostgreSQL died (exit ${code}); its log is ${file}.\n${log.tail()}`));
  });
  return { url: postgres.url(), host: '127.0.0.1', port: postgres.port };
}

function otherServer(text: string): Server {
  const url = new URL(text);
  return { url: text, host: url.hostname, port: Number(url.port || 5432) };
}
