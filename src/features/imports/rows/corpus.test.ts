// One test for each real file: long for their number, not for what any of them does.
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { outsideBytes, outsideData, outsideJson, streamOf } from '../../../../test/support/outside-data.ts';
import { csvLine } from '../../../lib/csv.ts';
import { columnNames } from '../csv/header.ts';
import { type RecordBatch, readRecords } from '../csv/read.ts';
import { EncodingSniffer } from '../csv/sniff.ts';
import { countEffects, foldRows } from './fold.ts';
import { rowNormaliser } from './normalise.ts';
import { previewOf } from './preview.ts';
import { mappingOf } from './propose.ts';
import type { ImportedProspect } from './prospect.ts';
import { takeRecords } from './take.ts';

const present = outsideData('the importer');
function bytesOf(path: string): Uint8Array {
  const bytes = outsideBytes(path);
  return path.endsWith('.gz') ? new Uint8Array(gunzipSync(bytes)) : bytes;
}

async function read(bytes: Uint8Array) {
  const sniffer = new EncodingSniffer();
  sniffer.push(bytes);
  const sniffed = sniffer.finish();
  const preview = previewOf(sniffed);
  const { delimiter, firstDataRow } = preview.dialect;
  const batches: RecordBatch[] = [];
  for await (const batch of readRecords(streamOf(bytes), {
    encoding: sniffed.encoding,
    delimiter,
    fromRow: firstDataRow,
  })) {
    batches.push(batch);
  }
  return { sniffed, preview, batches, records: batches.flatMap((batch) => batch.records) };
}

async function importFile(bytes: Uint8Array) {
  const { sniffed, preview, batches, records } = await read(bytes);
  const normalise = rowNormaliser(preview.header, mappingOf(preview.columns));
  const outcomes = batches.map((batch) => takeRecords(batch, preview.header.length, normalise));
  const taken = outcomes.flatMap((outcome) => outcome.taken);
  const refused = outcomes.flatMap((outcome) => outcome.refused);
  const folded = foldRows(taken);
  const counts = { read: records.length, ...countEffects(folded), refused: refused.length };
  const fields = Object.fromEntries(
    preview.columns
      .filter(({ target }) => !['custom', 'skip'].includes(target))
      .map(({ name, target }) => [target, name]),
  );
  const byRow = new Map(folded.flatMap((one) => one.rows.map(({ row }) => [row, one.prospect] as const)));
  return { sniffed, preview, counts, fields, refused, prospects: folded.map(({ prospect }) => prospect), byRow };
}

/** What is known of a prospect, without the custom values. */
const known = (prospect: ImportedProspect | undefined) =>
  Object.fromEntries(
    Object.entries(prospect ?? {}).filter(([key, value]) => key !== 'custom' && value !== null && value !== ''),
  );

describe.skipIf(!present)('files of other products', () => {
  const file = (name: string) => importFile(bytesOf(`csv/exports/${name}`));
  // The same sixty people in six layouts: two of them stand there twice.
  const BOTH = { read: 60, created: 58, refused: 0 };

  it('Apollo', async () => {
    const { counts, fields, byRow } = await file('apollo-contacts-export.csv');
    expect(counts).toEqual({ ...BOTH, updated: 2, unchanged: 0 });
    expect(fields).toEqual({
      firstName: 'First Name',
      lastName: 'Last Name',
      title: 'Title',
      company: 'Company',
      email: 'Email',
      seniority: 'Seniority',
      department: 'Departments',
      phone: 'Mobile Phone',
      tags: 'Lists',
      industry: 'Industry',
      linkedinUrl: 'Person Linkedin Url',
      companyDomain: 'Website',
      city: 'City',
      region: 'State',
      country: 'Country',
    });
    expect(known(byRow.get(3))).toEqual({
      name: 'Grzegorz Łukasiewicz',
      firstName: 'Grzegorz',
      lastName: 'Łukasiewicz',
      phone: '+1-202-555-0101 x12',
      linkedinUrl: 'https://www.linkedin.com/in/fictional-001',
      title: 'Director',
      seniority: 'partner',
      department: 'C-Suite, Sales',
      company: 'Globex GmbH & Co. KG',
      companyDomain: 'example.com',
      industry: 'investment management',
      city: 'Kraków',
      country: 'Poland',
      tags: ['UHNW', 'Board'],
    });
    expect(byRow.get(3)?.custom).toMatchObject({ '# Employees': '1100', 'Annual Revenue': '1.5E+9' });
  });

  it('LinkedIn', async () => {
    const { counts, fields, byRow, preview } = await file('linkedin-Connections.csv');
    expect(counts).toEqual({ ...BOTH, updated: 0, unchanged: 2 });
    expect(preview.problems.map(({ kind }) => kind)).toEqual(['preamble']);
    expect(fields).toEqual({
      firstName: 'First Name',
      lastName: 'Last Name',
      linkedinUrl: 'URL',
      email: 'Email Address',
      company: 'Company',
      title: 'Position',
    });
    expect(byRow.get(5)).toMatchObject({
      name: 'Uğur Smith, Jr.',
      lastName: 'Smith, Jr.',
      custom: { 'Connected On': '01 Jan 2015' },
    });
  });

  it('HubSpot', async () => {
    const { counts, fields, byRow } = await file('hubspot-contacts.csv');
    expect(counts).toEqual({ ...BOTH, updated: 2, unchanged: 0 });
    expect(fields).toMatchObject({
      email: 'Email',
      phone: 'Phone Number',
      company: 'Company Name',
      region: 'State/Region',
      country: 'Country/Region',
    });
    expect(byRow.get(7)).toMatchObject({
      name: 'Thandiwe Abu Bakr',
      email: 'p5@münchen.example',
      custom: { 'Contact owner': 'owner@example.com' },
    });
  });

  it('Google Contacts', async () => {
    const { counts, fields, byRow } = await file('google-contacts-2024.csv');
    expect(counts).toEqual({ ...BOTH, updated: 0, unchanged: 2 });
    expect(fields).toMatchObject({
      email: 'E-mail 1 - Value',
      phone: 'Phone 1 - Value',
      company: 'Organization Name',
      title: 'Organization Title',
      city: 'Address 1 - City',
      country: 'Address 1 - Country',
      tags: 'Labels',
      notes: 'Notes',
    });
    expect(byRow.get(2)).toMatchObject({
      phone: '+1 202 555 0199',
      tags: ['myContacts', 'coworkers'],
      notes: 'met at gala\nlikes "tea"; avoid calls, mornings',
      custom: { 'E-mail 2 - Value': 'alt0@example.org' },
    });
  });

  it('Outlook, in windows-1252', async () => {
    const { counts, fields, sniffed, byRow } = await file('outlook-contacts-cp1252.csv');
    expect(sniffed.encoding).toBe('windows-1252');
    expect(counts).toEqual({ ...BOTH, updated: 0, unchanged: 2 });
    expect(fields).toMatchObject({
      email: 'E-mail Address',
      phone: 'Mobile Phone',
      title: 'Job Title',
      city: 'Business City',
      country: 'Business Country',
    });
    expect(byRow.get(4)).toMatchObject({
      name: 'Mary-Ann García Márquez',
      company: 'Pied Piper',
      seniority: 'founder',
    });
  });

  it('Salesforce', async () => {
    const { counts, fields, byRow } = await file('salesforce-dataloader-contact.csv');
    expect(counts).toEqual({ ...BOTH, updated: 1, unchanged: 1 });
    expect(fields).toMatchObject({
      name: 'Name',
      firstName: 'FirstName',
      lastName: 'LastName',
      city: 'MailingCity',
      country: 'MailingCountry',
      phone: 'Phone',
    });
    expect(byRow.get(2)).toMatchObject({
      name: 'Uğur Smith, Jr.',
      city: 'New York',
      custom: { MailingStreet: '1 Example St\nSuite 5' },
    });
  });

  it('with the same header four times, and none twice', async () => {
    const { preview, byRow } = await file('edge-duplicate-headers.csv');
    expect(preview.header).toEqual(['Email', 'email', 'Email (2)', 'E-mail', 'Column 5', 'Column 6']);
    expect(byRow.get(2)).toMatchObject({
      email: 'a@example.com',
      custom: {
        email: 'b@example.com',
        'Email (2)': 'c@example.com',
        'E-mail': 'd@example.com',
        'Column 5': 'x',
        'Column 6': 'y',
      },
    });
  });

  it('with a cell of 1.2 million characters, which is refused alone', async () => {
    const { counts, refused, prospects } = await file('edge-long-field.csv');
    expect(counts).toEqual({ read: 2, created: 1, updated: 0, unchanged: 0, refused: 1 });
    expect(refused[0]).toMatchObject({
      row: 2,
      problems: [{ column: 'bio', reason: expect.stringContaining('1200000 characters') }],
    });
    expect(known(prospects[0])).toEqual({ name: 'Bob', notes: 'short', tags: [] });
  });

  it('with three line ends, a byte order mark and a NUL', async () => {
    const { counts, prospects, preview } = await file('edge-mixed-eol-nul.csv');
    expect(counts).toEqual({ read: 3, created: 3, updated: 0, unchanged: 0, refused: 0 });
    expect(prospects.map(({ name, email }) => [name, email])).toEqual([
      ['Ana', 'a@example.com'],
      ['Bob', 'b@example.com'],
      ['Cy', 'c@example.com'],
    ]);
    expect(preview.problems.map(({ kind }) => kind)).toEqual(['nul']);
  });

  it('with ragged rows and a quote that is never closed', async () => {
    const { counts, refused, prospects } = await file('edge-ragged.csv');
    expect(counts).toEqual({ read: 3, created: 1, updated: 0, unchanged: 0, refused: 2 });
    expect(refused.map(({ row, problems }) => [row, problems[0]?.reason])).toEqual([
      [3, '2 cells more than the header has columns'],
      [7, 'A quote opens here and is never closed; 2 lines were read as this one row'],
    ]);
    expect(prospects[0]?.name).toBe('Ana Doe');
  });

  it('with formulas, which are taken as the text they are', async () => {
    const { counts, byRow } = await file('formula-injection-prospects.csv');
    expect(counts).toEqual({ read: 17, created: 17, updated: 0, unchanged: 0, refused: 0 });
    expect(byRow.get(3)?.lastName).toBe("=10+20+cmd|' /C calc'!A0");
    expect(byRow.get(18)?.firstName).toBe('=1+1');
  });
});

describe.skipIf(!present)('lists of people', () => {
  const file = (name: string) => importFile(bytesOf(`people/${name}`));
  const find = (prospects: ImportedProspect[], name: string) => prospects.find((prospect) => prospect.name === name);

  it('Forbes 2025', async () => {
    const { counts, fields, prospects } = await file('forbes-2025.csv');
    expect(counts).toEqual({ read: 3123, created: 3119, updated: 4, unchanged: 0, refused: 0 });
    expect(fields).toEqual({
      name: 'name',
      lastName: 'lastName',
      industry: 'industry',
      country: 'country',
      region: 'state',
      title: 'title',
    });
    expect(known(find(prospects, 'Bart van Malderen'))).toEqual({
      name: 'Bart van Malderen',
      firstName: 'Bart',
      lastName: 'van Malderen',
      industry: 'Manufacturing',
      country: 'Belgium',
      tags: [],
    });
    expect(find(prospects, 'Bart van Malderen')?.custom).toMatchObject({
      realTimeWorth: '1092.162',
      source: 'diapers',
    });
  });

  it('Forbes 2018', async () => {
    const { counts, fields, prospects } = await file('forbes-2018.csv');
    expect(counts).toEqual({ read: 3189, created: 3180, updated: 9, unchanged: 0, refused: 0 });
    expect(fields).toEqual({
      name: 'name',
      lastName: 'lastName',
      industry: 'industry',
      country: 'country',
      region: 'state',
      title: 'title',
    });
    expect(find(prospects, 'Jeff Bezos')).toMatchObject({
      title: 'CEO and Founder, Amazon.com',
      seniority: 'founder',
      netWorth: null,
      custom: { worth: '112000.0' },
    });
  });

  it('Hurun 2025, gzipped', async () => {
    const { counts, fields, prospects, refused } = await file('hurun-2025.csv.gz');
    expect(counts).toEqual({ read: 3620, created: 3615, updated: 2, unchanged: 0, refused: 3 });
    // Three have a Chinese name only, which stands in a column of its own.
    expect(new Set(refused.flatMap(({ problems }) => problems.map(({ reason }) => reason))).size).toBe(1);
    expect(fields).toMatchObject({
      name: 'hs_Character_Fullname_En',
      lastName: 'hs_Character_Surname_En',
      location: 'hs_Character_Permanent_En',
      company: 'hs_Rank_Global_ComName_En',
      industry: 'hs_Rank_Global_Industry_En',
    });
    expect(find(prospects, 'Warren Buffett')).toMatchObject({
      firstName: 'Warren',
      company: 'Berkshire Hathaway',
      country: 'United States',
      netWorth: null,
      custom: { hs_Character_Fullname_Cn: '沃伦·巴菲特', hs_Rank_Global_Wealth_USD: '167.0' },
    });
  });

  it('Gapminder, gzipped', async () => {
    const { counts, fields, prospects } = await file('gapminder-persons.csv.gz');
    expect(counts).toEqual({ read: 6046, created: 6041, updated: 5, unchanged: 0, refused: 0 });
    expect(fields).toEqual({
      name: 'name',
      lastName: 'last_name',
      region: 'state',
      industry: 'industry',
      company: 'company',
      country: 'countries',
    });
    expect(find(prospects, 'Abdul Rasyid')).toMatchObject({
      country: 'Indonesia',
      lastName: 'Abdul',
      firstName: 'Rasyid',
    });
  });

  it('insiders of SEC filings', async () => {
    const { counts, fields, prospects } = await file('sec-insiders-from-form345.csv');
    expect(counts).toEqual({ read: 162, created: 162, updated: 0, unchanged: 0, refused: 0 });
    expect(fields).toEqual({
      name: 'owner_name',
      company: 'issuer_name',
      title: 'officer_title',
      city: 'city',
      region: 'state',
    });
    expect(known(find(prospects, 'BUFFETT WARREN E'))).toEqual({
      name: 'BUFFETT WARREN E',
      company: 'Snowflake Inc.',
      city: 'OMAHA',
      region: 'NE',
      tags: [],
    });
  });

  it('S&P 500, where companies stand in for people', async () => {
    const { counts, fields, preview } = await file('sp500-constituents.csv');
    expect(counts).toEqual({ read: 503, created: 503, updated: 0, unchanged: 0, refused: 0 });
    expect(fields).toEqual({ name: 'Security', industry: 'GICS Sector', location: 'Headquarters Location' });
    expect(preview.columns.find(({ target }) => target === 'name')?.confidence).toBe(0.3);
  });

  it('contacts in JSON are refused as such, and taken as CSV', async () => {
    const contacts = z
      .array(z.record(z.string(), z.union([z.string(), z.number()])))
      .parse(outsideJson('people/fictional-us-contacts.json'));
    await expect(importFile(bytesOf('people/fictional-us-contacts.json'))).rejects.toThrow('This is JSON');
    const header = Object.keys(contacts[0] ?? {});
    const csv = [header, ...contacts.map((contact) => header.map((key) => contact[key]))].map(csvLine).join('');
    const { counts, fields } = await importFile(new TextEncoder().encode(csv));
    expect(counts).toEqual({ read: 500, created: 500, updated: 0, unchanged: 0, refused: 0 });
    expect(fields).toEqual({
      firstName: 'firstname',
      lastName: 'lastname',
      company: 'company',
      city: 'city',
      region: 'state',
      phone: 'phone',
      email: 'email',
      companyDomain: 'web',
    });
  });
});

describe.skipIf(!present)('hostile texts', () => {
  it('survive an export and the import of it', async () => {
    const naughty = z
      .array(z.string())
      .parse(
        present
          ? [
              ...z.array(z.string()).parse(outsideJson('security/blns.json')),
              ...z.array(z.string()).parse(outsideJson('security/csv-injection.json')),
            ]
          : [],
      );
    const texts = naughty
      .map((text) => text.replaceAll('\0', '').trim().normalize('NFC'))
      .filter((text) => text !== '');
    const csv = [['Name', 'Email', 'Notes'], ...texts.map((text, i) => [`n${i}`, `p${i}@example.com`, text])]
      .map(csvLine)
      .join('');
    const { counts, prospects } = await importFile(new TextEncoder().encode(`\uFEFF${csv}`));
    expect(counts).toMatchObject({ read: texts.length, created: texts.length });
    const bare = (text: string) =>
      text.replace(
        /^[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064]+|[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064]+$/g,
        '',
      );
    expect(prospects.map(({ notes }) => notes ?? '')).toEqual(texts.map(bare));
  });

  it('as names of columns stay names of columns', () => {
    const naughty = z
      .array(z.string())
      .parse(outsideJson('security/blns.json'))
      .filter((text) => text.trim() !== '' && text.length < 400);
    const header = columnNames(['Name', ...naughty.slice(0, 99), '__proto__']);
    expect(new Set(header).size).toBe(101);
    const mapping = Object.fromEntries(
      header.map((name) => [name, name === 'Name' ? ('name' as const) : ('custom' as const)]),
    );
    const result = rowNormaliser(header, mapping)(header.map((_, i) => `v${i}`));
    expect(result.ok && new Set(Object.keys(result.prospect.custom))).toEqual(new Set(header.slice(1)));
  });
});
