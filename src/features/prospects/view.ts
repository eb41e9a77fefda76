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
