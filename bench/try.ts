import { openBenchDatabase } from './database.ts';
import { startEndpoints } from './endpoint-process.ts';
import { buildBundles, startWorker } from './worker.ts';
import { signIn } from './members.ts';
import { call } from './http.ts';
import { load } from './load.ts';
import { cpuMs } from './cpu.ts';
const db = await openBenchDatabase(20000, console.log, '/tmp/benchdev');
const ep = await startEndpoints(db.postgres.port);
if (process.argv[2]) await buildBundles();
const w = await startWorker({ database: db, endpoints: ep });
console.log(w, ep);
const c = db.postgres.client(db.name); await c.connect();
const [m] = await signIn(c, 'million', 4);
for (const path of ['/healthz','/api/site','/api/v1/me','/api/v1/prospects?limit=2&q=director','/api/v1/prospects?limit=0']) {
  try { const r = await call({ port: w.port, path, ...m }); console.log(path, r.headers, r.body.slice(0,300)); } catch (e) { console.log(path, String(e).slice(0,300)); }
}
const run = async (name: string, opt: object) => {
  const c0 = cpuMs(w.pid), n0 = cpuMs(ep.pid), l0 = process.cpuUsage();
  const r = await load({ port: w.port, connections: 16, seconds: 2, request: () => ({ path: '/api/v1/jobs/x', host: 'x' }), ...opt });
  const l = process.cpuUsage(l0);
  console.log(name, Math.round(r.requests / r.seconds), 'req/s', 'workerd µs', (cpuMs(w.pid) - c0) * 1000 / r.requests, 'neon µs', (cpuMs(ep.pid) - n0) * 1000 / r.requests, 'load µs', (l.user + l.system) / r.requests);
};
for (let i = 0; i < 3; i++) {
  await run('bare', { port: w.barePort });
  await run('422', { status: 422, request: () => ({ ...m, path: '/api/v1/prospects?limit=0' }) });
  await run('me', { request: () => ({ ...m, path: '/api/v1/me' }) });
  await run('prospects', { request: () => ({ ...m, path: '/api/v1/prospects' }) });
}
await w.stop(); await ep.stop(); await c.end(); await db.postgres.stop();
