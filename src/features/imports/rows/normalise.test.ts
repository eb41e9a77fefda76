import { describe, expect, it } from 'vitest';
import type { Mapping } from '../contract.ts';
import { FIELD_CHARS, MAX_CUSTOM_CHARS } from './field-limits.ts';
import { rowNormaliser } from './normalise.ts';

/** Maps each column to the target of its own name, and reads one row. */
function read(row: Record<string, string>, mapping: Mapping = {}) {
  const header = Object.keys(row);
  const own = Object.fromEntries(header.map((name) => [name, name])) as Mapping;
  return rowNormaliser(header, { ...own, ...mapping })(Object.values(row));
}
const prospect = (row: Record<string, string>, mapping?: Mapping) => {
  const result = read(row, mapping);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.prospect;
};
const problems = (row: Record<string, string>, mapping?: Mapping) => {
  const result = read(row, mapping);
  return result.ok ? [] : result.problems;
};

describe('a row', () => {
  it('becomes a prospect', () => {
    expect(
      prospect(
        {
          name: ' Doe, Jane ',
          email: 'Jane@Acme.com; jane@home.example',
          phone: "'+1 555 0100",
          linkedinUrl: 'linkedin.com/in/Jane',
          title: 'VP Sales',
          company: 'Acme',
          companyDomain: 'https://www.acme.com/',
          country: 'USA',
          netWorth: '$1.2B',
          tags: 'a, b; A',
          notes: 'one\ntwo',
          Score: '7',
          Empty: ' ',
        },
        { Score: 'custom', Empty: 'custom' },
      ),
    ).toEqual({
      name: 'Jane Doe',
      firstName: 'Jane',
      lastName: 'Doe',
      email: 'jane@acme.com',
      phone: '+1 555 0100',
      linkedinUrl: 'https://www.linkedin.com/in/jane',
      title: 'VP Sales',
      seniority: 'vp',
      department: null,
      company: 'Acme',
      companyDomain: 'acme.com',
      industry: null,
      city: null,
      region: null,
      country: 'United States',
      location: null,
      netWorth: 1_200_000_000,
      tags: ['a', 'b'],
      notes: 'one\ntwo',
      custom: { 'email (more)': 'jane@home.example', Score: '7' },
    });
  });

  it('names a person by the parts of the name, else by the address', () => {
    expect(prospect({ firstName: 'Ana', lastName: 'de la Cruz' }).name).toBe('Ana de la Cruz');
    expect(prospect({ email: 'ana@x.com' }).name).toBe('ana@x.com');
    expect(prospect({ linkedinUrl: 'linkedin.com/in/ana' }).name).toBe('linkedin.com/in/ana');
  });

  it('tells which values were not given', () => {
    const result = read({ name: 'Ana Doe', title: 'CEO' });
    expect(result.ok && [...result.derived].sort()).toEqual(['firstName', 'lastName', 'seniority']);
    const whole = read({ firstName: 'Ana', lastName: 'Doe', seniority: 'Owner', title: 'CEO' });
    expect(whole.ok && [...whole.derived]).toEqual([]);
    const half = read({ firstName: 'Ana', email: 'a@x.com' });
    expect(half.ok && [...half.derived]).toEqual(['name']);
  });

  it('keeps what has no field, columns that the mapping does not know among it', () => {
    const normalise = rowNormaliser(['name', 'x', 'y', 'constructor'], { name: 'name', x: 'skip' });
    expect(normalise(['Ana', '1', '2', '3'])).toMatchObject({
      ok: true,
      prospect: { custom: { y: '2', constructor: '3' } },
    });
  });

  it('keeps a seniority it does not know, and an address that is no profile', () => {
    const { seniority, linkedinUrl, custom } = prospect({
      name: 'Ana',
      title: 'Head of X',
      seniority: 'Wizard',
      linkedinUrl: 'https://www.linkedin.com/sales/lead/1',
    });
    expect([seniority, linkedinUrl]).toEqual(['head', null]);
    expect(custom).toEqual({ seniority: 'Wizard', linkedinUrl: 'https://www.linkedin.com/sales/lead/1' });
  });

  it('does not mix what is left over with a column of that name', () => {
    expect(
      prospect({ 'Email (more)': 'old', Email: 'a@x.com; b@y.com' }, { 'Email (more)': 'custom', Email: 'email' })
        .custom,
    ).toEqual({
      'Email (more)': 'old; b@y.com',
    });
  });
});

describe('a row is refused', () => {
  it('where nobody is in it', () => {
    expect(problems({ company: 'Acme', name: ' ' })).toEqual([
      { column: '', value: '', reason: 'Nothing to tell this person by: no name, no e-mail and no LinkedIn address' },
    ]);
  });

  it('with every reason', () => {
    expect(
      problems({ name: 'Ana', email: 'x', phone: 'y', linkedinUrl: 'z', companyDomain: 'w', netWorth: '€1' }).map(
        (p) => p.column,
      ),
    ).toEqual(['email', 'phone', 'linkedinUrl', 'companyDomain', 'netWorth']);
  });

  it('where a text is longer than its field, which is never cut', () => {
    for (const [field, limit] of Object.entries(FIELD_CHARS)) {
      if (['email', 'phone', 'linkedinUrl', 'companyDomain', 'seniority'].includes(field)) continue;
      const row = { email: 'a@x.com', [field]: 'x'.repeat(limit) };
      expect(problems(row)).toEqual([]);
      expect(problems({ ...row, [field]: 'x'.repeat(limit + 1) })).toMatchObject([
        { column: field, reason: expect.stringContaining(`at most ${limit}`) },
      ]);
    }
  });

  it('where there are too many values without a field, or one is too long', () => {
    const wide = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`c${i}`, 'v']));
    const custom = (row: object) => Object.fromEntries(Object.keys(row).map((key) => [key, 'custom'])) as Mapping;
    expect(problems({ ...wide(100), name: 'Ana' }, custom(wide(100)))).toEqual([]);
    expect(problems({ ...wide(101), name: 'Ana' }, custom(wide(101)))).toHaveLength(1);
    expect(problems({ name: 'Ana', c: 'x'.repeat(MAX_CUSTOM_CHARS + 1) }, { c: 'custom' })).toHaveLength(1);
  });

  it('and shows a long value cut', () => {
    expect(problems({ email: 'x'.repeat(1000) })[0]?.value).toBe(`${'x'.repeat(200)}…`);
  });
});
