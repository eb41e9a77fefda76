import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Loaded } from '../enrichment/ledger/merge-step.ts';
import type { StoredValue } from '../enrichment/ledger/stored.ts';
import { BadChoice, planMerge } from './plan.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
let made = 0;
const id = (): string => {
  made += 1;
  return `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`;
};

const value = (over: Partial<StoredValue>): StoredValue => ({
  id: id(),
  field: 'title',
  source: 'import',
  value: 'CEO',
  previous: null,
  raw: null,
  sourceUrl: null,
  accession: null,
  confidence: 1,
  verified: false,
  cost: 0,
  licence: null,
  matchId: null,
  setBy: null,
  chosen: true,
  fetchedAt: '2026-05-01T00:00:00Z',
  expiresAt: null,
  ...over,
});
const record = (
  prospect: Partial<Loaded['prospect']>,
  fields: StoredValue[] = [],
  matches: Loaded['matches'] = [],
): Loaded => ({
  prospect: {
    id: id(),
    name: 'Ana Doe',
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
    updatedAt: '2026-01-01T00:00:00Z',
    enrichedAt: null,
    ...prospect,
  } as Loaded['prospect'],
  fields,
  matches,
  rules: [],
  version: 'v',
});
const plan = (survivor: Loaded, others: Loaded[], fields: Record<string, string> = {}) =>
  planMerge({ survivor, others, fields, by: 'me', now: NOW });
const titleOf = (a: Loaded, b: Loaded, fields: Record<string, string> = {}) => plan(a, [b], fields).columns.title;

const older = '2026-01-01T00:00:00Z';
const newer = '2026-03-01T00:00:00Z';
const from = (title: string, at: string) => record({ title, createdAt: at });
const byMember = (title: string, at: string) =>
  record({ title }, [value({ value: title, source: 'member', fetchedAt: at })]);
const bySource = (title: string, verified: boolean) =>
  record({ title }, [
    value({ value: title, source: 'apollo', matchId: id(), verified, confidence: verified ? 0.95 : 0.8 }),
  ]);

describe('which value a field takes', () => {
  it.each([
    ['the only one there is', from('A', older), record({}), 'A'],
    ['the other’s where the survivor has none', record({}), from('B', older), 'B'],
    ['the newest of two files', from('A', older), from('B', newer), 'B'],
    ['the survivor’s of two as old', from('A', older), from('B', older), 'A'],
    ['a member’s before a newer file', byMember('A', older), from('B', newer), 'A'],
    ['the other’s member before the survivor’s file', from('A', newer), byMember('B', older), 'B'],
    ['the newest of two members', byMember('A', older), byMember('B', newer), 'B'],
    ['a member’s before a checked one', bySource('A', true), byMember('B', older), 'B'],
    ['a checked one before a file', from('A', newer), bySource('B', true), 'B'],
    ['a file before a guess', from('A', older), bySource('B', false), 'A'],
    ['a checked one before a guess', bySource('A', false), bySource('B', true), 'B'],
  ])('is %s', (_, a, b, title) => {
    expect(titleOf(a, b)).toBe(title);
  });

  it('is the one that is asked for, whatever the rules say, as a member’s choice', () => {
    const [a, b] = [byMember('A', newer), from('B', older)];
    const planned = plan(a, [b], { title: b.prospect.id });
    expect(planned.columns.title).toBe('B');
    expect(planned.insert).toContainEqual(
      expect.objectContaining({ field: 'title', source: 'member', value: 'B', match_id: null, set_by: 'me' }),
    );
    expect(planned.rehome).toContainEqual({ id: a.fields[0]?.id, match_id: expect.any(String) });
  });

  it('cannot be of nobody, of a stranger, or of a field that is none', () => {
    const [a, b] = [from('A', older), record({})];
    expect(() => plan(a, [b], { title: b.prospect.id })).toThrow(BadChoice);
    expect(() => plan(a, [b], { title: id() })).toThrow(BadChoice);
    expect(() => plan(a, [b], { 'custom:Club': a.prospect.id })).toThrow(BadChoice);
  });

  it('is no address of a source’s record that has the person at another company', () => {
    const match = id();
    const other = record({}, [
      value({
        field: 'email',
        source: 'apollo',
        value: 'a@birch.example',
        matchId: match,
        verified: true,
        chosen: false,
      }),
      value({ field: 'company', source: 'apollo', value: 'Birch', matchId: match, verified: true, chosen: false }),
    ]);
    expect(plan(record({ company: 'Alder' }), [other]).columns.email).toBeNull();
  });
});

const text = fc.constantFrom('a', 'b', 'c', 'B');
const maybe = fc.option(text, { nil: null });
const someone = fc
  .record({
    title: maybe,
    email: maybe,
    company: maybe,
    city: maybe,
    netWorth: fc.option(fc.constantFrom(1, 2), { nil: null }),
    tags: fc.array(text, { maxLength: 2 }),
    notes: maybe,
    custom: fc.dictionary(fc.constantFrom('x', 'y'), text),
    at: fc.constantFrom(older, newer),
    rows: fc.uniqueArray(
      fc.record({
        field: fc.constantFrom('title', 'email', 'company', 'bio'),
        source: fc.constantFrom('import', 'member', 'apollo', 'exa'),
        value: text,
        verified: fc.boolean(),
        fetchedAt: fc.constantFrom(older, newer),
      }),
      { selector: ({ field, source }) => `${field} ${source}`, maxLength: 5 },
    ),
  })
  .map(({ at, rows, ...prospect }) => {
    const made = rows.map((row) =>
      value({ ...row, chosen: false, matchId: row.source === 'apollo' || row.source === 'exa' ? id() : null }),
    );
    // A column says what its chosen value says, as every write leaves it.
    const said = new Map(made.filter(({ source }) => source === 'member').map((row) => [row.field, row]));
    for (const row of said.values()) row.chosen = true;
    const columns = Object.fromEntries(
      [...said].filter(([field]) => field !== 'bio').map(([field, row]) => [field, row.value]),
    );
    return record({ ...prospect, ...columns, createdAt: at } as Partial<Loaded['prospect']>, made);
  });

/** What a stored value says once the plan is carried out. */
const rewritten = (planned: ReturnType<typeof plan>, row: StoredValue): string =>
  planned.rehome.find((one) => one.id === row.id)?.value ?? row.value;

describe('a plan', () => {
  it('loses no value of anybody', () => {
    fc.assert(
      fc.property(someone, fc.array(someone, { minLength: 1, maxLength: 2 }), (survivor, others) => {
        const all = [survivor, ...others];
        const planned = plan(survivor, others);
        const stored = new Set(all.flatMap(({ fields }) => fields.map((row) => `${row.field} ${row.value}`)));
        for (const row of all.flatMap(({ fields }) => fields)) stored.add(`${row.field} ${rewritten(planned, row)}`);
        for (const { field, value: said } of planned.insert) stored.add(`${field} ${said}`);
        for (const [field, said] of Object.entries(planned.columns)) stored.add(`${field} ${said}`);
        for (const { prospect } of all) {
          for (const field of ['title', 'email', 'company', 'city', 'netWorth'] as const) {
            if (prospect[field] !== null) expect(stored).toContain(`${field} ${prospect[field]}`);
          }
          for (const tag of prospect.tags)
            expect(planned.tags.map((t) => t.toLowerCase())).toContain(tag.toLowerCase());
          if (prospect.notes) expect(planned.notes).toContain(prospect.notes);
          for (const [name, said] of Object.entries(prospect.custom)) {
            expect(planned.custom[name] === said || stored.has(`custom:${name} ${said}`)).toBe(true);
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  it('leaves one value of a source, a field and a record in one place', () => {
    fc.assert(
      fc.property(someone, fc.array(someone, { minLength: 1, maxLength: 2 }), (survivor, others) => {
        const planned = plan(survivor, others);
        const home = new Map(planned.rehome.map((one) => [one.id, one.match_id]));
        const records = new Map(planned.records.map((one) => [one.prospect, one.id]));
        const places = [survivor, ...others].flatMap((one) =>
          one.fields.map((row) => {
            const usual = one === survivor ? row.matchId : (row.matchId ?? records.get(one.prospect.id));
            return `${row.field} ${row.source} ${home.has(row.id) ? home.get(row.id) : usual}`;
          }),
        );
        places.push(...planned.insert.map((one) => `${one.field} ${one.source} ${one.match_id}`));
        expect(new Set(places).size).toBe(places.length);
        const known = new Set([null, ...records.values()]);
        for (const one of [...planned.rehome, ...planned.insert]) expect(known).toContain(one.match_id);
      }),
      { numRuns: 120 },
    );
  });

  it('says for each field what its chosen value says', () => {
    fc.assert(
      fc.property(someone, someone, (survivor, other) => {
        const planned = plan(survivor, [other]);
        const held = [...survivor.fields, ...other.fields].map((row) => ({ ...row, value: rewritten(planned, row) }));
        const rows = [...held, ...planned.insert];
        for (const row of rows.filter((one) => planned.chosen.includes(one.id))) {
          const column = planned.columns[row.field as keyof typeof planned.columns];
          if (column !== undefined && row.field !== 'netWorth') expect(column).toBe(row.value);
        }
      }),
      { numRuns: 100 },
    );
  });
});
