import { describe, expect, it } from 'vitest';
import type { FieldValue, Prospect } from '../../../../src/features/prospects/contract.ts';
import { othersWords, profileFields, readable } from './fields.ts';

const prospect: Prospect = {
  id: '01936c5e-7d2a-7c3b-9f4e-2b8a1c0d9e8f',
  name: 'Ada Lovelace',
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  phone: null,
  linkedinUrl: null,
  title: 'Analyst',
  seniority: null,
  department: null,
  company: 'Engines',
  companyDomain: null,
  industry: null,
  city: 'London',
  region: null,
  country: 'United Kingdom',
  location: 'London',
  netWorth: 0,
  tags: ['vip'],
  notes: 'A note',
  custom: {},
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  enrichedAt: null,
};
const value = (field: string, text: string, more: Partial<FieldValue> = {}): FieldValue => ({
  field,
  value: text,
  raw: null,
  source: 'apollo',
  sourceUrl: null,
  accession: null,
  evidenceId: null,
  fetchedAt: '2026-01-01T00:00:00Z',
  expiresAt: null,
  confidence: 0.9,
  verified: true,
  cost: 0,
  licence: null,
  matchId: null,
  chosen: true,
  conflict: false,
  standing: 'checked',
  ...more,
});
const names = (values: FieldValue[], cited: string[] = []) =>
  profileFields(prospect, values, new Set(cited)).map(({ field }) => field);

describe('profileFields', () => {
  it('shows known values in reading order, and a zero is one', () => {
    expect(names([])).toEqual(['name', 'email', 'title', 'company', 'country', 'location', 'netWorth']);
  });

  it('leaves out what only repeats a part, unless it is cited or disputed', () => {
    expect(names([])).not.toContain('firstName');
    expect(names([value('firstName', 'Ada', { evidenceId: 'e1' })], ['e1'])).toContain('firstName');
    expect(names([value('city', 'London'), value('city', 'Londres', { chosen: false })])).toContain('city');
  });

  it('puts the chosen value first and the losers after it, the newest first', () => {
    const values = [
      value('title', 'Advisor', { chosen: false, fetchedAt: '2025-01-01T00:00:00Z' }),
      value('title', 'Countess', { chosen: false, fetchedAt: '2025-06-01T00:00:00Z' }),
      value('title', 'Analyst'),
    ];
    const title = profileFields(prospect, values, new Set()).find(({ field }) => field === 'title');
    expect(title?.value).toBe('Analyst');
    expect(title?.others.map((other) => other.value)).toEqual(['Countess', 'Advisor']);
  });

  it('keeps the own value beside losers where none is chosen', () => {
    const [email] = profileFields(prospect, [value('email', 'x@y.z', { chosen: false })], new Set()).filter(
      ({ field }) => field === 'email',
    );
    expect(email).toMatchObject({ value: 'ada@example.com', origin: null });
    expect(email?.others).toHaveLength(1);
  });

  it('shows a field that is not one of ours at the end, in words', () => {
    expect(profileFields(prospect, [value('sharesHeld', '184,200')], new Set()).at(-1)?.label).toBe('Shares held');
  });
});

describe('othersWords', () => {
  it('tells agreement from another value', () => {
    const same = value('title', ' analyst', { chosen: false, source: 'exa' });
    const other = value('title', 'Countess', { chosen: false });
    expect(othersWords({ value: 'Analyst', others: [same] })).toBe('1 more source agrees');
    expect(othersWords({ value: 'Analyst', others: [other, other] })).toBe('2 other values');
    expect(othersWords({ value: 'Analyst', others: [same, other] })).toBe('1 more source agrees, 1 other value');
  });
});

describe('readable', () => {
  it('shows dollars as dollars and leaves text that is none', () => {
    expect(readable('netWorth', '1250000')).toBe('$1,250,000');
    expect(readable('netWorth', 'over 1M')).toBe('over 1M');
    expect(readable('title', '1250000')).toBe('1250000');
  });
});
