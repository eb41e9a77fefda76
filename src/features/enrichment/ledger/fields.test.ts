import { describe, expect, it } from 'vitest';
import type { Prospect } from '../../prospects/contract.ts';
import { profileFields } from './fields.ts';
import type { StoredValue } from './stored.ts';

const prospect = (known: Partial<Prospect> = {}): Prospect => ({
  id: '01900000-0000-7000-8000-000000000001',
  name: 'Ann Lee',
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  linkedinUrl: null,
  title: null,
  seniority: null,
  department: null,
  company: null,
  companyDomain: null,
  industry: null,
  city: null,
  region: null,
  country: null,
  location: null,
  netWorth: null,
  tags: [],
  notes: null,
  custom: {},
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-03-01T00:00:00Z',
  enrichedAt: null,
  ...known,
});
const stored = (source: string, value: string, more: Partial<StoredValue> = {}): StoredValue => ({
  id: `id-${source}`,
  field: 'title',
  source,
  value,
  previous: null,
  raw: null,
  sourceUrl: null,
  accession: null,
  verified: (more.confidence ?? 0) >= 0.9,
  cost: 0,
  licence: null,
  matchId: null,
  setBy: null,
  expiresAt: null,
  confidence: 0.8,
  chosen: false,
  fetchedAt: '2026-02-01T00:00:00Z',
  ...more,
});
const LEDGER = { matches: [], rules: [], now: Date.parse('2026-03-02T00:00:00Z') };
const titles = (p: Prospect, rows: StoredValue[]) =>
  profileFields(p, rows, LEDGER)
    .filter(({ field }) => field === 'title')
    .map(({ source, value, chosen, evidenceId, fetchedAt }) => ({ source, value, chosen, evidenceId, fetchedAt }));

describe('the values of a profile', () => {
  it('hold the import for what no source spoke of, and nothing for what nobody knows', () => {
    const fields = profileFields(prospect({ netWorth: 5_000_000, tags: ['a', 'b'] }), [], LEDGER);
    expect(fields.map(({ field, value, source, chosen }) => [field, value, source, chosen])).toEqual([
      ['name', 'Ann Lee', 'import', true],
      ['netWorth', '5000000', 'import', true],
      ['tags', 'a, b', 'import', true],
    ]);
    expect(fields[0]).toMatchObject({ confidence: 1, evidenceId: null, fetchedAt: '2026-01-01T00:00:00Z' });
  });

  it('show a source’s value beside the tenant’s', () => {
    expect(titles(prospect({ title: 'CEO' }), [stored('apollo', 'CFO')])).toMatchObject([
      { source: 'import', value: 'CEO', chosen: true },
      { source: 'apollo', value: 'CFO', chosen: false },
    ]);
  });

  it('name the source that filled a field as the chosen one', () => {
    expect(titles(prospect({ title: 'CFO' }), [stored('apollo', 'CFO', { chosen: true })])).toEqual([
      { source: 'apollo', value: 'CFO', chosen: true, evidenceId: 'id-apollo', fetchedAt: '2026-02-01T00:00:00Z' },
    ]);
  });

  it('believe the column where it was written over since', () => {
    const rows = [stored('apollo', 'CFO', { chosen: true }), stored('import', 'Clerk')];
    expect(titles(prospect({ title: 'Chair' }), rows)).toEqual([
      { source: 'import', value: 'Chair', chosen: true, evidenceId: null, fetchedAt: '2026-03-01T00:00:00Z' },
      { source: 'apollo', value: 'CFO', chosen: false, evidenceId: 'id-apollo', fetchedAt: '2026-02-01T00:00:00Z' },
    ]);
  });

  it('have exactly one chosen for each field that has a column', () => {
    const rows = [stored('import', 'CEO', { chosen: true }), stored('apollo', 'CEO', { chosen: true })];
    expect(titles(prospect({ title: 'CEO' }), rows).filter(({ chosen }) => chosen)).toHaveLength(1);
  });

  it('keep fields that have no column, and leave out sources that are none', () => {
    const rows = [stored('exa', 'A life', { field: 'bio', chosen: true }), stored('somewhere', 'x', { field: 'bio' })];
    expect(profileFields(prospect(), rows, LEDGER).filter(({ field }) => field === 'bio')).toMatchObject([
      { source: 'exa', value: 'A life', chosen: true },
    ]);
  });
});
