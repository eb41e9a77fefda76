import type {
  ENRICHMENT_STATES,
  ProspectField,
  REACHES,
  SENIORITIES,
  SORTS,
  VALUE_SOURCES,
  WEALTH_BANDS,
} from '../../../../src/features/prospects/contract.ts';
import type { VIEW_COLUMNS } from '../../../../src/features/views/contract.ts';
import { humanize } from '../../lib/format.ts';

export type Sort = (typeof SORTS)[number];
export type ValueSource = (typeof VALUE_SOURCES)[number];

/** Field names as people say them, in the order people read them. Complete by type: a new field fails the build. */
export const FIELD_LABELS: Record<ProspectField, string> = {
  name: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  phone: 'Phone',
  linkedinUrl: 'LinkedIn',
  title: 'Title',
  seniority: 'Seniority',
  department: 'Department',
  company: 'Company',
  companyDomain: 'Company domain',
  industry: 'Industry',
  city: 'City',
  region: 'Region',
  country: 'Country',
  location: 'Location',
  netWorth: 'Net worth',
  tags: 'Tags',
  notes: 'Notes',
};

export const SENIORITY_LABELS: Record<(typeof SENIORITIES)[number], string> = {
  owner: 'Owner',
  founder: 'Founder',
  c_suite: 'C-suite',
  partner: 'Partner',
  vp: 'VP',
  head: 'Head',
  director: 'Director',
  manager: 'Manager',
  senior: 'Senior',
  entry: 'Entry',
  intern: 'Intern',
};

export const SORT_LABELS: Record<Sort, string> = {
  newest: 'Newest first',
  name: 'Name, A to Z',
  updated: 'Recently updated',
  netWorth: 'Highest net worth',
  company: 'Company, A to Z',
  enriched: 'Recently enriched',
  fit: 'Best fit',
};

/** The columns of the list after the person's own, in the order in which they stand. */
export const COLUMN_LABELS: Record<(typeof VIEW_COLUMNS)[number], string> = {
  company: 'Company',
  location: 'Location',
  industry: 'Industry',
  seniority: 'Seniority',
  netWorth: 'Net worth',
  email: 'E-mail',
  phone: 'Phone',
  tags: 'Tags',
  added: 'Added',
  updated: 'Updated',
  enriched: 'Enriched',
};

/** From the smallest: their order in the panel. */
export const WEALTH_LABELS: Record<(typeof WEALTH_BANDS)[number], string> = {
  '0': 'Below $100K',
  '100k': '$100K – $1M',
  '1m': '$1M – $5M',
  '5m': '$5M – $30M',
  '30m': '$30M – $100M',
  '100m': '$100M – $1B',
  '1b': '$1B and more',
};

export const REACH_LABELS: Record<(typeof REACHES)[number], string> = {
  email: 'E-mail',
  phone: 'Phone',
  linkedin: 'LinkedIn',
};

export const ENRICHMENT_LABELS: Record<(typeof ENRICHMENT_STATES)[number], string> = {
  never: 'Never enriched',
  fresh: 'Within 7 days',
  stale: 'Older than 7 days',
  running: 'Running now',
  failed: 'Last run failed',
};

export const SOURCE_LABELS: Record<ValueSource, string> = {
  apollo: 'Apollo',
  exa: 'Exa',
  contactout: 'ContactOut',
  edgar: 'SEC EDGAR',
  claude: 'Claude',
  import: 'Import',
  member: 'Member',
};

const own = (labels: Record<string, string>, key: string): string =>
  Object.hasOwn(labels, key) ? (labels[key] ?? key) : humanize(key);

/** The name of a source that comes as plain text. */
export const sourceLabel = (source: string): string => own(SOURCE_LABELS, source);

/** Of fields that only sources fill, those whose names are not simply words. */
const SOURCE_FIELD_LABELS: Record<string, string> = { personalEmail: 'Private e-mail', workEmail: 'Work e-mail' };

export const fieldLabel = (field: string): string => own({ ...SOURCE_FIELD_LABELS, ...FIELD_LABELS }, field);

/** Known seniorities in words; others as they were given. */
export const seniorityLabel = (value: string): string =>
  Object.hasOwn(SENIORITY_LABELS, value) ? own(SENIORITY_LABELS, value) : value;

/** A value of a filter as people say it. */
export function valueLabel(name: string, value: string): string {
  switch (name) {
    case 'seniority':
      return seniorityLabel(value);
    case 'wealth':
      return own(WEALTH_LABELS, value);
    case 'has':
    case 'lacks':
      return own(REACH_LABELS, value);
    case 'enrichment':
      return own(ENRICHMENT_LABELS, value);
    case 'owner':
      return value === 'nobody' ? 'Nobody' : value;
    default:
      return value;
  }
}
