import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countEffects,
  type FoldedProspect,
  foldRows,
  type Held,
  type KnownProspect,
  keysAround,
  keysOf,
  meetsAny,
  type SourceRow,
} from './fold.ts';
import { identityOf } from './identity.ts';
import { rowNormaliser } from './normalise.ts';
import { emptyProspect, type ImportedProspect } from './prospect.ts';

const row = (n: number, values: Partial<ImportedProspect>, derived: SourceRow['derived'] = new Set()): SourceRow => {
  const prospect = { ...emptyProspect(), name: 'Ana Doe', ...values };
  return { row: n, prospect, identity: identityOf(prospect), derived };
};
const url = (slug: string) => `https://www.linkedin.com/in/${slug}`;
const effects = (folded: readonly FoldedProspect[]) =>
  folded.map(({ rows }) => rows.map(({ row: n, effect }) => `${n} ${effect}`));

describe('rows that mean one prospect', () => {
  it('are those with one e-mail address', () => {
    const folded = foldRows([
      row(2, { email: 'a@x.com', city: 'Rome' }),
      row(3, { email: 'a@x.com', title: 'CEO' }),
      row(4, { email: 'A@x.com' }),
    ]);
    expect(effects(folded)).toEqual([['2 created', '3 updated', '4 unchanged']]);
    expect(folded[0]?.prospect).toMatchObject({ email: 'a@x.com', city: 'Rome', title: 'CEO' });
  });

  it('are those with one LinkedIn address, whichever of them has an e-mail', () => {
    const rows = [
      row(2, { linkedinUrl: url('ana') }),
      row(3, { linkedinUrl: url('ana'), email: 'a@x.com' }),
      row(4, { email: 'a@x.com' }),
    ];
    expect(effects(foldRows(rows))).toEqual([['2 created', '3 updated', '4 unchanged']]);
    expect(effects(foldRows(rows.toReversed()))).toEqual([['4 created', '3 updated', '2 unchanged']]);
  });

  it('are those with one name and company, but only where none has an address', () => {
    const rows = [
      row(2, { company: 'Acme Inc.' }),
      row(3, { company: 'ACME' }),
      row(4, { company: 'Acme', email: 'a@x.com' }),
      row(5, { company: 'Bcme' }),
    ];
    expect(effects(foldRows(rows))).toEqual([['2 created', '3 updated'], ['4 created'], ['5 created']]);
  });

  it('keep the e-mail address they have, and a second one beside it', () => {
    const first = row(2, { linkedinUrl: url('ana'), email: 'a@x.com' });
    const second = row(3, { linkedinUrl: url('ana'), email: 'b@x.com' });
    const [folded, ...others] = foldRows([first, second, second, { ...first, row: 5 }]);
    expect(others).toEqual([]);
    expect(folded?.prospect).toMatchObject({ email: 'a@x.com', custom: { 'Email (more)': 'b@x.com' } });
    expect(folded?.rows.map(({ effect }) => effect)).toEqual(['created', 'updated', 'unchanged', 'unchanged']);
  });

  it('go by the e-mail first', () => {
    const rows = [
      row(2, { email: 'a@x.com' }),
      row(3, { linkedinUrl: url('ana') }),
      row(4, { email: 'a@x.com', linkedinUrl: url('ana') }),
    ];
    expect(effects(foldRows(rows))).toEqual([['2 created', '4 updated'], ['3 created']]);
  });

  it('may mean one that is known already', () => {
    const known = [
      {
        id: 'k1',
        prospect: { ...emptyProspect(), name: 'Ana Doe', email: 'a@x.com', city: 'Rome', custom: { k: '1' } },
        identity: { email: 'a@x.com' },
        held: {},
      },
    ];
    const folded = foldRows(
      [row(2, { email: 'a@x.com', custom: { k: '1', l: '2' } }), row(3, { email: 'a@x.com' })],
      known,
    );
    expect(folded).toMatchObject([{ id: 'k1', prospect: { city: 'Rome', custom: { k: '1', l: '2' } } }]);
    expect(effects(folded)).toEqual([['2 updated', '3 unchanged']]);
    expect(known[0]?.prospect.custom).toEqual({ k: '1' });
  });

  it('may mean one whom a source has given an address since', () => {
    const prospect = { ...emptyProspect(), name: 'Ana Doe', company: 'Acme', email: 'found@x.com' };
    const known = [{ id: 'k1', prospect, identity: { email: 'found@x.com', nameCompany: 'ana doe|acme' }, held: {} }];
    const folded = foldRows([row(2, { company: 'Acme' }), row(3, { company: 'ACME', city: 'Rome' })], known);
    expect(effects(folded)).toEqual([['2 unchanged', '3 updated']]);
    expect(folded).toMatchObject([{ id: 'k1', identity: { email: 'found@x.com', nameCompany: 'ana doe|acme' } }]);
  });
});

describe('values of later rows', () => {
  it('win where they are not empty', () => {
    const [folded] = foldRows([
      row(2, { email: 'a@x.com', tags: ['a'], netWorth: 5, notes: 'x' }),
      row(3, { email: 'a@x.com', tags: [], netWorth: 0, notes: null }),
      row(4, { email: 'a@x.com', tags: ['b', 'c'] }),
    ]);
    expect(folded?.prospect).toMatchObject({ tags: ['a', 'b', 'c'], netWorth: 0, notes: 'x' });
  });

  it('that were only derived fill gaps, and follow what they were derived from', () => {
    const read = rowNormaliser(['name', 'email', 'title', 'seniority', 'lastName'], {
      name: 'name',
      email: 'email',
      title: 'title',
      seniority: 'seniority',
      lastName: 'lastName',
    });
    const rows = [
      ['Zhang Yiming', 'z@x.com', 'CEO', 'Founder', 'Zhang'],
      ['Zhang Yiming', 'z@x.com', 'CEO', '', ''],
      ['', 'z@x.com', '', '', ''],
      ['Zhang Yiming', 'z@x.com', 'Director', '', ''],
    ].map((cells, i) => {
      const result = read(cells);
      if (!result.ok) throw new Error('refused');
      return row(i + 2, result.prospect, result.derived);
    });
    const [folded] = foldRows(rows);
    expect(effects(folded === undefined ? [] : [folded])).toEqual([
      ['2 created', '3 unchanged', '4 unchanged', '5 updated'],
    ]);
    expect(folded?.prospect).toMatchObject({
      name: 'Zhang Yiming',
      firstName: 'Yiming',
      lastName: 'Zhang',
      seniority: 'director',
    });
  });
});

/** Rows from few values, so that they meet; and a store that is asked as a database is: by keys only. */
const some = <T>(...values: T[]) => fc.constantFrom(null, ...values);
const anyRow = fc
  .record({
    name: fc.constantFrom('Ana', 'Bob'),
    company: some('Acme', 'Acme Inc', 'Bcme'),
    email: some('a@x.com', 'b@x.com', 'c@x.com'),
    linkedinUrl: some(url('a'), url('b'), url('c')),
    title: some('CEO', 'VP'),
    seniority: some('vp', 'c_suite'),
    custom: fc.constantFrom<Record<string, string>>({}, { k: '1' }, { k: '2', l: '3' }),
    tags: fc.constantFrom<string[]>([], ['x'], ['y']),
    derivedSeniority: fc.boolean(),
  })
  .map(({ derivedSeniority, ...values }) => ({
    values,
    derived: new Set(derivedSeniority ? (['seniority'] as const) : []),
  }));
const anyRows = fc
  .array(anyRow, { maxLength: 25 })
  .map((list) => list.map(({ values, derived }, i) => row(i + 2, values, derived)));

class Store {
  readonly all: KnownProspect[] = [];

  lookUp(keys: ReturnType<typeof keysOf>): KnownProspect[] {
    return this.all.filter(({ identity: { email, linkedin, nameCompany } }) => {
      return (
        (email !== undefined && keys.email.includes(email)) ||
        (linkedin !== undefined && keys.linkedin.includes(linkedin)) ||
        (nameCompany !== undefined && keys.nameCompany.includes(nameCompany))
      );
    });
  }

  take(folded: readonly FoldedProspect[]): void {
    for (const { id, prospect, identity, held } of folded) {
      const known = this.all.find((other) => other.id === id);
      if (known === undefined) this.all.push({ id: `p${this.all.length}`, prospect, identity, held });
      else Object.assign(known, { prospect, identity, held });
    }
  }
}

describe('folding', () => {
  it('counts every row once', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const folded = foldRows(rows);
        const counts = countEffects(folded);
        expect(counts.created).toBe(folded.length);
        expect(counts.created + counts.updated + counts.unchanged).toBe(rows.length);
        expect(folded.flatMap((one) => one.rows.map((r) => r.row)).sort((a, b) => a - b)).toEqual(
          rows.map((r) => r.row),
        );
      }),
    );
  });

  it('ends in the same prospects and effects however the file is split into batches', () => {
    fc.assert(
      fc.property(anyRows, fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 }), (rows, sizes) => {
        const store = new Store();
        const seen: { row: number; effect: string }[] = [];
        const batches: SourceRow[][] = [];
        for (let at = 0, i = 0; at < rows.length; i++) {
          const batch = rows.slice(at, at + (sizes[i % sizes.length] ?? 1));
          at += batch.length;
          batches.push(batch);
        }
        // Those of the next batch are looked up before this one is stored, and again only where the two meet.
        let known = store.lookUp(keysOf(batches[0] ?? []));
        batches.forEach((batch, i) => {
          const next = batches[i + 1] ?? [];
          const early = structuredClone(store.lookUp(keysOf(next)));
          const folded = foldRows(batch, known);
          seen.push(...folded.flatMap((one) => one.rows));
          const written = folded.filter((one) => one.id === null || one.rows.some((r) => r.effect === 'updated'));
          const keys = keysAround(written, known);
          store.take(folded);
          known = meetsAny(next, keys) ? store.lookUp(keysOf(next)) : early;
        });
        const whole = foldRows(rows);
        expect(store.all.map(({ prospect }) => prospect)).toEqual(whole.map(({ prospect }) => prospect));
        const inOrder = (list: { row: number; effect: string }[]) => list.toSorted((a, b) => a.row - b.row);
        expect(inOrder(seen)).toEqual(inOrder(whole.flatMap((one) => one.rows)));
      }),
      { numRuns: 2000 },
    );
  });

  it('of the same file again changes nothing', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const once = foldRows(rows);
        const last = new Map(once.flatMap((one) => one.rows.slice(-1).map((r) => [r.row, one])));
        const again = rows
          .filter((r) => last.has(r.row))
          .map((r) => row(r.row, last.get(r.row)?.prospect ?? r.prospect, r.derived));
        const known = once.map(({ prospect, identity, held }, i) => ({ id: `p${i}`, prospect, identity, held }));
        expect(countEffects(foldRows(again, known))).toMatchObject({ created: 0 });
      }),
    );
  });

  it('leaves what a member holds, keeps what the file says of it, and learns nothing from it twice', () => {
    const chosen = { ...emptyProspect(), name: 'Ana Doe', email: 'a@x.com', title: 'Countess', seniority: 'owner' };
    const known = (held: Held) => [{ id: 'k1', prospect: chosen, identity: { email: 'a@x.com' }, held }];
    const titles = fc.array(fc.constantFrom('Clerk', 'Countess', 'Director'), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(titles, (list) => {
        const rows = list.map((title, i) =>
          row(i + 2, { email: 'a@x.com', title, seniority: 'director' }, new Set(['seniority'] as const)),
        );
        const [once] = foldRows(rows, known({ title: null }));
        expect(once).toMatchObject({
          prospect: { title: 'Countess', seniority: 'owner' },
          held: { title: list.at(-1) },
        });
        expect([...(once?.beside ?? [])]).toEqual(['title']);
        const again = foldRows([...rows.slice(-1)], known(once?.held ?? {}));
        expect(countEffects(again)).toEqual({ created: 0, updated: 0, unchanged: 1 });
      }),
    );
  });
});
