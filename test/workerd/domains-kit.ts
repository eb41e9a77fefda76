import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import type { DomainDetail } from '../../src/features/domains/contract.ts';
import { proofOf } from '../../src/features/domains/keys.ts';
import { newId } from '../../src/lib/ids.ts';
import { readEnv } from '../../src/platform/env.ts';
import { eventually } from '../support/imports.ts';
import type { Member } from '../support/tenants.ts';
import { admin, fetchWorker, testEnv } from '../support/worker.ts';

export const FALLBACK = 'domains.localhost';

/** Orders something of the emulators. */
export const order = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const r = await fetch(`${testEnv.PROVIDERS_CONTROL_URL}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!r.ok) throw new Error(`${method} ${path} answered ${r.status}: ${await r.text()}`);
  return r.json();
};

type Zone = { servfail?: boolean; negativeTtl?: number };
type Rr = { name: string; type: string; data: string; proxied?: boolean; cachedFor?: number };

/** A zone of a test's own, in the place of what it held before. */
export const publish = (zone: string, records: Rr[], more: Zone = {}) =>
  order('POST', '/dns/zones', { name: zone, records, ...more });

export const newZone = (): string => `z${newId().slice(-12)}.example`;
export const cname = (name: string, data = FALLBACK): Rr => ({ name, type: 'CNAME', data });
export const txt = (host: string, data: string): Rr => ({ name: `_edgewise.${host}`, type: 'TXT', data });
export const proofFor = (member: Member, host: string) => proofOf(readEnv(testEnv), member.tenant.id, host);
/** All that a customer has to set, by what the tenant's page shows. */
export const rightRecords = async (member: Member, host: string): Promise<Rr[]> => [
  cname(host),
  txt(host, await proofFor(member, host)),
];

/** What Cloudflare and its edge do in some minutes: certificate in place, and the name leads to the Worker. */
export const takeUp = async (host: string): Promise<void> => {
  await order('POST', `/cloudflare/hostnames/${host}`, { status: 'active', ssl: 'active' });
  await order('POST', `/edge/hosts/${host}`, { body: '{token}' });
};

export const add = (member: Member, host: string, surface = 'app') =>
  member.fetch('/api/v1/domains', { method: 'POST', body: { host, surface } });
export const added = (member: Member, host: string) =>
  member.json<DomainDetail>('/api/v1/domains', { method: 'POST', body: { host } });
export const detail = (member: Member, id: string) => member.json<DomainDetail>(`/api/v1/domains/${id}`);

/** Looks at a domain as if the last look were long ago. */
export const check = async (member: Member, id: string): Promise<DomainDetail> => {
  await admin`update domains set checked_at = checked_at - interval '1 minute' where id = ${id}`;
  return member.json<DomainDetail>(`/api/v1/domains/${id}/check`, { method: 'POST' });
};

const watchOf = (member: Member, id: string) =>
  testEnv.DOMAIN_WATCH.getByName(`${member.tenant.id}:${id}`) as unknown as DurableObjectStub;

/** Rings a domain's alarm. False where none is set. */
export const alarm = (member: Member, id: string): Promise<boolean> => runDurableObjectAlarm(watchOf(member, id));
export const alarmAt = (member: Member, id: string): Promise<number | null> =>
  runInDurableObject(watchOf(member, id), (_, { storage }) => storage.getAlarm());

/** Looks until a name serves: on a busy machine a question to the resolver may come to nothing. */
const READY_LOOKS = 5;

/** A name that serves. */
export const ready = async (member: Member, host: string, zone: string): Promise<DomainDetail> => {
  await publish(zone, await rightRecords(member, host));
  await takeUp(host);
  const { id } = await added(member, host);
  let domain = await check(member, id);
  for (let looks = 1; looks < READY_LOOKS && domain.state !== 'ready'; looks += 1) domain = await check(member, id);
  if (domain.state !== 'ready') throw new Error(`Not ready: ${JSON.stringify(domain.lights)}`);
  return domain;
};

/** Whose workspace answers under a host to this member's session: the API's status. */
export const asked = async (member: Member, host: string): Promise<number> =>
  (await fetchWorker(host, '/api/v1/me', { headers: { cookie: member.cookie } })).status;

export const kinds = (domain: DomainDetail): string[] => domain.events.map((event) => event.kind).reverse();
export const states = ({ lights }: Pick<DomainDetail, 'lights'>) => [
  lights.hostname.state,
  lights.certificate.state,
  lights.site.state,
];

/** Runs statements in a transaction that stays open for a while, and `meanwhile` as soon as they have been run. */
export const during = async <T>(
  statements: Parameters<typeof admin.transaction>[0],
  meanwhile: () => Promise<T>,
): Promise<T> => {
  const open = admin.transaction([...(statements as []), admin`select pg_sleep(2)`]);
  await eventually(
    () => admin`select from pg_locks l join pg_stat_activity s on s.pid = l.pid
      where s.wait_event = 'PgSleep' and s.datname = current_database()`,
    (rows) => rows.length > 0,
  );
  const result = await meanwhile();
  await open;
  return result;
};
