import { type LiveMessage, liveMessage } from '../../../src/features/live/contract.ts';
import type { EnrichmentState, Profile, Source, SourceStatus } from '../../../src/features/prospects/contract.ts';
import { newId } from '../../../src/lib/ids.ts';
import type { Bindings } from '../../../src/platform/env.ts';
import type { Member } from '../../support/tenants.ts';
import { admin, testEnv } from '../../support/worker.ts';

/** The control address of the providers that are emulated. */
const control = String((testEnv as unknown as Record<string, string>).PROVIDERS_CONTROL_URL);

const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const r = await fetch(`${control}/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!r.ok) throw new Error(`${method} ${path} answered ${r.status}: ${await r.text()}`);
  return r.json();
};

export type Fault = {
  provider: 'apollo' | 'exa' | 'contactout' | 'edgar' | 'anthropic';
  fault: string;
  match?: string;
  path?: string;
  times?: number;
  retryAfter?: number;
  body?: string;
  status?: number;
  stage?: 'before' | 'after';
  ms?: number;
};
export const setFaults = (faults: Fault[]) => ask('PUT', 'faults', faults);
/** Many runs ask at once here, which no test is about. */
export const noLimits = async () => {
  for (const provider of ['edgar', 'exa']) await ask('PUT', 'limits', { provider, off: true });
};

export type Call = {
  provider: string;
  path: string;
  query: Record<string, string>;
  body: string;
  status: number;
  billed: { units: number };
  fault: string | null;
  personKey: string | null;
};
/** The calls that speak of a name. EDGAR is asked for the family name first. */
export const callsAbout = async (name: string, provider?: string): Promise<Call[]> => {
  const all = (await ask('GET', `calls${provider === undefined ? '' : `?provider=${provider}`}`)) as Call[];
  return all.filter((call) => `${JSON.stringify(call.query)} ${call.body}`.includes(name));
};

export type Person = { name: string; company: string | null; email?: string; title?: string };
/** A prospect of a tenant, as an import would have made it. */
export const addProspect = async (member: Member, person: Person): Promise<string> => {
  const id = newId();
  await admin`
    insert into prospects (tenant_id, id, name, company, email, email_key, title)
    values (${member.tenant.id}, ${id}, ${person.name}, ${person.company}, ${person.email ?? null},
            ${person.email?.toLowerCase() ?? null}, ${person.title ?? null})`;
  return id;
};

/** The profile without starting anything: what another site's page would see. */
export const peek = (member: Member, id: string): Promise<Profile> =>
  member.json<Profile>(`/api/v1/prospects/${id}`, { headers: { 'sec-fetch-site': 'cross-site' } });

export const openProfile = (member: Member, id: string): Promise<Profile> =>
  member.json<Profile>(`/api/v1/prospects/${id}`);

/** What the workspace's socket says until it is closed. */
export const listen = async (member: Member, on: (message: LiveMessage) => void): Promise<() => void> => {
  const hub = (testEnv as unknown as Bindings).HUB.getByName(member.tenant.id);
  const response = await hub.fetch(new Request('http://hub/', { headers: { upgrade: 'websocket' } }));
  const socket = response.webSocket;
  if (!socket) throw new Error(`No socket: ${response.status}`);
  socket.addEventListener('message', ({ data }) => on(liveMessage.parse(JSON.parse(String(data)))));
  socket.accept();
  return () => socket.close();
};

const hasEnded = ({ status }: EnrichmentState): boolean => ['done', 'partial', 'failed'].includes(status);

/** The profile once its run has ended, which the socket tells. */
export const enriched = async (member: Member, id: string): Promise<Profile> => {
  let tell: () => void = () => {};
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const close = await listen(member, (message) => {
    if (message.type === 'enrichment' && message.prospectId === id && hasEnded(message.enrichment)) tell();
  });
  const now = await peek(member, id);
  if (!hasEnded(now.enrichment)) await told;
  close();
  return hasEnded(now.enrichment) ? now : peek(member, id);
};

export const sourceOf = (profile: Profile, source: Source): SourceStatus => {
  const found = profile.enrichment.sources.find((one) => one.source === source);
  if (!found) throw new Error(`${source} took no part`);
  return found;
};

export const chosenOf = (profile: Profile, field: string) =>
  profile.fields.find((one) => one.field === field && one.chosen);

/** The tenant's account and the entries of one job, by source. */
export const money = async (member: Member, jobId: string | null) => {
  const [account] =
    await admin`select granted, reserved, spent from credit_accounts where tenant_id = ${member.tenant.id}`;
  const entries = await admin`
    select provider, state, reserved, settled from credit_ledger where tenant_id = ${member.tenant.id} and job_id = ${jobId} order by provider`;
  return {
    reserved: Number(account?.reserved),
    spent: Number(account?.spent),
    entries: entries.map((e) => `${e.provider} ${e.state} ${e.settled}/${e.reserved}`),
  };
};
