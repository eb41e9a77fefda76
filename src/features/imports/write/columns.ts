import { type SQL, sql } from 'drizzle-orm';
import type { ImportedProspect } from '../rows/prospect.ts';

type Plain = Exclude<keyof ImportedProspect, 'tags' | 'custom'>;

/** The plain columns that an import writes: field, column, type. Tags and custom values travel as JSON beside them. */
export const COLUMNS: readonly (readonly [Plain, string, 'text' | 'bigint'])[] = [
  ['name', 'name', 'text'],
  ['firstName', 'first_name', 'text'],
  ['lastName', 'last_name', 'text'],
  ['email', 'email', 'text'],
  ['phone', 'phone', 'text'],
  ['linkedinUrl', 'linkedin_url', 'text'],
  ['title', 'title', 'text'],
  ['seniority', 'seniority', 'text'],
  ['department', 'department', 'text'],
  ['company', 'company', 'text'],
  ['companyDomain', 'company_domain', 'text'],
  ['industry', 'industry', 'text'],
  ['city', 'city', 'text'],
  ['region', 'region', 'text'],
  ['country', 'country', 'text'],
  ['location', 'location', 'text'],
  ['netWorth', 'net_worth', 'bigint'],
  ['notes', 'notes', 'text'],
];

/** The keys by which people are told apart, kept beside the columns they are made of. */
export const KEYS = ['email_key', 'linkedin_key', 'name_key'] as const;

/** Names of our own, written into a statement as they are. Never anything from outside. */
export const names = (parts: readonly string[]): SQL => sql.raw(parts.join(', '));
