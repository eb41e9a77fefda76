import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { startOf } from '../process/identity.ts';
import { freePort } from '../process/port.ts';
import { waitUntil } from '../process/wait.ts';
import type { DomainsOptions } from '../providers/cloudflare-parts.ts';
import { startProviders } from '../providers/server.ts';
import { banner } from './banner.ts';
import type { Parts } from './parts.ts';
import { requestIdOf } from './request-id.ts';
import { type Stack, startStack } from './stack.ts';
import { hold, holder } from './state.ts';

const LIMIT_MS = 60_000;
const base = mkdtempSync(join(tmpdir(), 'stack-test-'));
const cwd = join(base, 'worker');
const dir = join(base, 'state');
const PASSWORD = "p$a ss/w'o".replace("'", '');

/** A Worker of our own with the product's settings: it counts in KV, mails, and tells what it was given. */
const WORKER = `
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === '/healthz') return new Response('ok');
    if (pathname === '/count') {
      const count = Number(await env.HOSTS.get('count')) + 1;
      await env.HOSTS.put('count', String(count));
      return Response.json({ count });
    }
    if (pathname === '/mail') {
      const headers = { authorization: 'Bearer ' + env.MAIL_KEY };
      const mail = { from: 'a@x.test', to: 'b@x.test', subject: 'Hi', text: 'see http://x.test/1' };
      return fetch(env.MAIL_URL + '/emails', { method: 'POST', headers, body: JSON.stringify(mail) });
    }
    return Response.json({ host: request.headers.get('host'), APP_DOMAIN: env.APP_DOMAIN, DATABASE_URL: env.DATABASE_URL,
      AUTH_SECRET: env.AUTH_SECRET, EXA_URL: env.EXA_URL, EXA_KEY: env.EXA_KEY, url: request.url,
      domains: [env.DNS_URL, env.CLOUDFLARE_URL, env.CLOUDFLARE_TOKEN, env.CLOUDFLARE_ZONE_ID, env.PROBE_URL] });
  },
};`;
const CONFIG = `name = "t"
main = "worker.js"
compatibility_date = "2026-10-20"
[[kv_namespaces]]
binding = "HOSTS"
id = "t"
`;

let givenDomains: DomainsOptions = {};
const parts: Parts = {
  async prepareDatabase({ adminUrl, appDomain }) {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query('create table if not exists starts (at timestamptz default now())');
    await client.query('insert into starts default values');
    await client.end();
    const login = { user: 'postgres', password: PASSWORD };
    return {
      logins: { app: login, auth: login, control: login },
      accounts: [{ host: `acme.${appDomain}`, email: 'e', password: 'p', role: 'owner' }],
    };
  },
  startProviders: async ({ domains }) => {
    givenDomains = domains;
    return { url: 'http://127.0.0.1:9', stop: async () => {} };
  },
  buildFrontEnd: async () => false,
};

let port = 0;
let stack: Stack;
const printed: string[] = [];
const start = () => startStack({ port, dir, cwd, print: (line) => printed.push(line) }, parts);
const get = async (path: string, init: RequestInit = {}) => {
  const headers = { connection: 'close' };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers,
    signal: AbortSignal.timeout(5_000),
    ...init,
  });
  return (await response.json()) as Record<string, unknown>;
};
const answers = () =>
  get('/').then(
    () => true,
    () => false,
  );

/** Processes below this one, with their command lines. */
function descendants(): { pid: number; args: string }[] {
  const rows = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).stdout.trim().split('\n');
  const all = rows
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .flatMap((m) => (m ? [{ pid: Number(m[1]), parent: Number(m[2]), args: m[3] ?? '' }] : []));
  const found = new Set([process.pid]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid, args }) => pid !== process.pid && found.has(pid) && !args.startsWith('ps '));
}

before(async () => {
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'worker.js'), WORKER);
  writeFileSync(join(cwd, 'wrangler.toml'), CONFIG);
  port = await freePort();
  stack = await start();
});
after(async () => {
  await stack.stop();
  rmSync(base, { recursive: true });
});

describe('the stack', { concurrency: false }, () => {
  test('gives the Worker its settings whatever they hold, and its own host', async () => {
    const seen = await get('/');
    const url = new URL(String(seen.DATABASE_URL));
    assert.equal(decodeURIComponent(url.password), PASSWORD);
    assert.equal(Number(url.port), stack.neon.port);
    assert.equal(seen.host, `127.0.0.1:${port}`);
    assert.deepEqual([seen.APP_DOMAIN, seen.EXA_URL], [`localhost:${port}`, 'http://127.0.0.1:9/exa']);
  });

  test('gives the Worker DNS, Cloudflare and the edge, and the edge reaches the Worker under a host of a customer', async () => {
    const { domains } = await get('/');
    const [dns, api, token, zone, edge] = domains as string[];
    const at = 'http://127.0.0.1:9';
    assert.deepEqual([dns, api, edge], [`${at}/dns/dns-query`, `${at}/cloudflare/client/v4`, `${at}/edge`]);
    assert.equal(token, 'local-stack-cloudflare');
    assert.match(String(zone), /^[0-9a-f]{32}$/);

    const { worker, state, demo } = givenDomains;
    assert.deepEqual([worker, state, demo], [`http://127.0.0.1:${port}`, join(dir, 'domains.json'), true]);
    const providers = await startProviders({ domains: { demo: true, ...(worker ? { worker } : {}) } });
    try {
      const send = (path: string, body: unknown, headers = {}) =>
        fetch(`${providers.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      const host = 'gifts.acme.example';
      const ssl = { method: 'http', type: 'dv' };
      const authorization = `Bearer ${token}`;
      await send(`/cloudflare/client/v4/zones/${zone}/custom_hostnames`, { hostname: host, ssl }, { authorization });
      await send(`/_control/cloudflare/hostnames/${host}`, { status: 'active', ssl: 'active' });
      const seen = await fetch(`${providers.url}/edge/probe?url=https%3A%2F%2F${host}%2Fdeep%2Fpath`);
      const answer = (await seen.json()) as Record<string, unknown>;
      assert.deepEqual([answer.host, answer.url], [host, `http://${host}/deep/path`]);
    } finally {
      await providers.stop();
    }
  });

  test('prints what is mailed', async () => {
    await get('/mail');
    assert.ok(printed.includes('mail to b@x.test: Hi http://x.test/1'));
  });

  test('prints one block with a line for each account', () => {
    assert.match(banner(stack), new RegExp(`^demo acme\\.localhost:${port} e p owner$`, 'm'));
  });

  test('refuses a second one in the same checkout, naming the first', async () => {
    await assert.rejects(
      start(),
      new RegExp(`already runs in this checkout: http://localhost:${port} \\(process ${process.pid}\\)`),
    );
    assert.ok(await answers(), 'and leaves the first alone');
  });

  for (const which of [0, 1]) {
    test(`answers again when ${which === 0 ? 'the first' : 'the second'} runtime process is killed`, async () => {
      const runtimes = descendants()
        .filter(({ args }) => /workerd\S* serve/.test(args))
        .sort((a, b) => a.pid - b.pid);
      const victim = runtimes[which];
      assert.ok(victim);
      process.kill(victim.pid, 'SIGKILL');
      assert.ok(await waitUntil(() => startOf(victim.pid) === undefined, LIMIT_MS));
      assert.ok(await waitUntil(answers, LIMIT_MS));
    });
  }

  test('starts wrangler again when it is killed, and says so', async () => {
    printed.length = 0;
    const wrangler = descendants().find(({ args }) => /node\S* \S*wrangler\.js dev/.test(args));
    assert.ok(wrangler);
    process.kill(wrangler.pid, 'SIGKILL');
    assert.ok(await waitUntil(() => printed.some((line) => line.includes('starting it again')), LIMIT_MS));
    assert.ok(await waitUntil(answers, LIMIT_MS));
  });

  test('leaves no process, and a later start finds the state, the secret and the mails, and .dev.vars goes over all', async () => {
    const { count } = await get('/count');
    const secret = (await get('/')).AUTH_SECRET;
    assert.deepEqual(await stack.stop(), []);
    assert.deepEqual(descendants(), []);
    assert.equal(await holder(join(dir, 'stack.json')), undefined);
    writeFileSync(join(cwd, '.dev.vars'), 'EXA_KEY=a-real-key\n');
    stack = await start();
    assert.equal((await get('/count')).count, Number(count) + 1);
    const seen = await get('/');
    assert.deepEqual([seen.AUTH_SECRET, seen.EXA_KEY], [secret, 'a-real-key']);
    assert.equal(stack.mail.mails().length, 1);
  });

  test('names a busy port and leaves nothing running', async () => {
    const before = descendants().length;
    const other = { port, dir: join(base, 'other'), cwd, print: () => {} };
    await assert.rejects(
      startStack(other, parts),
      new RegExp(`^Error: Port ${port} is in use\\. .*PORT=\\d+ npm start\\.$`),
    );
    assert.equal(descendants().length, before);
    assert.ok(!readdirSync(join(base, 'other')).includes('stack.json'));
  });

  test('ends what was started when a later part fails', async () => {
    const before = descendants().length;
    const failing = { ...parts, startProviders: () => Promise.reject(new Error('no providers today')) };
    const options = { port: await freePort(), dir: join(base, 'failing'), cwd, print: () => {} };
    await assert.rejects(startStack(options, failing), /no providers today/);
    assert.equal(descendants().length, before);
  });

  test('gives up with the end of its log when the Worker does not become ready', async () => {
    const broken = join(base, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'worker.js'), 'export default {');
    writeFileSync(join(broken, 'wrangler.toml'), CONFIG);
    const options = { port: await freePort(), dir: join(base, 'broken-state'), cwd: broken, print: () => {} };
    await assert.rejects(startStack(options, parts), /did not become ready[\s\S]*worker\.js/);
  });

  test('tells when the database dies', async () => {
    const pid = Number.parseInt(readFileSync(join(dir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 'SIGKILL');
    assert.match((await stack.failed).message, /PostgreSQL died/);
  });
});

describe('the note of who runs', () => {
  test('of a killed process is taken over', async () => {
    const file = join(base, 'note.json');
    writeFileSync(file, JSON.stringify({ process: { pid: process.pid, started: 'another time' }, port: 1 }));
    assert.equal((await holder(file))?.alive, false);
    const release = await hold(2, file);
    assert.deepEqual(await holder(file), { port: 2, pid: process.pid, alive: true });
    release();
    assert.equal(await holder(file), undefined);
  });

  test('is taken over at once when its process is killed at that very moment', async () => {
    const file = join(base, 'dying.json');
    const child = spawn('sleep', ['1000']);
    const pid = child.pid ?? 0;
    writeFileSync(file, JSON.stringify({ process: { pid, started: startOf(pid) }, port: 1 }));
    child.kill('SIGKILL');
    (await hold(2, file))();
  });
});

describe('the id of a request', () => {
  const enter = {
    query: 'select app.enter($1, $2, $3, $4, $5, $6, $7)',
    params: ['t', 'member', 'u', 's', 'owner', 'work', 'r-1'],
  };
  test('is read from the entrance, and from nothing else', () => {
    assert.equal(requestIdOf([enter, { query: 'select 1', params: [] }]), 'r-1');
    assert.equal(requestIdOf([{ ...enter, params: enter.params.slice(0, 6) }]), undefined);
    assert.equal(requestIdOf([{ query: 'select 1', params: enter.params }]), undefined);
    assert.equal(requestIdOf([]), undefined);
  });
});
