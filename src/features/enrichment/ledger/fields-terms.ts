import type { Source } from '../../prospects/contract.ts';

/**
 * How long a value stays good, in days, by what changes it: a role by a change of job, an address by a bounce, a holding
 * by the next filing. Never less than a profile is good for: to ask sooner costs credits, and is the workspace's to say.
 */
const DAYS: Readonly<Record<string, number>> = {
  email: 30,
  personalEmail: 90,
  phone: 90,
  title: 30,
  headline: 30,
  seniority: 30,
  department: 30,
  company: 30,
  companyDomain: 90,
  industry: 180,
  city: 90,
  region: 90,
  country: 180,
  location: 90,
  linkedinUrl: 180,
  firstName: 365,
  lastName: 365,
  education: 365,
  bio: 90,
  news: 7,
  insiderRole: 30,
  insiderTrade: 7,
  insiderHolding: 7,
  netWorth: 90,
};
/** A field that nobody thought of is good for as long as a profile. */
const OTHER_DAYS = 7;

/** How many days a value of a field stays good where the workspace says nothing else. */
export const daysOf = (field: string): number => DAYS[field] ?? OTHER_DAYS;

/** Under what terms what a source says may be used. */
export const LICENCES: Record<Source, string> = {
  apollo: 'Apollo: for this workspace’s own use, not for resale',
  contactout: 'ContactOut: for this workspace’s own use, not for resale',
  exa: 'Web page: quote with its link; rights stay with its publisher',
  edgar: 'Public record of the SEC: free to use',
  claude: 'Made of the values it cites, under their terms',
};

/** Accession number in the address of a filing: `0001234567-26-000123`. Null for any other address. */
export const accessionOf = (url: string | null): string | null => {
  const digits = /\/Archives\/edgar\/data\/\d+\/(\d{10})(\d{2})(\d{6})\//.exec(url ?? '');
  return digits ? `${digits[1]}-${digits[2]}-${digits[3]}` : null;
};
