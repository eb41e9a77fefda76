import * as z from 'zod';
import { prospectFilters, SORTS } from '../prospects/contract.ts';

/** `GET /api/v1/exports/prospects.csv`: the same filters as search, every row that matches. */
export const exportQuery = z.strictObject({ ...prospectFilters, sort: z.enum(SORTS).default('newest') });
export type ExportQuery = z.infer<typeof exportQuery>;

/**
 * Columns of the file, in order. The names are the ones an import maps back without help, so that what was exported
 * can be imported again.
 */
export const EXPORT_COLUMNS = [
  ['Name', 'name'],
  ['First Name', 'firstName'],
  ['Last Name', 'lastName'],
  ['Email', 'email'],
  ['Phone', 'phone'],
  ['LinkedIn URL', 'linkedinUrl'],
  ['Title', 'title'],
  ['Seniority', 'seniority'],
  ['Department', 'department'],
  ['Company', 'company'],
  ['Company Domain', 'companyDomain'],
  ['Industry', 'industry'],
  ['City', 'city'],
  ['Region', 'region'],
  ['Country', 'country'],
  ['Location', 'location'],
  ['Net Worth (USD)', 'netWorth'],
  ['Tags', 'tags'],
  ['Notes', 'notes'],
] as const;
