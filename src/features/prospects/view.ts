import { instantOf } from '../../db/instant.ts';
import { prospectsSearch as s } from '../../db/schema/prospects.ts';
import type { ProspectRow } from './contract.ts';

/** The columns of a row of the list. */
export const rowColumns = {
  id: s.id,
  name: s.name,
  firstName: s.firstName,
  lastName: s.lastName,
  email: s.email,
  phone: s.phone,
  linkedinUrl: s.linkedinUrl,
  title: s.title,
  seniority: s.seniority,
  department: s.department,
  company: s.company,
  companyDomain: s.companyDomain,
  industry: s.industry,
  city: s.city,
  region: s.region,
  country: s.country,
  location: s.location,
  netWorth: s.netWorth,
  tags: s.tags,
  createdAt: s.createdAt,
  updatedAt: s.updatedAt,
  enrichedAt: s.enrichedAt,
};

export type Row = Omit<ProspectRow, 'createdAt' | 'updatedAt' | 'enrichedAt'> & {
  createdAt: Date;
  updatedAt: Date;
  enrichedAt: Date | null;
};

/** Where someone is, as given, or put together from its parts. */
export const locationOf = (r: Pick<ProspectRow, 'location' | 'city' | 'region' | 'country'>): string | null =>
  r.location ?? ([r.city, r.region, r.country].filter((x) => x !== null && x !== '').join(', ') || null);

/** A row as the API shows it. */
export const viewRow = (r: Row): ProspectRow => ({
  ...r,
  location: locationOf(r),
  createdAt: r.createdAt.toISOString(),
  updatedAt: r.updatedAt.toISOString(),
  enrichedAt: r.enrichedAt?.toISOString() ?? null,
});

/** The same row as the driver gives it, by the columns' own names: without what mapping it by its table costs, which is most of a list. */
export type RawRow = {
  id: string;
  name: string;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  phone: string | null;
  linkedin_url: string | null;
  title: string | null;
  seniority: string | null;
  department: string | null;
  company: string | null;
  company_domain: string | null;
  industry: string | null;
  city: string | null;
  region: string | null;
  country: string | null;
  location: string | null;
  net_worth: string | null;
  tags: string[];
  created_at: string;
  updated_at: string;
  enriched_at: string | null;
};

/** {@link viewRow} of a row as the driver gives it. */
export const viewRaw = (r: RawRow): ProspectRow => ({
  id: r.id,
  name: r.name,
  firstName: r.first_name,
  lastName: r.last_name,
  email: r.email,
  phone: r.phone,
  linkedinUrl: r.linkedin_url,
  title: r.title,
  seniority: r.seniority,
  department: r.department,
  company: r.company,
  companyDomain: r.company_domain,
  industry: r.industry,
  city: r.city,
  region: r.region,
  country: r.country,
  location: locationOf(r),
  netWorth: r.net_worth === null ? null : Number(r.net_worth),
  tags: r.tags,
  createdAt: instantOf(r.created_at),
  updatedAt: instantOf(r.updated_at),
  enrichedAt: r.enriched_at === null ? null : instantOf(r.enriched_at),
});
