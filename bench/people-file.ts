/** A CSV file of made-up people, as a customer would export it from another product. */
import { makeCompanies } from '../dev/database/people/companies.ts';
import { population } from '../dev/database/people/population.ts';
import type { ProspectRow } from '../dev/database/people/prospect-row.ts';

/** They work for some thousands of companies. */
const COMPANIES = 5_000;
/** The people are put on file by the import; when they were made up is no part of it. */
const NOW = new Date('2026-01-01T00:00:00Z');

const COLUMNS: readonly (readonly [string, (row: ProspectRow) => string | number | null])[] = [
  ['Full Name', (row) => row.name],
  ['First Name', (row) => row.firstName],
  ['Last Name', (row) => row.lastName],
  ['Email', (row) => row.email],
  ['Phone', (row) => row.phone],
  ['LinkedIn URL', (row) => row.linkedinUrl],
  ['Job Title', (row) => row.title],
  ['Seniority', (row) => row.seniority],
  ['Department', (row) => row.department],
  ['Company', (row) => row.company],
  ['Company Domain', (row) => row.companyDomain],
  ['Industry', (row) => row.industry],
  ['City', (row) => row.city],
  ['State', (row) => row.region],
  ['Country', (row) => row.country],
  ['Tags', (row) => row.tags.join('; ')],
];

const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** @param suffix put behind every title, for a file of the same people with a changed column */
export function peopleFile(rows: number, suffix = ''): Buffer {
  const personAt = population({ seed: 'import', employers: makeCompanies(COMPANIES), now: NOW, numbered: true });
  const lines = [COLUMNS.map(([name]) => name).join(',')];
  for (let n = 0; n < rows; n += 1) {
    const person = personAt(n);
    const row = suffix && person.title ? { ...person, title: `${person.title}${suffix}` } : person;
    lines.push(COLUMNS.map(([, of]) => cell(of(row))).join(','));
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}
