import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Columns, FILLABLE, type Ledger, mergeFields, OWN_FIELDS } from './merge.ts';
import type { StoredValue } from './stored.ts';

const NOW = Date.parse('2026-06-10T12:00:00Z');
const columns = (known: Partial<Columns> = {}): Columns => ({
  ...(Object.fromEntries(OWN_FIELDS.map((field) => [field, null])) as Columns),
  name: 'Ann Lee',
  ...known,
});
const merge = (known: Columns, rows: readonly StoredValue[], more: Partial<Ledger> = {}) =>
  mergeFields({ columns: known, rows, matches: [], rules: [], now: NOW, ...more });
let n = 0;
const row = (field: string, source: string, value: string, more: Partial<StoredValue> = {}): StoredValue => ({
  id: `${source}-${field}-${++n}`,
  field,
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
  fetchedAt: '2026-06-10T11:00:00Z',
  ...more,
});
const filled = (known: Partial<Columns>, rows: StoredValue[]) =>
  Object.fromEntries(merge(columns(known), rows).fill.map(({ field, to }) => [field, to]));

describe('merging', () => {
  it('fills what is empty and names the value it took', () => {
    const title = row('title', 'apollo', 'CFO');
    const merged = merge(columns(), [title]);
    expect(merged.fill).toEqual([{ field: 'title', from: null, to: 'CFO' }]);
    expect(merged.chosen).toEqual([title.id]);
    expect(merged.own).toEqual([{ field: 'name', value: 'Ann Lee', chosen: true }]);
  });

  it('keeps what the tenant wrote, whatever a source says', () => {
    const merged = merge(columns({ title: 'CEO' }), [row('title', 'apollo', 'CFO', { confidence: 1 })]);
    expect(merged.fill).toEqual([]);
    expect(merged.chosen).toEqual([]);
    expect(merged.own).toContainEqual({ field: 'title', value: 'CEO', chosen: true });
  });

  it('takes the tenant’s own value once into the ledger', () => {
    const own = row('title', 'import', 'CEO', { chosen: true });
    const merged = merge(columns({ title: 'CEO' }), [own]);
    expect(merged.chosen).toContain(own.id);
    expect(merged.own.map(({ field }) => field)).toEqual(['name']);
  });

  it('replaces what a source filled before, and then no value of the tenant is lost', () => {
    const before = row('title', 'apollo', 'CFO', { chosen: true, fetchedAt: '2026-05-01T00:00:00Z' });
    const newer = row('title', 'contactout', 'CEO', { confidence: 0.75 });
    const merged = merge(columns({ title: 'CFO' }), [before, newer]);
    expect(merged.fill).toEqual([{ field: 'title', from: 'CFO', to: 'CEO' }]);
    expect(merged.chosen).toContain(newer.id);
  });

  it('holds a column that was written over after a source had filled it for the tenant’s', () => {
    const before = row('title', 'apollo', 'CFO', { chosen: true });
    const merged = merge(columns({ title: 'Chair' }), [before]);
    expect(merged.fill).toEqual([]);
    expect(merged.own).toContainEqual({ field: 'title', value: 'Chair', chosen: true });
  });

  it('ranks checked before likely, fresh before old, sure before less sure', () => {
    const old = '2026-05-01T00:00:00Z';
    expect(
      filled({}, [
        row('email', 'apollo', 'a@x.io', { confidence: 0.7 }),
        row('email', 'contactout', 'b@x.io', { confidence: 0.95, fetchedAt: old }),
      ]),
    ).toEqual({ email: 'b@x.io' });
    expect(
      filled({}, [
        row('title', 'apollo', 'Old', { confidence: 0.85, fetchedAt: old }),
        row('title', 'exa', 'New', { confidence: 0.6 }),
      ]),
    ).toEqual({ title: 'New' });
    expect(filled({}, [row('title', 'exa', 'B', { confidence: 0.6 }), row('title', 'apollo', 'A')])).toEqual({
      title: 'A',
    });
  });

  it('fills nothing with what is less likely than not', () => {
    expect(filled({}, [row('email', 'apollo', 'guess@x.io', { confidence: 0.49 })])).toEqual({});
  });

  it('takes facts of a job only from a source that has the person at the tenant’s company', () => {
    const rows = [
      row('company', 'apollo', 'Globex'),
      row('title', 'apollo', 'CFO'),
      row('phone', 'apollo', '+15550100'),
    ];
    expect(filled({ company: 'Acme' }, rows)).toEqual({ phone: '+15550100' });
    expect(filled({ company: 'Globex Inc.' }, rows)).toEqual({ title: 'CFO', phone: '+15550100' });
    expect(filled({}, rows)).toEqual({ company: 'Globex', title: 'CFO', phone: '+15550100' });
  });

  it('never puts a place together from two accounts of it', () => {
    const rows = [row('city', 'apollo', 'Austin'), row('country', 'contactout', 'France', { confidence: 0.75 })];
    expect(filled({}, rows)).toEqual({ city: 'Austin' });
    expect(filled({ location: 'Paris' }, rows)).toEqual({});
  });

  it('chooses one value of a field that has no column', () => {
    const [a, b] = [row('bio', 'exa', 'x', { confidence: 0.6 }), row('bio', 'apollo', 'y')];
    expect(merge(columns(), [a, b]).chosen).toEqual([b.id]);
  });

  it('never fills name, wealth, tags or notes', () => {
    for (const field of ['name', 'netWorth', 'tags', 'notes']) {
      expect(filled({}, [row(field, 'apollo', '1', { confidence: 1 })])).toEqual({});
    }
  });

  it('once done has nothing left to do, and never touches what the tenant wrote', () => {
    const value = fc.record({
      field: fc.constantFrom(...FILLABLE),
      source: fc.constantFrom('apollo', 'exa', 'contactout', 'edgar'),
      value: fc.constantFrom('a', 'b', 'c'),
      confidence: fc.constantFrom(0.3, 0.6, 0.95),
      old: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(value, { selector: ({ field, source }) => `${field}|${source}`, maxLength: 20 }),
        fc.dictionary(fc.constantFrom(...FILLABLE), fc.constantFrom('a', 'own')),
        (values, own) => {
          const rows = values.map(({ old, ...v }) =>
            row(v.field, v.source, v.value, { ...v, fetchedAt: old ? '2026-01-01T00:00:00Z' : '2026-06-10T00:00:00Z' }),
          );
          const before = columns(own);
          const merged = merge(before, rows);
          for (const { field } of merged.fill) expect(before[field]).toBeNull();
          const after = { ...before, ...Object.fromEntries(merged.fill.map(({ field, to }) => [field, to])) };
          const stored = [
            ...rows.map((one) => ({ ...one, chosen: merged.chosen.includes(one.id) })),
            ...merged.own.map(({ field, value: text }) => row(field, 'import', text, { chosen: true, confidence: 1 })),
          ];
          const again = merge(after, stored);
          expect(again.fill).toEqual([]);
          expect(again.own).toEqual([]);
          expect(new Set(again.chosen)).toEqual(new Set(stored.filter(({ chosen }) => chosen).map(({ id }) => id)));
        },
      ),
    );
  });
});
