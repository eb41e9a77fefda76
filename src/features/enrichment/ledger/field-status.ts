import type { Source } from '../../prospects/contract.ts';
import type { EnrichmentState, FieldStatus, SourceStatus } from '../../prospects/profile-contract.ts';

/** What each source can fill; what a source brings beyond that is shown once it is there. */
export const BRINGS: Record<Source, readonly string[]> = {
  apollo: [
    'email',
    'linkedinUrl',
    'title',
    'headline',
    'seniority',
    'department',
    'company',
    'companyDomain',
    'industry',
    'city',
    'region',
    'country',
  ],
  exa: ['bio', 'title', 'location', 'news'],
  contactout: [
    'email',
    'personalEmail',
    'phone',
    'linkedinUrl',
    'title',
    'headline',
    'company',
    'companyDomain',
    'industry',
    'seniority',
    'location',
    'country',
    'education',
  ],
  edgar: ['insiderRole', 'insiderTrade', 'insiderHolding'],
  claude: [],
};

/** A source of the latest run, with the fields that it brought in it. */
export type SourceFields = Pick<SourceStatus, 'source' | 'status'> & { fields: readonly string[] };

const OPEN: ReadonlySet<SourceStatus['status']> = new Set(['queued', 'running', 'waiting']);

const statusOf = (from: readonly Source[], can: readonly SourceFields[]): FieldStatus['status'] => {
  if (from.length > 0) return 'found';
  if (can.some(({ status }) => OPEN.has(status))) return 'asking';
  if (can.some(({ status }) => status === 'failed')) return 'failed';
  return can.some(({ status }) => status === 'found' || status === 'empty') ? 'not_found' : 'skipped';
};

/** How each field fares that the sources of a run can fill or have filled, in a fixed order. */
export const fieldStatuses = (sources: readonly SourceFields[]): EnrichmentState['fields'] => {
  const names = new Set(sources.flatMap(({ source, fields }) => [...BRINGS[source], ...fields]));
  return [...names].map((field) => {
    const can = sources.filter(({ source, fields }) => BRINGS[source].includes(field) || fields.includes(field));
    const from = can.filter(({ fields }) => fields.includes(field)).map(({ source }) => source);
    const asking = can.filter(({ status }) => OPEN.has(status)).map(({ source }) => source);
    return { field, status: statusOf(from, can), from, asking };
  });
};
