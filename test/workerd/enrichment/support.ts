import { type Ctx, makeCtx } from '../../../src/ctx.ts';
import type { Steps } from '../../../src/features/enrichment/engine/enrich.ts';
import { startEnrichment } from '../../../src/features/enrichment/engine/start.ts';
import { type Claim, claimJob } from '../../../src/features/jobs/claim.ts';
import { type LiveMessage, liveMessage } from '../../../src/features/live/contract.ts';
import type { Source } from '../../../src/features/prospects/contract.ts';
import type { EnrichmentState, Profile, SourceStatus } from '../../../src/features/prospects/profile-contract.ts';
import { newId } from '../../../src/lib/ids.ts';
import { type Env, readEnv } from '../../../src/platform/env.ts';
import type { Member } from '../../support/tenants.ts';
import { admin, testEnv } from '../../support/worker.ts';

/** The control address of the providers that are emulated. */
const controlUrl = String((testEnv as unknown as Record<string, string>).PROVIDERS_CONTROL_URL);

/** Asks the emulators' control address. */
export const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const r = await fetch(`${controlUrl}/${path}`, {
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
/** Files run side by side on one set of emulators: each clears its own faults and nobody else's. */
const owner = newId();
export const setFaults = (faults: Fault[]) => control('PUT', `faults?owner=${owner}`, faults);
/** Many runs ask at once here, which no test is about. */
export const noLimits = async () => {
  for (const provider of ['edgar', 'exa']) await control('PUT', 'limits', { provider, off: true });
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
  const all = (await control('GET', `calls${provider === undefined ? '' : `?provider=${provider}`}`)) as Call[];
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
  const response = await member.fetch('/api/v1/live', { headers: { upgrade: 'websocket' } });
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

const noop = async () => {};
/** The Worker's own settings, but nobody is woken: a test decides who works on a job, and when. */
export const quietEnv = (): Env => ({
  ...readEnv(testEnv as unknown as object),
  JOBS: { send: noop, sendBatch: noop } as unknown as Env['JOBS'],
  SWEEPER: { getByName: () => ({ arm: noop }) },
});

/** A gate that lets everything out, and no filings kept: for what is about the sources themselves. */
export const openEnv = (): Env => ({
  ...quietEnv(),
  PROVIDER_GATE: {
    getByName: () => ({
      admit: async () => ({ ok: true, permit: 'any', waitMs: 0 }),
      report: noop,
      look: () => Promise.reject(new Error('Nobody looks here')),
    }),
  },
  FILINGS: { get: async () => null, put: noop } as unknown as Env['FILINGS'],
});

const later = (work: Promise<unknown>) => void work.catch(() => {});

export const memberCtx = (member: Member): Ctx =>
  makeCtx({
    env: quietEnv(),
    tenantId: member.tenant.id,
    actor: { kind: 'member', userId: member.userId, sessionId: member.sessionId, role: 'owner', name: '', email: '' },
    requestId: 'test',
    later,
  });

export const jobCtx = (tenantId: string, jobId: string, env: Env = quietEnv()): Ctx =>
  makeCtx({ env, tenantId, actor: { kind: 'job', jobId }, requestId: `job-${jobId}`, later });

/** Steps as the platform would run them, but for the repeating. */
export const plainSteps: Steps = { plan: (_, work) => work(), work: (_, work) => work() };

export type Started = { member: Member; name: string; id: string; jobId: string; runId: string };
/** A run that was accepted and that nobody was woken for. */
export const accepted = async (member: Member, name: string, company = 'Larkspur Instruments'): Promise<Started> => {
  const id = await addProspect(member, { name, company });
  return { member, name, id, ...(await startEnrichment(memberCtx(member), id)) };
};

/** The next worker's claim, once the one before has been silent for as long as its lease. */
export const claimNow = async (tenantId: string, jobId: string): Promise<Claim> => {
  await admin`update jobs set lease_until = now() - interval '1 second' where id = ${jobId} and lease_until is not null`;
  const claim = await claimJob(jobCtx(tenantId, jobId), jobId);
  if (!claim) throw new Error('The job cannot be claimed');
  return claim;
};

/** What does not fit in a tenant's books: the account against the sum of its ledger. */
export const bookErrors = async (tenantId: string): Promise<string[]> => {
  const [row] = await admin`
    select a.granted, a.reserved, a.spent,
           coalesce(sum(l.settled), 0) as settled,
           coalesce(sum(l.reserved) filter (where l.state in ('reserved', 'unknown')), 0) as aside
      from credit_accounts a left join credit_ledger l on l.tenant_id = a.tenant_id
     where a.tenant_id = ${tenantId} group by 1, 2, 3`;
  const errors: string[] = [];
  if (row?.spent !== row?.settled) errors.push(`spent ${row?.spent}, but settled ${row?.settled}`);
  if (row?.reserved !== row?.aside) errors.push(`reserved ${row?.reserved}, but put aside ${row?.aside}`);
  if (Number(row?.spent) + Number(row?.reserved) > Number(row?.granted)) errors.push('more than was granted');
  return errors;
};
