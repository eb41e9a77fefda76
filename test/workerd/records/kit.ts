import type { Profile } from '../../../src/features/prospects/profile-contract.ts';
import { newId } from '../../../src/lib/ids.ts';
import { type Member, makeMember, makeTenant } from '../../support/tenants.ts';
import { admin } from '../../support/worker.ts';

export const owner = async (): Promise<Member> => makeMember(await makeTenant());

export type Person = {
  name: string;
  email?: string | null;
  company?: string | null;
  companyDomain?: string | null;
  title?: string | null;
  phone?: string | null;
  city?: string | null;
  linkedinUrl?: string | null;
  netWorth?: number | null;
  tags?: string[];
  notes?: string | null;
  custom?: Record<string, string>;
};

/** A prospect as an import would have made it. */
export const addPerson = async (member: Member, p: Person): Promise<string> => {
  const id = newId();
  const linkedin = p.linkedinUrl ? p.linkedinUrl.replace(/^https?:\/\/(www\.)?linkedin\.com\//, '') : null;
  await admin`
    insert into prospects (tenant_id, id, name, email, email_key, company, company_domain, title, phone, city, linkedin_url,
        linkedin_key, net_worth, tags, notes, custom, created_at, updated_at)
    values (${member.tenant.id}, ${id}, ${p.name}, ${p.email ?? null}, ${p.email?.toLowerCase() ?? null}, ${p.company ?? null},
            ${p.companyDomain ?? null}, ${p.title ?? null}, ${p.phone ?? null}, ${p.city ?? null}, ${p.linkedinUrl ?? null},
            ${linkedin}, ${p.netWorth ?? null}, ${p.tags ?? []}, ${p.notes ?? null}, ${JSON.stringify(p.custom ?? {})}::jsonb,
            now() - interval '3 days', now() - interval '3 days')`;
  return id;
};

/** The profile without starting anything. */
export const peek = (member: Member, id: string): Promise<Profile> =>
  member.json<Profile>(`/api/v1/prospects/${id}`, { headers: { 'sec-fetch-site': 'cross-site' } });

export const mergeInto = (member: Member, survivor: string, others: string[], fields?: Record<string, string>) =>
  member.json<{ mergeId: string; profile: Profile }>(`/api/v1/prospects/${survivor}/merge`, {
    method: 'POST',
    body: { with: others, ...(fields ? { fields } : {}) },
  });

export const undo = (member: Member, mergeId: string) =>
  member.json<{ restored: string[]; kept: { prospectId: string; field: string; value: string | null }[] }>(
    `/api/v1/merges/${mergeId}/undo`,
    { method: 'POST', body: {} },
  );

export const chosen = (profile: Profile, field: string) =>
  profile.fields.find((one) => one.field === field && one.chosen);

/** A record of a source with the values that it brought. */
export const giveRecord = async (
  member: Member,
  prospectId: string,
  {
    source,
    key = newId(),
    grade = 'exact',
    state = 'proposed',
  }: { source: string; key?: string; grade?: string; state?: string },
  values: Record<string, string>,
  options: { verified?: boolean; chosen?: boolean } = {},
): Promise<string> => {
  const id = newId();
  const parts = [
    'company',
    'title',
    'city',
    'region',
    'country',
    'emailDomain',
    'companyDomain',
    'linkedinUrl',
    'cik',
    'url',
  ];
  const record = { name: 'Somebody', ...Object.fromEntries(parts.map((part) => [part, null])) };
  await admin`
    insert into identity_matches (tenant_id, id, prospect_id, source, key, record, grade, score, state, decided_at)
    values (${member.tenant.id}, ${id}, ${prospectId}, ${source}, ${key}, ${JSON.stringify(record)}::jsonb, ${grade}, 6, ${state},
            ${state === 'proposed' ? null : new Date().toISOString()})`;
  for (const [field, value] of Object.entries(values)) {
    await admin`
      insert into field_values (tenant_id, prospect_id, field, source, value, confidence, verified, chosen, match_id, expires_at)
      values (${member.tenant.id}, ${prospectId}, ${field}, ${source}, ${value}, ${options.verified === false ? 0.8 : 0.95},
              ${options.verified ?? true}, ${options.chosen ?? false}, ${id}, now() + interval '30 days')`;
  }
  return id;
};

/** All that a tenant has of its people, without what every write changes. */
export const wholeLedger = async (member: Member): Promise<Record<string, unknown[]>> => {
  const { id } = member.tenant;
  const [prospects, values, matches, signals, runs, members, notes] = await Promise.all([
    admin`select to_jsonb(p) - 'updated_at' as r from prospects p where tenant_id = ${id} order by id`,
    admin`select to_jsonb(p) as r from field_values p where tenant_id = ${id} order by id`,
    admin`select to_jsonb(p) as r from identity_matches p where tenant_id = ${id} order by id`,
    admin`select to_jsonb(p) as r from signals p where tenant_id = ${id} order by id`,
    admin`select to_jsonb(p) as r from enrichment_runs p where tenant_id = ${id} order by id`,
    admin`select to_jsonb(p) as r from list_members p where tenant_id = ${id} order by list_id, prospect_id`,
    admin`select to_jsonb(p) as r from notes p where tenant_id = ${id} order by id`,
  ]);
  const rows = (list: Record<string, unknown>[]) => list.map(({ r }) => r);
  return {
    prospects: rows(prospects),
    values: rows(values),
    matches: rows(matches),
    signals: rows(signals),
    runs: rows(runs),
    lists: rows(members),
    notes: rows(notes),
  };
};
