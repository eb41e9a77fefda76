import { keysOf } from '../../lib/keys.ts';
import { PROSPECT_FIELDS, type ProspectField } from './contract.ts';

/**
 * What columns of people are called in a file. One list for what is written and for what is read: a file of ours comes back
 * as it went, whatever its custom columns are called.
 */
export const FIELD_HEADERS: Readonly<Record<ProspectField, string>> = {
  name: 'Name',
  firstName: 'First Name',
  lastName: 'Last Name',
  email: 'Email',
  phone: 'Phone',
  linkedinUrl: 'LinkedIn URL',
  title: 'Title',
  seniority: 'Seniority',
  department: 'Department',
  company: 'Company',
  companyDomain: 'Company Domain',
  industry: 'Industry',
  city: 'City',
  region: 'Region',
  country: 'Country',
  location: 'Location',
  netWorth: 'Net Worth (USD)',
  tags: 'Tags',
  notes: 'Notes',
};

/** What we know of a person without anybody having said it. It is not read back: it would be somebody's word then. */
export const RECORD_HEADERS = {
  id: 'Edgewise: id',
  createdAt: 'Edgewise: added',
  updatedAt: 'Edgewise: updated',
  enrichedAt: 'Edgewise: enriched',
} as const;
export type RecordField = keyof typeof RECORD_HEADERS;
export const RECORD_FIELDS = keysOf(RECORD_HEADERS);

/** Where a value is from, when, and how sure it is, in columns beside it. */
export const ORIGIN_PARTS = ['source', 'fetched at', 'confidence'] as const;
export type OriginPart = (typeof ORIGIN_PARTS)[number];
export const originHeader = (field: ProspectField, part: OriginPart): string => `${FIELD_HEADERS[field]}: ${part}`;

const CUSTOM = 'Custom: ';

/** A custom value's column says that it is one: `Custom: Job` is not taken for a title. */
export const customHeader = (name: string): string => CUSTOM + name;

/** The name of the custom value that a header of ours stands for; undefined for any other header. */
export const customOfHeader = (header: string): string | undefined =>
  header.startsWith(CUSTOM) && header.length > CUSTOM.length ? header.slice(CUSTOM.length) : undefined;

const UNREAD: ReadonlySet<string> = new Set([
  ...Object.values(RECORD_HEADERS),
  ...PROSPECT_FIELDS.flatMap((field) => ORIGIN_PARTS.map((part) => originHeader(field, part))),
]);

/** Whether a header is one of ours that is not to be read back. */
export const isUnreadHeader = (header: string): boolean => UNREAD.has(header);
