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

/** `title`, `r.title`, `title = i.title`, `old.title as old_title`, `('title', u.old_title::text, u.new_title::text)`: no more. */
const PART = /^(?:(?:\w+\.)?\w+(?: (?:=|as) (?:\w+\.)?\w+)?|\('\w+'(?:, \w+\.\w+::text)+\))$/;

/** Names of our own, written into a statement as they are. Throws for what is anything else than names. */
export const names = (parts: readonly string[]): SQL => {
  const odd = parts.find((part) => !PART.test(part));
  if (odd !== undefined) throw new Error(`This is no name of a column: ${odd}`);
  return sql.raw(parts.join(', '));
};
