import { describe, expect, it } from 'vitest';
import type { PrecedenceRule } from '../contract.ts';
import { agree, barOf, candidatesOf, type Grounds, meritOf } from './judge.ts';
import type { StoredMatch, StoredValue } from './stored.ts';

const NOW = Date.parse('2026-06-10T12:00:00Z');
const match = (id: string, more: Partial<StoredMatch> = {}): StoredMatch => ({
  id,
  source: 'apollo',
  record: {
    name: 'Ann Lee',
    company: null,
    title: null,
    city: null,
    region: null,
    country: null,
    emailDomain: null,
    companyDomain: null,
    linkedinUrl: null,
    cik: null,
    url: null,
  },
  grade: 'exact',
  score: 9,
  evidence: [],
  state: 'proposed',
  seenAt: '2026-06-10T11:00:00Z',
  decidedAt: null,
  decidedBy: null,
  ...more,
});
const value = (source: string, text: string, more: Partial<StoredValue> = {}): StoredValue => ({
  id: `${source}-${text}`,
  field: 'title',
  source,
  value: text,
  previous: null,
  raw: null,
  sourceUrl: null,
  accession: null,
  confidence: 0.8,
  verified: false,
  cost: 0,
  licence: null,
  matchId: null,
  setBy: null,
  chosen: false,
  fetchedAt: '2026-06-10T11:00:00Z',
  expiresAt: '2026-07-10T11:00:00Z',
  ...more,
});
const grounds = (more: Partial<Grounds> = {}): Grounds => ({
  matches: [],
  rules: [],
  ownCompany: null,
  ownPlace: false,
  now: NOW,
  ...more,
});
const rule = (more: Partial<PrecedenceRule>): PrecedenceRule => ({
  field: 'title',
  order: [],
  never: [],
  overVerified: false,
  days: null,
  ...more,
});
const order = (rows: StoredValue[], more: Partial<Grounds> = {}) =>
  candidatesOf('title', rows, grounds(more)).map((row) => row.value);

describe('what bars a value', () => {
  const wealth = (matches: StoredMatch[], matchId: string | null) => {
    const row = value('edgar', '5000000', { field: 'netWorth', matchId });
    return barOf(row, [row], grounds({ matches }));
  };

  it('is, for wealth and insider facts, a record that is not proven', () => {
    expect(wealth([match('m')], 'm')).toBeUndefined();
    expect(wealth([match('m', { grade: 'near' })], 'm')).toBe('unproven');
    expect(wealth([match('m', { grade: 'near', state: 'confirmed' })], 'm')).toBeUndefined();
    expect(wealth([match('m', { state: 'rejected' })], 'm')).toBe('rejected');
    expect(wealth([], null)).toBe('unproven');
  });

  it('is, for anything, a record that is rejected or that nobody can tell', () => {
    const bar = (more: Partial<StoredMatch>) => {
      const row = value('apollo', 'CFO', { matchId: 'm' });
      return barOf(row, [row], grounds({ matches: [match('m', more)] }));
    };
    expect(bar({ grade: 'near' })).toBeUndefined();
    expect(bar({ grade: 'possible' })).toBe('unproven');
    expect(bar({ grade: 'possible', state: 'confirmed' })).toBeUndefined();
    expect(bar({ state: 'rejected' })).toBe('rejected');
  });

  it('is the job at another company of the same record', () => {
    const rows = [
      value('apollo', 'CFO', { matchId: 'm' }),
      value('apollo', 'Globex', { field: 'company', matchId: 'm' }),
      value('apollo', 'Acme', { field: 'company', matchId: 'n' }),
    ];
    const [title] = rows;
    if (!title) throw new Error('There is one');
    const matches = [match('m'), match('n')];
    expect(barOf(title, rows, grounds({ matches, ownCompany: 'Acme' }))).toBe('elsewhere');
    expect(barOf(title, rows, grounds({ matches, ownCompany: 'Globex Inc.' }))).toBeUndefined();
  });
});

describe('the order of values', () => {
  const old = { fetchedAt: '2026-01-01T00:00:00Z', expiresAt: '2026-02-01T00:00:00Z' };
  const rows = [
    value('exa', 'guess', { confidence: 0.6 }),
    value('apollo', 'likely'),
    value('contactout', 'old', { ...old, confidence: 0.89 }),
    value('edgar', 'checked', { ...old, verified: true, confidence: 0.95 }),
  ];

  it('is checked, good, confident, new', () => {
    expect(order(rows)).toEqual(['checked', 'likely', 'guess', 'old']);
    expect(
      order([
        value('apollo', 'older', { fetchedAt: '2026-06-01T00:00:00Z', confidence: 0.85 }),
        value('exa', 'newer', { confidence: 0.75 }),
      ]),
    ).toEqual(['newer', 'older']);
  });

  it('is the workspace’s below what is checked, or above it where it says so', () => {
    const own = { order: ['exa' as const, 'contactout' as const] };
    expect(order(rows, { rules: [rule(own)] })).toEqual(['checked', 'guess', 'old', 'likely']);
    expect(order(rows, { rules: [rule({ ...own, overVerified: true })] })).toEqual([
      'guess',
      'old',
      'checked',
      'likely',
    ]);
    expect(order(rows, { rules: [rule({ never: ['edgar'] })] })).toEqual(['likely', 'guess', 'old']);
    expect(order(rows, { rules: [rule({ days: 365 })] })[1]).toBe('likely');
    const [guess, , , checked] = rows;
    if (!guess || !checked) throw new Error('There are four');
    expect(meritOf(guess, grounds({ rules: [rule(own)] }))).toBe('preferred');
    expect(meritOf(checked, grounds({ rules: [rule(own)] }))).toBe('checked');
  });
});

it('two values agree where a reader sees no difference', () => {
  expect(agree('title', 'Chief  Financial-Officer', 'chief financial officer')).toBe(true);
  expect(agree('company', 'Acme', 'Acme, Inc.')).toBe(true);
  expect(agree('title', 'CFO', 'CEO')).toBe(false);
});
